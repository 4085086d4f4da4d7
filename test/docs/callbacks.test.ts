import assert from 'node:assert/strict';
import {after, before, describe, test, type TestContext} from 'node:test';

import type {Browser, Page} from 'puppeteer-core';

import {callbackUrlSign} from '../../src/protocol/callback-settings/callback-settings.ts';
import {answerTo, paramsOf, serveCallbacks} from '../transport/set-callback.ts';
import {example} from './markdown.ts';
import {bar, headersIn, openBrowser, openSite} from './site.ts';

let browser: Browser;

const embed = example('README.md', 'embed');
const settings = example('README.md', 'callback-settings');
const file = 'agent-bar.callback-settings.js';
const external = /<script [^>]*src=[^>]*><\/script>\n/;
const inline = /<script type="module">\n([^]*?)<\/script>\n/;
const address = 'https://crm.example.com/calls';
const documented = {
  user_sn: 'SYSUSER|cb31d43bc89487492bb0e0dd720705e0',
  api_key: 'MUOm4NH1',
  open_callback: '0',
  callback_url: 'http://120.78.227.216:81/api/testPush',
};

/** A site whose call system takes callback settings, with the documented CORS headers. */
async function open(t: TestContext) {
  const site = await openSite(t, browser);
  const cors = headersIn(site.fitted(example('README.md', 'cors')));
  const server = await serveCallbacks(t, (response, asked) => {
    const isQuestion = asked.method === 'OPTIONS';
    response.writeHead(200, cors).end(isQuestion ? '' : JSON.stringify(answerTo(asked, server.keys)));
  });
  const key = JSON.stringify({userSn: documented.user_sn, apiKey: documented.api_key, userName: 'Anna'});
  return {
    site,
    saves: () => server.asked.filter(({method}) => method === 'POST').map(paramsOf),
    visit: (html: string, headers: Readonly<Record<string, string>> = {}, files = {}) =>
      site.visit(site.fitted(html.replaceAll('https://cc.example.com', server.url)), headers, {
        ...files,
        '/my-crm/callback-key': key,
      }),
    fitted: (text: string) => site.fitted(text.replaceAll('https://cc.example.com', server.url)),
    namesFetched: () => site.fetched.map((url) => url.split('/').at(-1)),
  };
}

async function save(page: Page) {
  await page.waitForFunction(() => {
    const header = document.querySelector('callback-settings')?.shadowRoot?.querySelector('header');
    return header?.textContent.includes('Signed in as Anna');
  });
  await page.type('callback-settings >>> [part=callback-url]', 'https://crm.example.com/calls');
  await page.click('callback-settings >>> [part=save]');
  await page.waitForFunction(() => {
    const saved = document.querySelector('callback-settings')?.shadowRoot?.querySelector('[part=saved]');
    return saved?.textContent.startsWith('Saved');
  });
}

const isDefined = (page: Page) => page.evaluate(() => customElements.get('callback-settings') !== undefined);

describe('the callback settings in a real browser', () => {
  before(async () => {
    browser = await openBrowser();
  });

  after(() => browser.close());

  test('the example saves, under exactly the documented policy', async (t) => {
    const {site, visit, fitted, saves, namesFetched} = await open(t);
    const [, code = ''] = inline.exec(settings) ?? [];
    const html = settings.replace(inline, '<script type="module" src="/settings.js"></script>\n');
    const policy = Object.entries(headersIn(example('README.md', 'csp')));
    const headers = Object.fromEntries(policy.map(([name, value]) => [name, fitted(value)]));
    const {page, errors, printed} = await visit(html, headers, {'/settings.js': site.fitted(code)});
    await save(page);
    assert.deepEqual([errors, printed], [[], []]);
    assert.equal(saves()[0]!['callback_url'], address);
    assert.equal(namesFetched().filter((name) => name === file).length, 1);
  });

  test('a page without the settings does not fetch their file; one that adds them later does, once', async (t) => {
    const {site, visit, namesFetched} = await open(t);
    const {page, errors} = await visit(embed.replaceAll('https://cc.example.com', site.callSystem.url));
    await bar.connected(page);
    await bar.keeps(page);
    await page.evaluate(() => document.body.append(document.createElement('p')));
    assert.equal(namesFetched().includes(file), false);
    await page.evaluate(() => {
      for (let i = 0; i < 2; i += 1) {
        const box = document.createElement('div');
        box.append(document.createElement('callback-settings'));
        document.body.append(box);
      }
    });
    await page.waitForFunction(() =>
      document.querySelector('callback-settings')?.shadowRoot?.querySelector('form'),
    );
    assert.equal(namesFetched().filter((name) => name === file).length, 1);
    assert.deepEqual(errors, []);
  });

  test('their file is asked for again when it does not arrive', async (t) => {
    const {site, visit} = await open(t);
    site.stumble(file, 503);
    const {page} = await visit(settings);
    await save(page);
  });

  test('inside the shadow root of another element they wait for the file to be imported', async (t) => {
    const {site, visit, namesFetched} = await open(t);
    const [script = ''] = external.exec(settings) ?? [];
    const {page} = await visit(`${script}<div></div>`);
    await page.evaluate(() => {
      const root = document.querySelector('div')!.attachShadow({mode: 'open'});
      root.append(document.createElement('callback-settings'));
    });
    await page.waitForFunction(() => customElements.get('sms-dialog') !== undefined);
    assert.equal(await isDefined(page), false);
    assert.equal(namesFetched().includes(file), false);
    await page.addScriptTag({type: 'module', content: site.fitted(example('README.md', 'callback-file'))});
    await page.waitForFunction(() => {
      const inside = document.querySelector('div')?.shadowRoot?.querySelector('callback-settings');
      return inside?.shadowRoot?.querySelector('form');
    });
  });

  test('the classic script has the settings, and the signature in its global', async (t) => {
    const {visit, namesFetched} = await open(t);
    const [script = ''] = external.exec(example('README.md', 'classic')) ?? [];
    const {page, errors} = await visit(script + settings.replace(external, ''));
    await save(page);
    const sign = await page.evaluate(
      (params) =>
        (globalThis as {agentBar?: {callbackUrlSign: typeof callbackUrlSign}}).agentBar?.callbackUrlSign(
          params,
        ),
      documented,
    );
    assert.equal(sign, 'ef333344');
    assert.deepEqual(namesFetched(), ['agent-bar.classic.js']);
    assert.deepEqual(errors, []);
  });

  test('the file exports the signature', async (t) => {
    const {site, visit} = await open(t);
    const {page} = await visit('');
    const url = site.fitted(`https://static.example.com/agent-bar/0.2.0/${file}`);
    const sign = await page.evaluate(
      async (from, params) =>
        ((await import(from)) as {callbackUrlSign: typeof callbackUrlSign}).callbackUrlSign(params),
      url,
      documented,
    );
    assert.equal(sign, 'ef333344');
  });
});
