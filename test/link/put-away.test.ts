import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';

import {launch, type Browser, type Page} from 'puppeteer-core';

import {browserArgs, findOrInstallBrowser} from '../../scripts/browser.ts';
import {until} from '../drafts/driver.ts';
import {openHarness, type Harness} from '../drafts/harness.ts';

const cycles = 10;

let harness: Harness;
let browser: Browser;
let page: Page;
const errors: unknown[] = [];

const sockets = () => harness.callSystem.state().agents.find(({extno}) => extno === '1003')?.sockets ?? 0;

const linkIs = (state: string) =>
  page.waitForFunction(
    (wanted) => document.querySelector('agent-bar')?.getAttribute('link') === wanted,
    {polling: 20, timeout: 10_000},
    state,
  );

before(async () => {
  harness = await openHarness({}, 'no-cache');
  browser = await launch({
    executablePath: await findOrInstallBrowser(),
    args: browserArgs,
    protocolTimeout: 15_000,
  });
  page = await browser.newPage();
  page.on('pageerror', (error) => errors.push(error));
  await page.goto(harness.page('1003', 'bar'));
  await linkIs('open');
});

after(async () => {
  await browser.close();
  await harness.close();
  assert.deepEqual(errors, []);
});

test(`Z4 a page that is left and fetched back ${cycles} times tells the server at once, and has one socket after each`, async () => {
  await page.evaluate(() =>
    addEventListener('pageshow', (event) => Object.assign(window, {kept: event.persisted})),
  );
  for (let cycle = 0; cycle < cycles; cycle += 1) {
    assert.equal(sockets(), 1);
    await page.goto(`${harness.origin}/elsewhere`);
    await until(() => sockets() === 0);
    await page.goBack();
    assert.equal(await page.evaluate(() => (window as {kept?: boolean}).kept), true, 'kept for “back”');
    await linkIs('open');
    await until(() => sockets() === 1);
  }
});

test(`Z3 a page that is frozen and thawed ${cycles} times tells the server at once, and has one socket after each`, async () => {
  const devtools = await page.createCDPSession();
  for (let cycle = 0; cycle < cycles; cycle += 1) {
    assert.equal(sockets(), 1);
    await devtools.send('Page.setWebLifecycleState', {state: 'frozen'});
    await until(() => sockets() === 0);
    await devtools.send('Page.setWebLifecycleState', {state: 'active'});
    await linkIs('open');
    await until(() => sockets() === 1);
  }
});

test('N6 N7 a page whose network goes away and comes back checks, keeps what it shows, and has one socket', async () => {
  await harness.signIn();
  const statusIs = (status: string) => page.waitForSelector(`agent-bar[status=${status}]`);
  await statusIs('idle');
  const network = {latency: 0, downloadThroughput: -1, uploadThroughput: -1};
  const devtools = await page.createCDPSession();
  const light = () =>
    page.$eval('agent-bar', (bar) => bar.shadowRoot?.querySelector('[part=link]')?.getAttribute('title'));
  await devtools.send('Network.emulateNetworkConditions', {...network, offline: true});
  await until(async () => (await light()) === 'Checking the connection');
  await devtools.send('Network.emulateNetworkConditions', {...network, offline: false});
  await until(async () => (await light()) === 'Connected');
  await statusIs('idle');
  await until(() => sockets() === 1);
});

test('a page that is reloaded leaves no second socket behind', async () => {
  for (let reload = 0; reload < 3; reload += 1) {
    await page.reload();
    await linkIs('open');
    await until(() => sockets() === 1);
  }
});
