import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {after, before, describe, test} from 'node:test';

import type {Browser, Page} from 'puppeteer-core';

import {example} from './markdown.ts';
import {bar, headersIn, openBrowser, openSite, scripts, type Site, type Stumble} from './site.ts';

let browser: Browser;

const embed = example('README.md', 'embed');
const script = 'https://static.example.com/agent-bar/0.2.0/agent-bar.js';
const [card, dialog, drafts] = ['screen-pop', 'sms-dialog', 'in-browser'].map(
  (name) => `agent-bar.${name}.js`,
);

/** Fetched only by a page that has use for them. */
const onDemand = new Set(
  ['callback-settings', 'cannot-begin', 'look-up'].map((name) => `agent-bar.${name}.js`),
);

const policy = headersIn(example('README.md', 'csp'))['Content-Security-Policy']!;
const scriptSrc = (source: string) => ({
  'content-security-policy': policy.replace(/script-src [^;]*/, `script-src ${source} 'unsafe-inline'`),
});

const defined = (page: Page, name: string) =>
  page.evaluate((tag) => customElements.whenDefined(tag).then(() => true), name);
const isDefined = (page: Page, name: string) =>
  page.evaluate((tag) => customElements.get(tag) !== undefined, name);

/** The names of what the page has asked for, as it wrote them. */
const asked = (page: Page) =>
  page.evaluate(() => performance.getEntriesByType('resource').map(({name}) => name.split('/').at(-1)!));

const namesIn = (site: Site) => site.fetched.map((url) => url.split('/').at(-1)!);

const digest = (name: string) => `sha384-${createHash('sha384').update(scripts.get(name)!).digest('base64')}`;

describe('the files for script tags', () => {
  before(async () => {
    browser = await openBrowser();
  });

  after(() => browser.close());

  test('the script fetches the other files from its own folder, each once', async (t) => {
    const site = await openSite(t, browser);
    const {page} = await site.visit(site.fitted(embed));
    await bar.connected(page);
    await bar.keeps(page);
    for (const name of ['screen-pop', 'sms-dialog']) await defined(page, name);
    await page.waitForNetworkIdle({idleTime: 200});
    const files = [...scripts.keys()].filter((name) => !name.includes('.classic.') && !onDemand.has(name));
    assert.deepEqual(site.fetched.toSorted(), files.map((name) => `/agent-bar/0.2.0/${name}`).toSorted());
  });

  const stumbles: Readonly<Record<string, readonly Stumble[]>> = {
    'answered with an error': [500],
    // The browser itself tries again once or twice.
    'cut off': ['cut', 'cut', 'cut', 'cut', 'cut'],
    "answered with a network's login page": ['page'],
  };
  for (const [name, ways] of Object.entries(stumbles)) {
    test(`a card whose file is ${name} at first appears all the same`, async (t) => {
      const site = await openSite(t, browser);
      site.stumble(card!, ...ways);
      const {page, errors} = await site.visit(site.fitted(embed));
      await bar.connected(page);
      await bar.press(page, 'sign-in');
      site.callSystem.call({extno: '1003', telephone: '13800138000', force: true});
      await page.waitForSelector('screen-pop >>> [part=card]');
      assert.deepEqual(errors, []);
      // Browsers older than autumn 2026 ask for a file that failed only under another address.
      assert.ok((await asked(page)).includes(`${card}#1`));
    });
  }

  test('drafts are kept even when the file for that fails at first', async (t) => {
    const site = await openSite(t, browser);
    site.stumble(drafts!, 503);
    const {page} = await site.visit(site.fitted(embed));
    await bar.keeps(page);
    assert.equal(namesIn(site).filter((name) => name === drafts).length, 2);
  });

  test('with a query the main file is loaded twice, and all elements share one session', async (t) => {
    const site = await openSite(t, browser);
    const html = embed.replace('agent-bar.js', 'agent-bar.js?v=2');
    const {page, errors} = await site.visit(site.fitted(html));
    await bar.connected(page);
    await bar.press(page, 'sign-in');
    site.callSystem.call({extno: '1003', telephone: '13800138000', force: true});
    await page.waitForSelector('screen-pop >>> [part=card]');
    assert.deepEqual(
      namesIn(site).filter((name) => name.startsWith('agent-bar.js')),
      ['agent-bar.js?v=2', 'agent-bar.js'],
    );
    assert.equal(site.callSystem.state().agents.find(({extno}) => extno === '1003')?.sockets, 1);
    assert.deepEqual(errors, []);
  });

  test('the module exports what the README says, and the other elements are where it says', async (t) => {
    const site = await openSite(t, browser);
    const {page} = await site.visit(site.fitted(embed));
    for (const name of ['screen-pop', 'sms-dialog']) await defined(page, name);
    const exported = await page.evaluate(
      async (url) => Object.keys((await import(url)) as object),
      site.fitted(script),
    );
    const events = exported.filter((name) => /^Agent\w+Event$/.test(name));
    const others = exported.filter((name) => name.length > 2 && !events.includes(name));
    assert.deepEqual(others.toSorted(), ['AgentBar', 'connect']);
    assert.ok(events.length >= 10);
  });

  test('the example waits for the dialog and opens it, however late its file arrives', async (t) => {
    const site = await openSite(t, browser);
    site.stumble(dialog!, 500);
    const {page, errors} = await site.visit(
      site.fitted(`${embed}<script type="module">${example('README.md', 'defined')}</script>`),
    );
    await page.waitForSelector('sms-dialog >>> dialog[open]');
    assert.equal(await page.$eval('sms-dialog', ({to}) => to), '13800138000');
    assert.deepEqual(errors, []);
  });

  for (const [name, source] of [
    ['its origin', 'https://static.example.com'],
    ['the address of its folder', 'https://static.example.com/agent-bar/0.2.0/'],
  ] as const) {
    test(`a policy that allows the script by ${name} allows what it fetches`, async (t) => {
      const site = await openSite(t, browser);
      const headers = {'content-security-policy': site.fitted(scriptSrc(source)['content-security-policy'])};
      const {page, printed} = await site.visit(site.fitted(embed), headers);
      await bar.keeps(page);
      for (const element of ['screen-pop', 'sms-dialog']) await defined(page, element);
      assert.deepEqual(printed, []);
    });
  }

  test('a policy that names the main file alone lets the bar work and keeps the card out', async (t) => {
    const site = await openSite(t, browser);
    const headers = {'content-security-policy': site.fitted(scriptSrc(script)['content-security-policy'])};
    const {page, printed} = await site.visit(site.fitted(embed), headers);
    await bar.connected(page);
    await page.waitForFunction(() => performance.getEntriesByType('resource').length >= 3);
    assert.equal(await isDefined(page, 'screen-pop'), false);
    assert.ok(printed.every((line) => line.includes('Content Security Policy')) && printed.length > 0);
    assert.deepEqual([...new Set(namesIn(site))], ['agent-bar.js']);
  });

  for (const [name, told, works] of [
    ['right', 'agent-bar.classic.js', true],
    ['wrong', 'agent-bar.js', false],
  ] as const) {
    test(`with the ${name} integrity the classic script ${works ? 'brings all elements' : 'brings nothing'}`, async (t) => {
      const site = await openSite(t, browser);
      const html = example('README.md', 'classic').replace(
        '<script src',
        `<script integrity="${digest(told)}" crossorigin src`,
      );
      const {page} = await site.visit(site.fitted(html));
      for (const element of ['agent-bar', 'screen-pop', 'sms-dialog'])
        assert.equal(await isDefined(page, element), works, element);
    });
  }

  test('the integrity of an import map holds at the first try only', async (t) => {
    const site = await openSite(t, browser);
    const integrity = {[script.replace('agent-bar.js', card!)]: digest(dialog!)};
    const map = `<script type="importmap">${JSON.stringify({integrity})}</script>`;
    const {page, printed} = await site.visit(site.fitted(map + embed));
    await defined(page, 'screen-pop');
    assert.equal(printed.filter((line) => line.includes("'integrity'")).length, 1);
    assert.ok((await asked(page)).includes(`${card}#1`));
  });
});
