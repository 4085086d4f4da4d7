import assert from 'node:assert/strict';
import {describe, test} from 'node:test';

import type {Page} from 'puppeteer-core';

import {wang} from '../call-system/support.ts';
import {press as click, until} from '../drafts/driver.ts';
import {namesOf} from '../drafts/storage.ts';
import {browser, caller, count, linked, harness, setUp, status, tabs} from './rig.ts';

const cardSays = (page: Page, words: string) =>
  page.waitForFunction(
    (wanted) =>
      document.querySelector('screen-pop')?.shadowRoot?.querySelector('.card')?.textContent?.includes(wanted),
    {polling: 20, timeout: 10_000},
    words,
  );

/** A tab that nobody looks at paints nothing, and what is not painted cannot be clicked. */
async function press(page: Page, element: 'agent-bar' | 'screen-pop', part: string) {
  await page.bringToFront();
  await click(page, element, part);
}

/** Whether the browser keeps what the page knows. */
const stateKept = async (page: Page) => (await namesOf(page)).some((name) => name.endsWith('/state'));

const claim = (page: Page) => page.$eval('agent-bar', (bar) => bar.session?.claim('page 1'));

const posts = (path: string) => harness.callSystem.state().requests[path]?.requests ?? 0;

const send = (page: Page, command: object) =>
  page.$eval(
    'agent-bar',
    async (bar, given) => bar.session?.send(given as Parameters<NonNullable<typeof bar.session>['send']>[0]),
    command,
  );

describe('what one tab knows the others know', () => {
  setUp();

  test('T1 a tab that is opened during a call knows it at once, without telling of it again', async () => {
    const first = await tabs.open();
    harness.ring(wang);
    await caller(first, '王建国');
    await send(first, {type: 'hold'});
    await send(first, {type: 'meeting', tel: '13900139000'});
    harness.callSystem.announce({msg: 'Line 2 is back'});
    const second = await browser.newPage();
    await second.evaluateOnNewDocument(() => {
      Object.assign(window, {told: [] as string[]});
      for (const type of ['agent-call', 'agent-notice'])
        document.addEventListener(type, () => (window as unknown as {told: string[]}).told.push(type));
    });
    await second.goto(harness.page());
    await status(second, 'busy');
    await caller(second, '王建国');
    await cardSays(second, 'On hold');
    await cardSays(second, '13900139000');
    const notices = await second.$eval('agent-bar', (bar) =>
      bar.session?.$notices.get().map(({text}: {text: string}) => text),
    );
    assert.deepEqual(notices, ['Line 2 is back']);
    assert.deepEqual(await second.evaluate(() => (window as unknown as {told: string[]}).told), []);
    await second.close();
  });

  test('T1 each tab tells its page of a call once, and one of them opens the page for it', async () => {
    const watch = () => {
      Object.assign(window, {opened: 0});
      window.open = () => {
        (window as unknown as {opened: number}).opened += 1;
        return null;
      };
    };
    const pages = [
      await tabs.open('1003', watch),
      await tabs.open('1003', watch),
      await tabs.open('1003', watch),
    ];
    for (const page of pages)
      await page.$eval('screen-pop', (pop) =>
        pop.setAttribute('pop-url', 'https://crm.example.com/c?id={uuid}'),
      );
    const told = [];
    for (const page of pages) told.push(await count(page, 'agent-call'));
    harness.ring(wang);
    for (const page of pages) await caller(page, '王建国');
    const opened = async () => {
      let sum = 0;
      for (const page of pages)
        sum += await page.evaluate(() => (window as unknown as {opened: number}).opened);
      return sum;
    };
    await until(async () => (await opened()) === 1);
    for (const one of told) assert.equal(await one(), 1);
    // The tabs that are not seen wait a moment, in case that one is.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    assert.equal(await opened(), 1);
  });

  test('T3 a tab that was left and fetched back still has what it had claimed', async () => {
    let fetchedBack = false;
    // The browser may load a page anew for reasons of its own.
    for (let i = 0; i < 5 && !fetchedBack; i += 1) {
      const first = await tabs.open();
      assert.equal(await claim(first), true);
      await first.evaluate(() => Object.assign(window, {cached: true}));
      await first.goto(`${harness.origin}/elsewhere`);
      await first.goBack();
      await linked(first);
      fetchedBack = await first.evaluate(() => 'cached' in window);
      if (!fetchedBack) await first.close();
    }
    assert.ok(fetchedBack);
    assert.equal(await claim(await tabs.open()), false);
  });

  test('T3 what a tab had claimed is free when it is closed', async () => {
    const [first, second] = [await tabs.open(), await tabs.open()];
    assert.equal(await claim(first), true);
    await first.close();
    await until(async () => (await claim(second)) === true);
  });

  test('T1 a form that is saved is told of once, in the tab that saved it and in the others', async () => {
    const [first, second] = [await tabs.open(), await tabs.open()];
    const sessionId = harness.ring(wang);
    for (const page of [first, second]) await caller(page, '王建国');
    const told = [await count(first, 'agent-saved'), await count(second, 'agent-saved')];
    const unsaved = (page: Page, wanted: boolean) =>
      page.waitForFunction(
        (id, has) => document.querySelector('agent-bar')?.session?.$drafts.get().has(id) === has,
        {polling: 20, timeout: 10_000},
        sessionId,
        wanted,
      );
    const write = (page: Page, text: string) =>
      page.$eval(
        'agent-bar',
        (bar, id, value) => bar.session?.edit(id, 'field:公司', value),
        sessionId,
        text,
      );
    const discard = (page: Page) => page.$eval('agent-bar', (bar, id) => bar.session?.discard(id), sessionId);
    await write(first, 'Harbour');
    await unsaved(second, true);
    await send(first, {type: 'save', sessionId, values: {公司: 'Harbour'}});
    for (const page of [first, second]) await unsaved(page, false);
    // What the tabs tell each other of it has come when something later has, both ways.
    for (const [here, there] of [
      [first, second],
      [second, first],
    ] as const) {
      await write(here, 'later');
      await unsaved(there, true);
      await discard(here);
      await unsaved(there, false);
    }
    for (const one of told) assert.equal(await one(), 1);
  });

  test('T6 the same command from two tabs at once is sent once, and what came of it shows in both', async () => {
    const [first, second] = [await tabs.open(), await tabs.open()];
    harness.ring(wang);
    for (const page of [first, second]) await status(page, 'busy');
    harness.callSystem.fail({path: '/admin/agent/hold', delay: 500});
    const outcomes = await Promise.all([send(first, {type: 'hold'}), send(second, {type: 'hold'})]);
    assert.equal(posts('/admin/agent/hold'), 1);
    const codes = new Set(outcomes.map((outcome) => (outcome?.ok ? 'ok' : outcome?.fault.code)));
    assert.deepEqual(codes, new Set(['ok', 'pending']));
    for (const page of [first, second]) await cardSays(page, 'On hold');
  });

  test('T1 commands work from a tab that does not hold the socket', async () => {
    const [first, second] = [await tabs.open(), await tabs.open()];
    await press(second, 'agent-bar', 'next-call');
    await until(() => posts('/admin/agent/nextCall') === 1);
    harness.ring(wang);
    for (const page of [first, second]) await status(page, 'busy');
    harness.callSystem.hangUp({extno: '1003'});
    for (const page of [first, second]) await status(page, 'wrap-up');
    await press(second, 'agent-bar', 'next-call');
    for (const page of [first, second]) {
      await status(page, 'idle');
      await page.waitForFunction(
        () => !document.querySelector('screen-pop')?.shadowRoot?.querySelector('[part=card]'),
      );
    }
    await press(first, 'agent-bar', 'sign-out');
    for (const page of [first, second]) await status(page, 'signed-out');
  });

  test('Z5 D1 a call comes back at once after a reload, stale until the call system speaks, and is not told again', async () => {
    const page = await tabs.open();
    harness.ring(wang);
    await caller(page, '王建国');
    await send(page, {type: 'hold'});
    await until(() => stateKept(page));
    // Later than the last change was kept.
    await new Promise((resolve) => setTimeout(resolve, 600));
    await page.evaluateOnNewDocument(() => {
      Object.assign(window, {told: 0});
      document.addEventListener('agent-call', () => ((window as unknown as {told: number}).told += 1));
    });
    harness.callSystem.refuseHandshakes({on: true});
    await page.reload();
    await caller(page, '王建国');
    await status(page, 'busy');
    await page.waitForSelector('agent-bar >>> [part=status][data-stale]');
    harness.callSystem.refuseHandshakes({on: false});
    await linked(page);
    await status(page, 'busy');
    await caller(page, '王建国');
    await cardSays(page, 'On hold');
    assert.equal(await page.evaluate(() => (window as unknown as {told: number}).told), 0);
    harness.callSystem.hangUp({extno: '1003'});
    await status(page, 'wrap-up');
  });

  test('Z5 a call that ended while the page was away does not come back as if it went on', async () => {
    const page = await tabs.open();
    harness.ring(wang);
    await caller(page, '王建国');
    await new Promise((resolve) => setTimeout(resolve, 600));
    await page.goto('about:blank');
    harness.callSystem.hangUp({extno: '1003'});
    const header = {access_token: harness.callSystem.token('1003')};
    await fetch(`${harness.callSystem.url}/admin/agent/nextCall`, {method: 'POST', headers: header});
    await page.goto(harness.page());
    await status(page, 'idle');
    await until(async () => (await page.$('screen-pop >>> [part=card]')) === null);
  });

  test('X8 after signing out nothing of the call is kept for a page that comes later', async () => {
    const page = await tabs.open();
    harness.ring(wang);
    await caller(page, '王建国');
    harness.callSystem.hangUp({extno: '1003'});
    await status(page, 'wrap-up');
    await press(page, 'agent-bar', 'sign-out');
    await status(page, 'signed-out');
    await until(async () => !(await stateKept(page)));
    await page.reload();
    await status(page, 'signed-out');
    assert.equal(await page.$('screen-pop >>> [part=card]'), null);
  });
});
