import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {fileURLToPath} from 'node:url';

import axe from 'axe-core';
import {launch, type Browser, type Page} from 'puppeteer-core';

import {startCallSystem, type CallSystem} from '../../demo/call-system/call-system.ts';
import {startCrm, type Crm} from '../../demo/crm/server.ts';
import {browserArgs, findOrInstallBrowser} from '../../scripts/browser.ts';
import {setCallback} from '../call-system/callbacks/support.ts';

const bundle = fileURLToPath(new URL('../../dist/cdn', import.meta.url));
let system: CallSystem;
let crm: Crm;
let browser: Browser;
let page: Page;
const said: string[] = [];

before(async () => {
  system = await startCallSystem({campaign: false, pushDelay: 20, pushInterval: 20});
  crm = await startCrm({port: 0, callSystemUrl: system.url, bundle});
  browser = await launch({executablePath: await findOrInstallBrowser(), args: browserArgs});
  page = await browser.newPage();
  page.setDefaultTimeout(8000);
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(String(error)));
  await page.setViewport({width: 1440, height: 900});
  await page.evaluateOnNewDocument(() => {
    if (location.protocol === 'http:') localStorage.setItem('harbour.console', 'closed');
  });
  await page.goto(`${crm.url}/?extno=1003`);
});

after(async () => {
  await browser.close();
  await crm.close();
  await system.close();
});

const reads = (selector: string, wanted: string) =>
  page.waitForFunction(
    (at, text) => document.querySelector<HTMLElement>(at)?.innerText.includes(text),
    {},
    selector,
    wanted,
  );

const choose = (language: string) => page.click(`input[name=lang][value=${language}]`);

/** What the settings of the CRM say, taken over into the call system as its supervisor would. */
async function useAddresses(): Promise<void> {
  await page.click('.side a[href="#/settings"]');
  await page.waitForSelector('.receiver input');
  const [callback_url = '', task_callback_url = ''] = await page.$$eval('.receiver input', (boxes) =>
    boxes.map((box) => box.value),
  );
  const key = await page.evaluate(() => {
    const {credentials} = document.querySelector('callback-settings') as unknown as {
      credentials(): Promise<{userSn: string; apiKey: string}>;
    };
    return credentials();
  });
  const session = {user_sn: key.userSn, api_key: key.apiKey};
  const answer = await setCallback(system, {open_callback: '1', callback_url, task_callback_url}, session);
  assert.deepEqual(answer, {code: 0, msg: 'SUCCESS'});
}

test('a call that an agent has worked stands in the CRM’s list of pushed calls a moment after it ended', async () => {
  await page.waitForSelector('agent-bar[status=signed-out]');
  await choose('en');
  await useAddresses();
  await page.click('.side a[href="#/pushes"]');
  await reads('.rows', 'reports each call here');
  await (await page.waitForSelector('agent-bar >>> [part="sign-in"]', {visible: true}))?.click();
  await page.waitForSelector('agent-bar[status=idle]');
  system.call({extno: '1003', telephone: '+493023125001'});
  await page.waitForSelector('agent-bar[status=busy]');
  system.hangUp({extno: '1003'});
  await reads('[data-count=pushes]', '1');
  await page.click('.side a[href="#/pushes"]');
  await reads('.pushes li', 'Anna Schmidt');
  await reads('.pushes li', '+493023125001 · 李雪 · Customer satisfaction');
  await reads('.record h2', 'Anna Schmidt');
  await reads('.record', 'Berlin');
});

test('a duplicate stays one row and says so, and the next call comes without a reload', async () => {
  system.pushAgain();
  await reads('.record .chips', 'Came 2 times, kept once');
  assert.equal((await page.$$('.pushes li')).length, 1);
  system.call({extno: '1003', telephone: '13900139000', force: true});
  system.hangUp({extno: '1003'});
  await reads('[data-count=pushes]', '2');
  await page.click('.side a[href="#/pushes"]');
  await reads('.pushes li:first-child', '139 0013 9000');
  await reads('.record h2', 'Anna Schmidt');
});

test('what is looked at stays in sight and keeps the focus while more arrives', async () => {
  await page.focus('.pushes li:last-child a');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.pushes li.chosen:last-child');
  const address = page.url();
  system.importEnded({reason: '<b>no numbers</b>'});
  await reads('.pushes li:first-child', '<b>no numbers</b>');
  await reads('.record h2', 'Anna Schmidt');
  assert.equal(await page.evaluate(() => (document.activeElement as HTMLAnchorElement).href), address);
  await page.click('.record .actions a');
  await page.waitForFunction(() => location.hash.startsWith('#/customers/d76d4330'));
  await reads('.record', 'Anna Schmidt');
});

test('the page gives the settings another key when the one that it gave was refused', async () => {
  const ask = () =>
    page.evaluate(() => {
      const {credentials} = document.querySelector('callback-settings') as unknown as {
        credentials(): Promise<{userSn: string; apiKey: string}>;
      };
      return credentials();
    });
  const first = await ask();
  system.expireKeys();
  const second = await ask();
  assert.equal(second.userSn, first.userSn);
  assert.notEqual(second.apiKey, first.apiKey);
});

for (const [language, theme, width] of [
  ['zh-CN', 'light', 1280],
  ['en', 'dark', 1280],
  ['en', 'light', 375],
  ['zh-CN', 'dark', 375],
] as const) {
  test(`pushed calls and settings can be read and used at ${width} px in ${language}, ${theme}`, async () => {
    await page.evaluate(
      (lang, shown) => {
        localStorage.setItem('harbour.lang', lang);
        localStorage.setItem('harbour.theme', shown);
      },
      language,
      theme,
    );
    await page.setViewport({width, height: 800});
    for (const [view, part] of [
      ['pushes', '.pushes li'],
      ['settings', '.address'],
    ]) {
      await page.goto(`${crm.url}/?extno=1003#/${view}`);
      await page.reload();
      await page.waitForSelector('agent-bar[status=wrap-up]');
      await page.waitForSelector(part!, {visible: true});
      const [content, room] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.equal(content, room);
      await page.evaluate(axe.source);
      const violations = await page.evaluate(async () => {
        const {run} = (globalThis as unknown as {axe: typeof axe}).axe;
        const results = await run(document, {resultTypes: ['violations']});
        return results.violations.map(({id, nodes}) => `${id}: ${nodes.map(({html}) => html).join(' ')}`);
      });
      assert.deepEqual(violations, []);
    }
  });
}

test('all of that keeps the page’s strict policy, and nothing is logged', () => {
  assert.deepEqual(said, []);
});
