import assert from 'node:assert/strict';
import {after, before, describe, test, type TestContext} from 'node:test';

import type {Browser, Page} from 'puppeteer-core';

import {callbackUrlSign} from '../../src/protocol/callback-settings/callback-settings.ts';
import {answerTo, paramsOf, serveCallbacks} from '../transport/set-callback.ts';
import {example} from './markdown.ts';
import {headersIn, openBrowser, openSite} from './site.ts';

let browser: Browser;

const settings = example('README.md', 'callback-settings');
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

describe('the callback settings in a real browser', () => {
  before(async () => {
    browser = await openBrowser();
  });

  after(() => browser.close());

  test('the example saves, under exactly the documented policy', async (t) => {
    const {site, visit, fitted, saves} = await open(t);
    const [, code = ''] = inline.exec(settings) ?? [];
    const html = settings.replace(inline, '<script type="module" src="/settings.js"></script>\n');
    const policy = Object.entries(headersIn(example('README.md', 'csp')));
    const headers = Object.fromEntries(policy.map(([name, value]) => [name, fitted(value)]));
    const {page, errors, printed} = await visit(html, headers, {'/settings.js': site.fitted(code)});
    await save(page);
    assert.deepEqual([errors, printed], [[], []]);
    assert.equal(saves()[0]!['callback_url'], address);
  });

  test('settings that are added later appear, inside the shadow root of another element too', async (t) => {
    const {visit} = await open(t);
    const [script = ''] = external.exec(settings) ?? [];
    const {page, errors} = await visit(`${script}<div></div>`);
    await page.evaluate(() => {
      const root = document.querySelector('div')!.attachShadow({mode: 'open'});
      root.append(document.createElement('callback-settings'));
    });
    await page.waitForFunction(() => {
      const inside = document.querySelector('div')?.shadowRoot?.querySelector('callback-settings');
      return inside?.shadowRoot?.querySelector('form');
    });
    assert.deepEqual(errors, []);
  });

  test('the classic script has the settings, and the signature in its global', async (t) => {
    const {visit} = await open(t);
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
    assert.deepEqual(errors, []);
  });

  test('the module exports the signature', async (t) => {
    const {site, visit} = await open(t);
    const {page} = await visit('');
    const url = site.fitted(`https://static.example.com/agent-bar/0.2.0/agent-bar.js`);
    const sign = await page.evaluate(
      async (from, params) =>
        ((await import(from)) as {callbackUrlSign: typeof callbackUrlSign}).callbackUrlSign(params),
      url,
      documented,
    );
    assert.equal(sign, 'ef333344');
  });
});
