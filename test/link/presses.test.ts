import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';

import type {Browser, Page} from 'puppeteer-core';

import {until} from '../drafts/driver.ts';
import {openBrowser, openHarness, type Harness} from '../drafts/harness.ts';

let browser: Browser;
let harness: Harness;
let page: Page;

before(async () => {
  harness = await openHarness();
  browser = await openBrowser();
  page = await browser.newPage();
  await page.goto(harness.page('1003', 'bar'));
  await statusIs('signed-out');
});

after(async () => {
  await browser.close();
  await harness.close();
});

const statusIs = (status: string) => page.waitForSelector(`agent-bar[status=${status}]`);
const requests = (path: string) => harness.callSystem.state().requests[path]?.requests ?? 0;
const button = (part: string) => page.waitForSelector(`agent-bar >>> [part=${part}]`, {visible: true});
const idle = (part: string) =>
  page.waitForSelector(`agent-bar >>> [part=${part}][aria-busy=false]`, {visible: true});

/** The second click comes when the first has had its whole effect: the hardest case. */
async function doubleClick(part: string, between: () => Promise<unknown>) {
  const box = await (await button(part))!.boundingBox();
  const [x, y] = [box!.x + box!.width / 2, box!.y + box!.height / 2];
  await page.mouse.click(x, y);
  await between();
  const devtools = await page.createCDPSession();
  for (const type of ['mousePressed', 'mouseReleased'] as const)
    await devtools.send('Input.dispatchMouseEvent', {type, x, y, button: 'left', clickCount: 2});
}

test('D4 a double click on sign-in signs in, and does not press what has come into its place', async () => {
  await doubleClick('sign-in', () => statusIs('idle').then(() => button('next-call')));
  await idle('next-call');
  assert.equal(requests('/admin/agent/logon'), 1);
  assert.equal(requests('/admin/agent/nextCall'), 0);
});

test('D4 a double click holds a call and does not resume it, nor does Enter that is held down', async () => {
  harness.ring('5bc8fbbc-bde5-4099-8164-d8399f767c45');
  await statusIs('busy');
  const resumable = () => page.waitForSelector('agent-bar >>> [part=hold].on[aria-busy=false]');
  const held = () => harness.callSystem.state().calls[0]?.held;
  await doubleClick('hold', resumable);
  await resumable();
  assert.deepEqual([requests('/admin/agent/hold'), held()], [1, true]);
  await (await button('hold'))!.focus();
  await page.keyboard.down('Enter');
  await until(() => held() === false);
  for (let repeat = 0; repeat < 5; repeat += 1) await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  await idle('hold');
  assert.deepEqual([requests('/admin/agent/hold'), held()], [2, false]);
});
