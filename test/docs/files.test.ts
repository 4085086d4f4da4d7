import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {after, before, describe, test} from 'node:test';

import type {Browser, Page} from 'puppeteer-core';

import {cardSays} from './card.ts';
import {example} from './markdown.ts';
import {bar, headersIn, openBrowser, openSite, scripts} from './site.ts';

let browser: Browser;

const embed = example('README.md', 'embed');
const folder = 'https://static.example.com/agent-bar/0.2.0/';
const kinds = {
  module: {name: 'agent-bar.js', type: 'type="module"'},
  classic: {name: 'agent-bar.classic.js', type: ''},
} as const;

const elements = ['agent-bar', 'callback-settings', 'screen-pop', 'sms-dialog'] as const;
const events = ['Call', 'CallEnd', 'Compose', 'Fault', 'Link', 'Notice', 'Request', 'Saved', 'SmsSent'];
const names = [
  ...['AgentBar', 'CallbackSettings', 'ScreenPop', 'SmsDialog', 'callbackUrlSign', 'connect'],
  ...[...events, 'Status', 'Unsaved'].map((name) => `Agent${name}Event`),
  'CallbackSavedEvent',
];

/** A script tag with these attributes. */
const tag = ({name, type}: (typeof kinds)[keyof typeof kinds], more = '') =>
  `<script ${type} ${more} src="${folder}${name}"></script>`;

/** The README's page with another script tag. */
const embedded = (script: string) => embed.replace(/<script [^>]*src=[^>]*><\/script>/, script);

const definedOf = (page: Page) =>
  page.evaluate((tags) => tags.filter((name) => customElements.get(name)), elements);

const scriptsOf = (page: Page) =>
  page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({name}) => name)
      .filter((name) => name.split('?')[0]!.endsWith('.js')),
  );

const integrityOf = (name: string) =>
  `sha384-${createHash('sha384').update(scripts.get(name)!).digest('base64')}`;

describe('the script for pages', () => {
  before(async () => {
    browser = await openBrowser();
  });

  after(() => browser.close());

  for (const [kind, script] of Object.entries(kinds)) {
    test(`the ${kind} script is fetched once, fetches no other, and has room for all under a policy with its address alone`, async (t) => {
      const site = await openSite(t, browser);
      const policy = headersIn(example('README.md', 'csp').replace('agent-bar.js', script.name));
      const headers = Object.entries(policy).map(([name, value]) => [
        name,
        site.fitted(value.replace("script-src 'self'", 'script-src https://crm.example.com/page.js')),
      ]);
      const html = `${tag(script)}
        ${example('README.md', 'data-nodes')}
        <screen-pop></screen-pop><sms-dialog></sms-dialog>
        <callback-settings server="https://cc.example.com"></callback-settings>
        <script type="module" src="/page.js"></script>`;
      const code = `document.querySelector('agent-bar').token =
          () => fetch('/my-crm/agent-token').then((answer) => answer.text());
        document.querySelector('callback-settings').credentials = {userSn: 'a', apiKey: 'b', userName: 'Anna'};`;
      const {page, errors, printed} = await site.visit(site.fitted(html), Object.fromEntries(headers), {
        '/page.js': code,
        '/api/who?tel=13800138000': '{"isVip":1,"vipLevel":"gold","userLabel":"old friend","isblack":0}',
      });
      await bar.connected(page);
      await bar.keeps(page);
      await page.waitForSelector('callback-settings >>> [part=callback-url]');
      await bar.press(page, 'sign-in');
      await bar.has(page, 'idle');
      site.callSystem.call({extno: '1003', telephone: '13800138000', force: true});
      await cardSays(page, 'gold');
      await bar.press(page, 'link');
      await page.waitForSelector('agent-bar >>> [part=copy-report][aria-busy=false]');
      await bar.press(page, 'sms');
      await page.waitForSelector('sms-dialog >>> dialog[open]');
      assert.deepEqual(site.fetched, [`/agent-bar/0.2.0/${script.name}`]);
      assert.deepEqual(
        (await scriptsOf(page)).map((url) => url.split('/').at(-1)),
        [script.name, 'page.js'],
      );
      assert.deepEqual([...errors, ...printed], []);
    });

    for (const [right, told, defined] of [
      ['right', script.name, elements],
      ['wrong', kind === 'module' ? kinds.classic.name : kinds.module.name, []],
    ] as const) {
      test(`with the ${right} integrity the ${kind} script defines ${right === 'right' ? 'all elements' : 'nothing'}`, async (t) => {
        const site = await openSite(t, browser);
        const html = embedded(tag(script, `integrity="${integrityOf(told)}" crossorigin`));
        const {page} = await site.visit(site.fitted(html));
        assert.deepEqual(await definedOf(page), defined);
      });
    }

    test(`the ${kind} script with a query is loaded once, and all elements share one session`, async (t) => {
      const site = await openSite(t, browser);
      const {page, errors} = await site.visit(site.fitted(embedded(tag(script)).replace('.js"', '.js?v=2"')));
      await bar.connected(page);
      await bar.press(page, 'sign-in');
      await bar.has(page, 'idle');
      site.callSystem.call({extno: '1003', telephone: '13800138000', force: true});
      await page.waitForSelector('screen-pop >>> [part=card]');
      assert.deepEqual(site.fetched, [`/agent-bar/0.2.0/${script.name}?v=2`]);
      assert.equal(site.callSystem.state().agents.find(({extno}) => extno === '1003')?.sockets, 1);
      assert.deepEqual(errors, []);
    });

    test(`the ${kind} script has all public names`, async (t) => {
      const site = await openSite(t, browser);
      const {page} = await site.visit(site.fitted(tag(script)));
      const found = await page.evaluate(
        async (url) => Object.keys((url ? await import(url) : Reflect.get(globalThis, 'agentBar')) as object),
        kind === 'module' ? site.fitted(folder + script.name) : '',
      );
      assert.deepEqual(new Set(found), new Set(names));
    });
  }

  test('the example opens the SMS form as soon as that is defined', async (t) => {
    const site = await openSite(t, browser);
    const {page, errors} = await site.visit(
      site.fitted(`<script type="module">${example('README.md', 'defined')}</script>${embed}`),
    );
    await page.waitForSelector('sms-dialog >>> dialog[open]');
    assert.equal(await page.$eval('sms-dialog', ({to}) => to), '13800138000');
    assert.deepEqual(errors, []);
  });
});
