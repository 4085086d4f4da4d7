import assert from 'node:assert/strict';
import {describe, test} from 'node:test';

import type {Page} from 'puppeteer-core';

import {anna, wang} from '../call-system/support.ts';
import {until} from '../drafts/driver.ts';
import {browser, caller, leaderOf, leaders, ledAnew, linked, harness, setUp, status, tabs} from './rig.ts';

/** A call that has not been told before reaches a tab. */
async function rings(page: Page, uuid = wang, name = '王建国') {
  harness.ring(uuid);
  await caller(page, name);
}

describe('one socket for all tabs of an agent', () => {
  setUp();

  test('T1 six tabs have one socket, and each shows the status and the call', async () => {
    const pages: Page[] = [];
    for (let i = 0; i < 6; i += 1) pages.push(await tabs.open());
    assert.equal(tabs.sockets(), 1);
    harness.ring(wang);
    for (const page of pages) {
      await status(page, 'busy');
      await caller(page, '王建国');
    }
    harness.callSystem.hangUp({extno: '1003'});
    for (const page of pages) await status(page, 'wrap-up');
    assert.equal(tabs.sockets(), 1);
    assert.equal(await leaders(pages[0]!), 1);
  });

  test('T2 when the leading tab is closed another one takes over, and calls go on arriving', async () => {
    const [first, second, third] = [await tabs.open(), await tabs.open(), await tabs.open()];
    const led = await leaderOf(second);
    await first.close();
    await ledAnew(second, led, [third]);
    await until(() => tabs.sockets() === 1);
    await rings(second);
    await caller(third, '王建国');
    assert.equal(await leaders(second), 1);
  });

  test('T2 when the leading tab crashes another one takes over, and no call is forgotten', async () => {
    const [first, second] = [await tabs.open(), await tabs.open()];
    await rings(second);
    const devtools = await first.createCDPSession();
    const led = await leaderOf(second);
    void devtools.send('Page.crash').catch(() => undefined);
    await ledAnew(second, led);
    await until(() => tabs.sockets() === 1);
    harness.callSystem.hangUp({extno: '1003'});
    await status(second, 'wrap-up');
    await caller(second, '王建国');
    assert.equal(await leaders(second), 1);
    await first.close();
  });

  test('T3 a leading tab that is frozen gives the socket to another one, and follows it when it wakes', async () => {
    const [first, second] = [await tabs.open(), await tabs.open()];
    const devtools = await first.createCDPSession();
    for (let cycle = 0; cycle < 5; cycle += 1) {
      // A page that is frozen answers nothing, so the other one is asked; in turn each of them leads.
      const led = await leaderOf(second);
      await devtools.send('Page.setWebLifecycleState', {state: 'frozen'});
      if (cycle === 0) await ledAnew(second, led);
      await until(() => tabs.sockets() === 1);
      await devtools.send('Page.setWebLifecycleState', {state: 'active'});
      await linked(first);
      assert.equal(tabs.sockets(), 1);
    }
    await rings(first);
    await caller(second, '王建国');
  });

  test('T3 a leading tab that is left and fetched back has given the socket away meanwhile', async () => {
    const [first, second] = [await tabs.open(), await tabs.open()];
    for (let cycle = 0; cycle < 3; cycle += 1) {
      await first.goto(`${harness.origin}/elsewhere`);
      await until(() => tabs.sockets() === 1);
      await linked(second);
      await first.goBack();
      await linked(first);
      assert.equal(tabs.sockets(), 1);
    }
    await rings(first);
    await caller(second, '王建国');
  });

  test('T3 a leading tab that hangs loses the socket to the tab that the agent looks at', async () => {
    const [first, second] = [await tabs.open(), await tabs.open()];
    await second.bringToFront();
    const led = await leaderOf(second);
    const hung = first.evaluate(() => {
      const end = performance.now() + 12_000;
      while (performance.now() < end);
    });
    // A follower asks every five seconds, and waits for one and a half.
    await ledAnew(second, led);
    await rings(second);
    await hung;
    await until(() => tabs.sockets() === 1);
    await caller(first, '王建国');
    assert.equal(await leaders(second), 1);
  });

  test('T4 of two tabs that both believe to lead the later one stays', async () => {
    const [first, second] = [await tabs.open(), await tabs.open()];
    // Somebody takes the lock by force, as a tab does that finds the leader dead.
    await second.evaluate(async () => {
      const {held = []} = await navigator.locks.query();
      const {name = ''} = held.find((lock) => lock.name?.endsWith('/leader')) ?? {};
      await navigator.locks.request(name, {steal: true}, () => new Promise((end) => setTimeout(end, 100)));
    });
    await until(() => tabs.sockets() === 1);
    for (const page of [first, second]) await linked(page);
    await rings(first, anna, 'Anna Schmidt');
    await caller(second, 'Anna Schmidt');
    assert.equal(await leaders(first), 1);
  });

  test('T5 where the browser has no locks each tab has its own socket, and all of them work', async () => {
    const without = () => Object.defineProperty(Navigator.prototype, 'locks', {value: undefined});
    const [first, second] = [await tabs.open('1003', without), await tabs.open('1003', without)];
    await until(() => tabs.sockets() === 2);
    await rings(first);
    await caller(second, '王建国');
  });

  test('T5 where a page may not use its locks each tab has its own socket, and all of them work', async () => {
    const forbidden = () => {
      LockManager.prototype.request = () => Promise.reject(new DOMException('No storage', 'SecurityError'));
    };
    const [first, second] = [await tabs.open('1003', forbidden), await tabs.open('1003', forbidden)];
    await until(() => tabs.sockets() === 2);
    await rings(first);
    await caller(second, '王建国');
  });

  test('T7 two agents in one browser have a socket each and hear nothing of each other', async () => {
    await harness.signIn('1001');
    const [mine, other] = [await tabs.open('1003'), await tabs.open('1001')];
    assert.deepEqual([tabs.sockets('1003'), tabs.sockets('1001')], [1, 1]);
    await rings(mine);
    await status(mine, 'busy');
    await status(other, 'idle');
    assert.equal(await other.$('screen-pop >>> [part=card]'), null);
    const names = await mine.evaluate(async () => {
      const {held = [], pending = []} = await navigator.locks.query();
      return [...held, ...pending].map(({name}) => name);
    });
    const token = harness.callSystem.token('1003');
    for (const secret of ['1003', '1001', '13800138000', token, harness.callSystem.url])
      assert.ok(!names.some((name) => name?.includes(secret)), `${secret} in ${names.join()}`);
  });

  test('T8 a tab that another one has opened, with its session storage, shares the socket as any other', async () => {
    const first = await tabs.open();
    const opened = new Promise<Page>((resolve) => {
      browser.once('targetcreated', (target) => void target.page().then((page) => resolve(page!)));
    });
    await first.evaluate((url) => void window.open(url), harness.page());
    const second = await opened;
    await linked(second);
    assert.equal(tabs.sockets(), 1);
    const led = await leaderOf(second);
    await first.close();
    await ledAnew(second, led);
    await rings(second);
    await second.close();
  });

  test('F9 whatever another script says of who leads, no tab stays deaf and a new one is connected', async () => {
    const [first, second] = [await tabs.open(), await tabs.open()];
    await rings(first);
    for (const epoch of [99, 2 ** 32 - 1, Number.MAX_SAFE_INTEGER]) {
      await second.evaluate(async (claimed) => {
        const {held = []} = await navigator.locks.query();
        const name = held.find((lock) => lock.name?.endsWith('/leader'))?.name?.replace('/leader', '') ?? '';
        const channel = new BroadcastChannel(name);
        const link = {state: 'open'};
        for (const message of [{kind: 'lead'}, {kind: 'link', link}, {kind: 'alive', nonce: 'x'}])
          channel.postMessage({version: 2, from: 'x', epoch: claimed, at: 0, message});
        channel.close();
      }, epoch);
      harness.callSystem.hangUp({extno: '1003'});
      for (const page of [first, second]) await status(page, 'wrap-up');
      const third = await tabs.open();
      await status(third, 'wrap-up');
      await third.close();
      assert.equal(tabs.sockets(), 1);
      harness.callSystem.call({extno: '1003', force: true});
      for (const page of [first, second]) await status(page, 'busy');
    }
  });

  test('T10 what a bar of another version says is ignored, and nonsense too', async () => {
    const [first, second] = [await tabs.open(), await tabs.open()];
    await rings(first);
    await second.evaluate(async () => {
      const {held = []} = await navigator.locks.query();
      const name = held.find((lock) => lock.name?.endsWith('/leader'))?.name?.replace('/leader', '') ?? '';
      const channel = new BroadcastChannel(name);
      const link = {state: 'closed'};
      const ours = {version: 2, from: 'x', epoch: 0, at: 0};
      for (const message of [
        undefined,
        null,
        7,
        'hello',
        {},
        {version: 3, from: 'x', epoch: 99, at: 0, message: {kind: 'link', link}},
        {...ours, message: {kind: 'link', link}},
        {...ours, epoch: 50, message: {kind: 'link', link: 7}},
        {...ours, epoch: 50, message: {kind: 'fact', fact: {type: 'status', status: 7}}},
        {...ours, message: {kind: 'event', event: {kind: 'agreed', command: 7}}},
        {...ours, message: {kind: 'event', event: {kind: '__proto__'}}},
        {...ours, message: {kind: '__proto__'}},
        {...ours, at: Number.NaN, message: {kind: 'lead'}},
      ])
        channel.postMessage(message);
      channel.close();
    });
    harness.callSystem.hangUp({extno: '1003'});
    for (const page of [first, second]) {
      await status(page, 'wrap-up');
      await linked(page);
      await caller(page, '王建国');
    }
    assert.equal(tabs.sockets(), 1);
  });
});
