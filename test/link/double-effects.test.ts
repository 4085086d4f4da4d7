import assert from 'node:assert/strict';
import {after, before, test, type TestContext} from 'node:test';

import type {Browser} from 'puppeteer-core';

import {randomStream} from '../../demo/call-system/random.ts';
import {until} from '../drafts/driver.ts';
import {openBrowser, openHarness} from '../drafts/harness.ts';
import {lineOptions, systemOptions, work, type Driver} from '../rig/agent-at-work.ts';
import {driverIn} from '../rig/driver.ts';
import {startProxy} from '../rig/proxy.ts';
import type {Site} from '../rig/troubles.ts';

const seed = Date.now() % 1_000_000;
const agents = ['1001', '1002', '1003', '1004'] as const;
const each = 25;

let browser: Browser;

before(async () => {
  browser = await openBrowser();
});

after(() => browser.close());

interface Place {
  readonly driver: Driver;
  readonly site: Site;
}

async function place(
  t: TestContext,
  extno: string,
  timeout: number,
  random = randomStream(0),
): Promise<Place> {
  const harness = await openHarness(systemOptions);
  t.after(() => harness.close());
  const line = await startProxy(harness.callSystem.port);
  t.after(() => line.down());
  const site = {system: harness.callSystem, line, timeout, random};
  const page = await (await browser.createBrowserContext()).newPage();
  await page.goto(`${harness.origin}/elsewhere`);
  const driver = await driverIn(page, lineOptions(extno, site));
  await driver.sees('signed-out');
  return {driver, site};
}

// Browsers send a request again by themselves whose kept connection has died before the answer.
test('N15 a command that the browser sends twice when its connection dies is done once, and said to be done', async (t) => {
  const {driver, site} = await place(t, '1003', 5_000);
  await driver.send({type: 'sign-in'});
  await driver.sees('idle');
  site.system.call({extno: '1003'});
  await driver.sees('busy');
  assert.equal((await driver.send({type: 'hold'})).ok, true);
  site.line.set({hole: 'down'});
  const sent = driver.send({type: 'hold'});
  const holds = () => site.system.state().requests['/admin/agent/hold'];
  await until(() => holds()?.executions === 2 && site.line.waiting('down') > 0);
  site.line.reset();
  site.line.set({});
  assert.equal((await sent).ok, true);
  const {requests, executions, idempotencyKeys} = holds()!;
  assert.deepEqual({requests, executions, idempotencyKeys}, {requests: 3, executions: 2, idempotencyKeys: 2});
  assert.equal(site.system.state().calls[0]?.held, false);
});

test(`N15 of ${agents.length * each} commands in a browser that repeats requests by itself none is done twice`, async (t) => {
  const tallies = await Promise.all(
    agents.map(async (extno, nth) => {
      const {driver, site} = await place(t, extno, 400, randomStream(seed + nth));
      return work(driver, site, extno, each);
    }),
  );
  t.diagnostic(JSON.stringify({seed, tallies}));
  for (const {commands, doubts, doubled, lies} of tallies) {
    assert.deepEqual({doubled, lies, commands}, {doubled: [], lies: [], commands: each}, `seed ${seed}`);
    assert.ok(doubts > each / 5, 'the line went wrong');
  }
});
