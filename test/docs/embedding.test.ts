import assert from 'node:assert/strict';
import {request as ask} from 'node:http';
import {after, before, describe, test, type TestContext} from 'node:test';

import type {Browser} from 'puppeteer-core';

import {example} from './markdown.ts';
import {bar, headersIn, openBrowser, openSite, serve, type Site} from './site.ts';
import {en} from '../../src/strings/en.ts';

let browser: Browser;

const embed = example('README.md', 'embed');
const classic = example('README.md', 'classic');
const externalScript = /<script [^>]*src=[^>]*><\/script>\n/;
const inlineScript = /<script( type="module")?>\n([^]*?)<\/script>\n/;
const tag = (html: string) => externalScript.exec(html)?.[0] ?? '';

/** The script tag moves behind everything else. */
const atTheEnd = (html: string) => html.replace(externalScript, '') + tag(html);

const pages: Readonly<Record<string, string>> = {
  'the script before the tags': embed,
  'the script after the tags': atTheEnd(embed),
  'the classic script before the tags': classic,
  'the classic script after the tags': atTheEnd(classic),
  'the script twice': tag(embed) + embed + tag(embed).replace('.js', '.js?again'),
  'the classic script twice': tag(classic) + classic + tag(classic),
  'both scripts': tag(classic) + embed,
  'both scripts, each twice': tag(classic) + tag(embed) + tag(classic) + embed,
};

const policy = headersIn(example('README.md', 'csp'));

/** The README's page as the policy wants it: its own line in a file. */
function visitStrictly(site: Site, change = (text: string) => text, html = embed) {
  const [, , code = ''] = inlineScript.exec(html) ?? [];
  const moved = html.replace(inlineScript, '<script type="module" src="/phone.js"></script>\n');
  const headers = Object.entries(policy).map(([name, value]) => [name, site.fitted(change(value))]);
  return site.visit(site.fitted(moved), Object.fromEntries(headers), {'/phone.js': code});
}

/** The call system behind a gateway that sends the documented CORS headers in place of its own. */
async function behindGateway(t: TestContext, change: (header: string) => string) {
  const site = await openSite(t, browser);
  const lines = site.fitted(example('README.md', 'cors')).trim().split('\n').map(change).filter(Boolean);
  const gateway = await serve(t, (request, response) => {
    const {method, url, headers} = request;
    const forwarded = ask(site.callSystem.url + url, {method, headers}, (answer) => {
      const own = Object.entries(answer.headers).filter(([name]) => !name.startsWith('access-control-'));
      response.writeHead(answer.statusCode!, {...Object.fromEntries(own), ...headersIn(lines.join('\n'))});
      answer.pipe(response);
    });
    request.pipe(forwarded);
  });
  const socket = `${site.callSystem.url.replace('http', 'ws')}/agent/monitor`;
  const html = site.fitted(embed).replace(/server="[^"]*"/, `server="${gateway}" monitor="${socket}"`);
  return {
    site,
    visit: (encoding: string) => site.visit(html.replace(' extno', ` encoding="${encoding}" extno`)),
  };
}

describe('the examples in a real browser', () => {
  before(async () => {
    browser = await openBrowser();
  });

  after(() => browser.close());

  for (const [name, html] of Object.entries(pages)) {
    test(`a page on another origin with ${name} shows one connected bar`, async (t) => {
      const site = await openSite(t, browser);
      const {page, errors} = await site.visit(site.fitted(html));
      await bar.connected(page);
      await bar.has(page, 'signed-out');
      assert.equal(site.callSystem.state().agents.find(({extno}) => extno === '1003')?.sockets, 1);
      assert.deepEqual(errors, []);
    });
  }

  test('under exactly the documented policy the bar works, from sign-in to the card of a call', async (t) => {
    const site = await openSite(t, browser);
    const {page, errors, printed} = await visitStrictly(site);
    await bar.connected(page);
    await bar.press(page, 'sign-in');
    await bar.has(page, 'idle');
    site.callSystem.call({extno: '1003'});
    await page.waitForSelector('screen-pop >>> [part=card]');
    await bar.press(page, 'sms');
    await page.waitForSelector('sms-dialog >>> dialog[open]');
    assert.deepEqual(errors, []);
    assert.deepEqual(printed, []);
  });

  test('with a nonce the scripts may stay in the page', async (t) => {
    const site = await openSite(t, browser);
    const headers = headersIn(site.fitted(example('docs/security.md', 'csp-nonce')));
    const [, nonce = ''] = /'nonce-(\w+)'/.exec(Object.values(headers)[0]!) ?? [];
    const html = embed.replaceAll('<script type="module"', `<script type="module" nonce="${nonce}"`);
    const {page, printed} = await site.visit(site.fitted(html), headers);
    await bar.connected(page);
    await bar.keeps(page);
    assert.deepEqual(printed, []);
  });

  test('X9 the example for session replay keeps bar, card and dialog in what such tools leave out', async (t) => {
    const site = await openSite(t, browser);
    const [line = ''] = inlineScript.exec(embed) ?? [];
    const html = tag(embed) + example('docs/security.md', 'masked') + line;
    const {page, errors} = await site.visit(site.fitted(html));
    await bar.connected(page);
    const masked = await page.$$eval('agent-bar, screen-pop, sms-dialog', (elements) =>
      elements.map((element) => element.closest('.rr-block[data-private]') !== null),
    );
    assert.deepEqual(masked, [true, true, true]);
    assert.deepEqual(errors, []);
  });

  test('without the ws address in the policy the agent reads that the page forbids the connection', async (t) => {
    const {page} = await visitStrictly(await openSite(t, browser), (text) =>
      text.replace(' wss://cc.example.com', ''),
    );
    await bar.says(page, en.fault.csp[0]);
  });

  test('without the http address in the policy a command says that the page forbids it', async (t) => {
    const {page} = await visitStrictly(await openSite(t, browser), (text) =>
      text.replace(' https://cc.example.com', ''),
    );
    await bar.connected(page);
    await bar.press(page, 'sign-in');
    await bar.says(page, en.fault.csp[0]);
  });

  test('without lit-html among the trusted types there is no bar', async (t) => {
    const {page, errors} = await visitStrictly(await openSite(t, browser), (text) =>
      text.replace('lit-html', "'none'"),
    );
    assert.equal(errors.length, 1);
    assert.equal(await page.$('agent-bar[link]'), null);
  });

  for (const [name, change, failures] of [
    ['without allow-duplicates a second script stops and the first goes on', (text: string) => text, 1],
    ['with allow-duplicates a second script is quiet', (text: string) => `${text} 'allow-duplicates'`, 0],
  ] as const) {
    test(`${name} under trusted types`, async (t) => {
      const twice = embed + tag(embed).replace('.js', '.js?again');
      const {page, errors} = await visitStrictly(await openSite(t, browser), change, twice);
      await bar.connected(page);
      assert.equal(errors.length, failures);
    });
  }

  test('the events example hears of calls and keeps an agent with unsaved work from signing out', async (t) => {
    const site = await openSite(t, browser);
    const listening = `<script>${example('README.md', 'events')}</script><form class="unsaved"></form>`;
    const {page, printed} = await site.visit(site.fitted(listening + embed));
    await bar.connected(page);
    await bar.press(page, 'sign-in');
    await bar.has(page, 'idle');
    await bar.press(page, 'sign-out');
    await page.$eval('form', (form) => form.remove());
    assert.equal(site.callSystem.state().requests['/admin/agent/logout'], undefined);

    site.callSystem.call({extno: '1003', telephone: '13800138000'});
    await bar.has(page, 'busy');
    site.callSystem.hangUp({extno: '1003'});
    await bar.has(page, 'wrap-up');
    await bar.press(page, 'sign-out');
    await bar.has(page, 'signed-out');
    assert.deepEqual(printed, ['call from 13800138000']);
  });

  test('the example of a refused token asks for another one, and says that it has to be another', async (t) => {
    const site = await openSite(t, browser);
    const setting = `<script type="module">${example('README.md', 'token-refused')}</script>`;
    const {page} = await site.visit(site.fitted(embed + setting));
    await bar.connected(page);
    const asked = page.waitForRequest((request) => request.url().endsWith('/my-crm/agent-token?renew'));
    site.callSystem.expire({extno: '1003'});
    site.callSystem.cut();
    await asked;
    await bar.connected(page);
  });

  test('the claim example logs a call in one of two tabs', async (t) => {
    const site = await openSite(t, browser);
    const logging = `<script>${example('README.md', 'claim')}</script>`;
    const {page, printed} = await site.visit(site.fitted(logging + embed));
    await bar.connected(page);
    await bar.press(page, 'sign-in');
    await bar.has(page, 'idle');
    const other = await browser.newPage();
    t.after(() => other.close());
    const inOther: string[] = [];
    other.on('console', (message) => inOther.push(message.text()));
    await other.goto(page.url());
    await bar.has(other, 'idle');
    const {sessionId} = site.callSystem.call({extno: '1003', force: true});
    for (const tab of [page, other]) await bar.has(tab, 'busy');
    for (const tab of [page, other])
      assert.equal(
        await tab.$eval('agent-bar', (element, id) => element.session?.claim(`log ${id}`), sessionId),
        false,
      );
    assert.deepEqual([...printed, ...inOther], [`logged ${sessionId}`]);
  });

  test('the example of a log-out signs the agent out before the page goes', async (t) => {
    const site = await openSite(t, browser);
    const leaving = `<script>${example('README.md', 'crm-log-out')}</script>`;
    const {page} = await site.visit(site.fitted(embed + leaving));
    await bar.connected(page);
    await bar.press(page, 'sign-in');
    await bar.has(page, 'idle');
    const left = page.waitForRequest((request) => request.url().endsWith('/my-crm/logout'));
    await page.evaluate('void logOut()');
    await left;
    assert.equal(site.callSystem.state().requests['/admin/agent/logout']?.executions, 1);
  });

  test('the style example recolours the bar and hides a button', async (t) => {
    const site = await openSite(t, browser);
    const {page} = await site.visit(`<style>${example('docs/api.md', 'style')}</style>${site.fitted(embed)}`);
    await bar.connected(page);
    const seen = await page.$eval('agent-bar', ({shadowRoot}) => [
      getComputedStyle(shadowRoot!.querySelector('[part=sign-in]')!).backgroundColor,
      getComputedStyle(shadowRoot!.querySelector('[part=sign-out]')!).display,
    ]);
    assert.deepEqual(seen, ['rgb(107, 63, 160)', 'none']);
  });

  test('the example of another token header sends that header and not the usual one', async (t) => {
    const site = await openSite(t, browser);
    const html = embed.replace(
      inlineScript,
      `<script type="module">${example('docs/api.md', 'token-header')}</script>`,
    );
    const {page} = await site.visit(site.fitted(html));
    await bar.connected(page);
    await bar.press(page, 'sign-in');
    await bar.has(page, 'idle');
    const {headers = []} = site.callSystem.state().requests['/admin/agent/logon'] ?? {};
    assert.ok(headers.includes('x-access-token') && !headers.includes('access_token'));
  });

  test('the documented CORS headers let commands through, in both encodings, and the reason to wait', async (t) => {
    const {site, visit} = await behindGateway(t, (header) => header);
    for (const encoding of ['form', 'json']) {
      const {page} = await visit(encoding);
      await bar.has(page, 'signed-out');
      await bar.press(page, 'sign-in');
      await bar.has(page, 'idle');
      site.callSystem.fail({path: '/admin/agent/logout', status: 503, headers: {'retry-after': '7'}});
      await bar.press(page, 'sign-out');
      await bar.says(page, en.waitSeconds(7));
      await bar.press(page, 'sign-out');
      await bar.has(page, 'signed-out');
    }
  });

  test('without the documented CORS headers no command goes through', async (t) => {
    const {visit} = await behindGateway(t, (header) => (header.includes('Allow-Headers') ? '' : header));
    const {page} = await visit('form');
    await bar.has(page, 'signed-out');
    await bar.press(page, 'sign-in');
    await bar.says(page, en.fault.unreachable[0]);
  });
});
