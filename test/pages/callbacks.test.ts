import assert from 'node:assert/strict';
import {test} from 'node:test';

import type {Fault} from '../../demo/call-system/faults.ts';
import {agreeing, receiver, tries} from '../call-system/callbacks/support.ts';
import {assertReadable} from '../rig/readable.ts';
import {openFixture} from './fixture.ts';
import {en} from '../../src/strings/en.ts';
import {zhCN} from '../../src/strings/zh-CN.ts';

const fixture = openFixture({pushDelay: 20, pushInterval: 20, pushTimeout: 300});
const {reads, choose} = fixture;

const form = 'callback-settings >>>';

/** Enters a text as a person does: over what is there. */
async function enter(part: string, text: string) {
  const field = await fixture.page.waitForSelector(`${form} [part=${part}]`, {visible: true});
  await field!.evaluate((input) => (input as HTMLInputElement).select());
  await field!.press('Backspace');
  await field!.type(text);
}

const says = (part: string, words: string) =>
  fixture.page.waitForFunction(
    (at, text) =>
      document
        .querySelector('callback-settings')
        ?.shadowRoot?.querySelector<HTMLElement>(`[part=${at}]`)
        ?.innerText.includes(text),
    {},
    part,
    words,
  );

/** Presses "Save" and waits for what comes of it. */
async function save() {
  await fixture.press('callback-settings', 'save');
  await fixture.page.waitForSelector(`${form} [part=save][aria-busy=false]`);
}

const at = () => fixture.system.state().callbacks.addresses;
const entered = (part: string) =>
  fixture.page.$eval(`${form} [part=${part}]`, (input) => (input as HTMLInputElement).value);

test('a supervisor reads beside each field what is wrong, then sets the CRM’s own addresses and switches pushing on', async () => {
  await choose('en');
  await fixture.page.click('.side a[href="#/settings"]');
  await says('form', 'Signed in as 管理员');
  await enter('callback-url', 'https://crm.example.com/a b');
  await enter('task-callback-url', 'crm.example.com');
  await save();
  await says('form', en.callbacks.problem.spaces);
  await says('form', en.callbacks.problem.scheme);
  assert.equal(at(), undefined);
  const [calls = '', imports = ''] = await fixture.page.$$eval('.receiver input', (boxes) =>
    boxes.map((box) => box.value),
  );
  await enter('callback-url', calls);
  await enter('task-callback-url', imports);
  await fixture.press('callback-settings', 'open-callback');
  await save();
  await says('saved', 'pushing is on');
  assert.deepEqual(at(), {open: true, callbackUrl: calls, taskCallbackUrl: imports});
});

test('a call that an agent has worked stands in the CRM’s list of pushed calls a moment after it ended', async () => {
  await fixture.page.click('.side a[href="#/pushes"]');
  await reads('.rows', 'reports each call here');
  await fixture.press('agent-bar', 'sign-in');
  await fixture.status('idle');
  fixture.system.call({extno: '1003', telephone: '+493023125001'});
  await fixture.status('busy');
  fixture.system.hangUp({extno: '1003'});
  await reads('[data-count=pushes]', '1');
  await fixture.page.click('.side a[href="#/pushes"]');
  await reads('.pushes li', 'Anna Schmidt');
  await reads('.pushes li', '+493023125001 · 李雪 · Customer satisfaction');
  await reads('.record h2', 'Anna Schmidt');
  await reads('.record', 'Berlin');
});

test('a duplicate stays one row and says so, and the next call comes without a reload', async () => {
  fixture.system.pushAgain();
  await reads('.record .chips', 'Came 2 times, kept once');
  assert.equal((await fixture.page.$$('.pushes li')).length, 1);
  fixture.system.call({extno: '1003', telephone: '13900139000', force: true});
  fixture.system.hangUp({extno: '1003'});
  await reads('[data-count=pushes]', '2');
  await fixture.page.click('.side a[href="#/pushes"]');
  await reads('.pushes li:first-child', '139 0013 9000');
  await reads('.record h2', 'Anna Schmidt');
});

test('what is looked at stays in sight and keeps the focus while more arrives', async () => {
  await fixture.page.focus('.pushes li:last-child a');
  await fixture.page.keyboard.press('Enter');
  await fixture.page.waitForSelector('.pushes li.chosen:last-child');
  const address = fixture.page.url();
  fixture.system.importEnded({reason: '<b>no numbers</b>'});
  await reads('.pushes li:first-child', '<b>no numbers</b>');
  await reads('.record h2', 'Anna Schmidt');
  assert.equal(
    await fixture.page.evaluate(() => (document.activeElement as HTMLAnchorElement).href),
    address,
  );
  await fixture.page.click('.record .actions a');
  await fixture.page.waitForFunction(() => location.hash.startsWith('#/customers/d76d4330'));
  await reads('.record', 'Anna Schmidt');
});

test('what was saved is there again after a reload; switched off, no call is pushed and the addresses stay', async () => {
  const before = at();
  await fixture.page.goto(`${fixture.crm.url}/?extno=1003#/settings`);
  await fixture.page.reload();
  await fixture.page.waitForFunction(
    (url) => document.querySelector('callback-settings')?.settings?.callbackUrl === url,
    {},
    before!.callbackUrl,
  );
  assert.equal(await entered('callback-url'), before?.callbackUrl);
  assert.equal(await entered('task-callback-url'), before?.taskCallbackUrl);
  await fixture.press('callback-settings', 'open-callback');
  await says('saved', en.callbacks.unsaved);
  await save();
  await says('saved', 'pushing is off');
  assert.deepEqual(at(), {...before, open: false});
  await fixture.press('callback-settings', 'open-callback');
  await save();
  await says('saved', 'pushing is on');
});

/** The next saves are refused so. */
const refuse = (code: number, fault: Fault = {}) =>
  fixture.system.fail({path: '/api/setCallback', code, msg: '', ...fault});

const saves = () => fixture.system.state().requests['/api/setCallback']?.requests ?? 0;

test('a key that is refused is renewed once without a word, and the save goes through', async () => {
  for (const code of [20005, 20006] as const) {
    const before = saves();
    refuse(code);
    await save();
    assert.equal(saves(), before + 2);
    await says('saved', 'pushing is on');
  }
  fixture.system.expireKeys();
  await enter('task-callback-url', '');
  await save();
  await says('saved', 'pushing is on');
  assert.equal(at()?.taskCallbackUrl, '');
});

for (const [language, words] of [
  ['en', en.callbacks],
  ['zh-CN', zhCN.callbacks],
] as const)
  test(`every refusal is said in ${language}, twice asked at most, and nothing is lost`, async () => {
    await choose(language);
    const url = `https://crm.example.com/回调?q=${language}&a="b"`;
    await enter('callback-url', url);
    for (const code of [10001, 100001, 20005, 20006, 20007] as const) {
      const twice = code === 20005 || code === 20006;
      const before = saves();
      refuse(code, {times: twice ? 2 : 1});
      await save();
      await says('fault', words.answer[code][0]);
      await says('fault', words.answer[code][1]);
      await says('fault', words.code(code));
      assert.equal(saves(), before + (twice ? 2 : 1));
      assert.equal(await entered('callback-url'), url);
      await says('saved', words.unsaved);
    }
    await save();
    await says('saved', words.saved('', true).split('·').at(-1)!.trim());
    assert.equal(at()?.callbackUrl, url);
  });

test('a call is pushed three times to a receiver that says anything but SUCCESS, or nothing, and once to one that does', async (t) => {
  const lines = () => fixture.system.state().callbacks.pushes;
  await choose('en');
  for (const [receive, outcomes] of [
    [agreeing, [true]],
    [(_request, response) => response.end('success'), [false, false, false]],
    [(_request, response) => response.writeHead(500).end('SUCCESS'), [false, false, false]],
    [() => undefined, [false, false, false]],
  ] satisfies [Parameters<typeof receiver>[1], boolean[]][]) {
    const {url} = await receiver(t, receive);
    await fixture.page.click('.side a[href="#/settings"]');
    await enter('callback-url', url);
    await save();
    await says('saved', 'pushing is on');
    const before = lines().length;
    fixture.system.call({extno: '1003', telephone: '13900139000', force: true});
    fixture.system.hangUp({extno: '1003'});
    await tries(fixture.system, before + outcomes.length);
    assert.deepEqual(
      lines()
        .slice(before)
        .map(({accepted}) => accepted),
      outcomes,
    );
  }
});

for (const [language, theme, width] of [
  ['zh-CN', 'light', 1280],
  ['en', 'dark', 1280],
  ['en', 'light', 375],
  ['zh-CN', 'dark', 375],
] as const) {
  test(`pushed calls and settings can be read and used at ${width} px in ${language}, ${theme}`, async () => {
    await fixture.page.evaluate(
      (lang, shown) => {
        localStorage.setItem('harbour.lang', lang);
        localStorage.setItem('harbour.theme', shown);
      },
      language,
      theme,
    );
    await fixture.page.setViewport({width, height: 800});
    for (const [view, part] of [
      ['pushes', '.pushes li'],
      ['settings', '.address'],
    ]) {
      await fixture.page.goto(`${fixture.crm.url}/?extno=1003#/${view}`);
      await fixture.page.reload();
      await fixture.page.waitForSelector('agent-bar[status=wrap-up]');
      await fixture.page.waitForSelector(part!, {visible: true});
      await assertReadable(fixture.page);
    }
  });
}

test('all of that keeps the page’s strict policy, and nothing is logged', () => {
  assert.deepEqual(fixture.said, []);
});
