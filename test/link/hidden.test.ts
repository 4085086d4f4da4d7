import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';

import {launch, type Browser, type Page} from 'puppeteer-core';

import {browserArgs, findOrInstallBrowser} from '../../scripts/browser.ts';
import {wang} from '../call-system/support.ts';
import {until} from '../drafts/driver.ts';
import {openHarness, type Harness} from '../drafts/harness.ts';

/** What a browser that is driven by a program is told by default, and no agent's browser is. */
const neverHeldBack = [
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];

interface Told {
  /** When a timer of the page ran last, which is due four times in a second. */
  beat: number;
  /** When a call was told to the page: milliseconds since the Unix epoch. */
  calls: number[];
}

let harness: Harness;
let browser: Browser;
let page: Page;
const errors: unknown[] = [];

const told = () => page.evaluate(() => (window as unknown as {told: Told}).told);
const timersStandStill = async () => Date.now() - (await told()).beat > 5_000;
const sockets = () => harness.callSystem.state().agents.find(({extno}) => extno === '1003')?.sockets ?? 0;

before(async () => {
  harness = await openHarness();
  await harness.signIn();
  browser = await launch({
    executablePath: await findOrInstallBrowser(),
    ignoreDefaultArgs: neverHeldBack,
    // Minutes of being hidden, in seconds.
    args: [...browserArgs, '--enable-features=IntensiveWakeUpThrottling:grace_period_seconds/2'],
  });
  page = await browser.newPage();
  page.on('pageerror', (error) => errors.push(error));
  await page.goto(harness.page());
  await page.waitForSelector('agent-bar[status=idle]');
});

after(async () => {
  await browser.close();
  await harness.close();
  assert.deepEqual(errors, []);
});

test('Z2 a page that was hidden until its timers stand still tells of a call within a second, on the same socket', async () => {
  await page.evaluate(() => {
    const seen: Told = {beat: Date.now(), calls: []};
    Object.assign(window, {told: seen});
    document.addEventListener('agent-call', () => seen.calls.push(Date.now()));
    setInterval(() => (seen.beat = Date.now()), 250);
  });
  await (await browser.newPage()).bringToFront();
  await page.waitForFunction(() => document.hidden, {polling: 50});
  await until(timersStandStill, 90_000);
  const rings = Date.now();
  harness.ring(wang);
  await until(async () => (await told()).calls.length > 0);
  const late = (await told()).calls[0]! - rings;
  assert.ok(late < 1_000, `${late} ms`);
  assert.equal(await page.$eval('agent-bar', (bar) => bar.session?.$call.get()?.phase), 'talking');
  assert.equal(sockets(), 1);
});
