import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';

import type {Browser, Page} from 'puppeteer-core';

import {cannotBegin} from '../../src/strings/cannot-begin.ts';
import {bar, openBrowser} from '../docs/site.ts';
import {barTag, openHost, scriptTag, tokenScript, until, worksACall} from './host.ts';
import {en} from '../../src/strings/en.ts';

let browser: Browser;

const csp = (policy: string) => ({'content-security-policy': policy});
const trusted = (policies: string) => csp(`require-trusted-types-for 'script'; trusted-types ${policies}`);
const classicTag = '<script src="https://static.example.com/agent-bar.classic.js"></script>';

/** A copy of Lit that the page has loaded for its own components. */
const anotherLit = () => {
  (
    window as unknown as {trustedTypes: {createPolicy(name: string, rules: object): unknown}}
  ).trustedTypes.createPolicy('lit-html', {});
};

/** What stands in the bar's place. */
async function saidInPlace(page: Page): Promise<string> {
  const note = await page.waitForSelector('agent-bar > [role=alert]', {timeout: 5_000});
  return (await note!.evaluate((element) => element.textContent)) ?? '';
}

describe('a page with a strict policy', () => {
  before(async () => {
    browser = await openBrowser();
  });

  after(() => browser.close());

  for (const [kind, tag] of [
    ['module', scriptTag],
    ['classic', classicTag],
  ] as const) {
    test(`H3 where Lit is no trusted type the place of the bar says which line is missing (${kind} script)`, async (t) => {
      const html = `${tag}${barTag}${tokenScript}`;
      const {page, errors} = await openHost(t, browser, {html, headers: trusted("'none'")});
      const line = 'Content-Security-Policy: trusted-types lit-html';
      assert.equal(await saidInPlace(page), cannotBegin.en(line));
      assert.equal(errors.length, 1);
    });
  }

  test('H3 where the page’s own Lit came first, the place of the bar says that both have to be allowed, in Chinese too', async (t) => {
    const html = `${scriptTag}<div lang="zh-CN">${barTag}</div>${tokenScript}`;
    const {page} = await openHost(t, browser, {html, headers: trusted('lit-html'), first: anotherLit});
    const line = "Content-Security-Policy: trusted-types lit-html 'allow-duplicates'";
    assert.equal(await saidInPlace(page), cannotBegin.zhCN(line));
  });

  test('H3 with both allowed the bar works beside the page’s own Lit', async (t) => {
    const host = await openHost(t, browser, {
      headers: trusted("lit-html 'allow-duplicates'"),
      first: anotherLit,
    });
    await worksACall(host);
    assert.deepEqual(host.errors, []);
    assert.deepEqual(host.printed, []);
  });

  test('H3 an error of the page itself is none of the bar’s', async (t) => {
    const {page} = await openHost(t, browser, {
      html: `${scriptTag}<script type="module">throw new Error('of the page')</script>${barTag}${tokenScript}`,
    });
    await bar.connected(page);
    assert.equal(await page.$('agent-bar > *'), null);
  });

  test('H4 where the policy forbids the socket the agent reads what to allow, it is dialled once, and no text holds the token', async (t) => {
    const {page, site, errors} = await openHost(t, browser, {
      headers: csp("connect-src 'self' https://cc.example.com"),
      first: () => {
        const Real = WebSocket;
        const seen: {dials: number; told: string[]} = {dials: 0, told: []};
        Object.assign(window, {seen});
        window.WebSocket = new Proxy(Real, {
          construct: (target, args) => ((seen.dials += 1), Reflect.construct(target, args)),
        });
        for (const type of ['agent-fault', 'agent-link'])
          document.addEventListener(type, (event) => {
            const {fault} = event as unknown as {fault?: object};
            seen.told.push(JSON.stringify(fault ?? {}));
          });
      },
    });
    const origin = site.callSystem.url.replace('http', 'ws');
    await page.waitForSelector('agent-bar[link=refused]');
    await bar.says(page, `${en.fault.csp[0]} “connect-src ${origin}” ${en.fault.csp[1]}`);
    const seen = () =>
      page.evaluate(() => (window as unknown as {seen: {dials: number; told: string[]}}).seen);
    const {dials, told} = await seen();
    assert.equal(dials, 1);
    assert.ok(told.some((fault) => fault.includes('connect-src')));
    const shown = await page.$eval(
      'agent-bar',
      (element) => element.shadowRoot!.innerHTML + element.outerHTML,
    );
    for (const text of [...told, ...errors, shown]) assert.doesNotMatch(text, /eyJ/);

    // Nothing but a person dials again.
    await page.click('agent-bar >>> .strip button');
    await page.waitForFunction(() => (window as unknown as {seen: {dials: number}}).seen.dials === 2);
    await page.waitForSelector('agent-bar[link=refused]');
  });

  test('H4 where the policy forbids the commands the agent reads what to allow', async (t) => {
    const {page, site} = await openHost(t, browser, {
      headers: csp("connect-src 'self' wss://cc.example.com"),
    });
    await bar.has(page, 'idle');
    await bar.press(page, 'next-call');
    await bar.says(page, `${en.fault.csp[0]} “connect-src ${site.callSystem.url}”`);
    assert.equal(site.callSystem.state().requests['/admin/agent/nextCall'], undefined);
  });

  test('H4 a policy that only reports stops nothing and is not blamed', async (t) => {
    const {page, site} = await openHost(t, browser, {
      headers: {'content-security-policy-report-only': "connect-src 'self'"},
    });
    await bar.has(page, 'idle');
    await site.callSystem.down();
    await bar.press(page, 'next-call');
    await bar.says(page, en.fault.unreachable[0]);
  });

  test('H5 under style-src self, menus, dialogs and forms find their place without a violation', async (t) => {
    const host = await openHost(t, browser, {
      headers: csp("style-src 'self'"),
      first: () => {
        const violations: string[] = [];
        Object.assign(window, {violations});
        document.addEventListener('securitypolicyviolation', (event) =>
          violations.push(`${event.effectiveDirective} ${event.sourceFile} ${event.sample}`),
        );
      },
    });
    const {page} = host;
    await page.setViewport({width: 480, height: 700});
    t.after(() => page.setViewport({width: 1280, height: 800}));
    await worksACall(host);
    await page.click('agent-bar >>> .opens-more');
    await page.waitForSelector('agent-bar >>> #more:popover-open');
    await bar.press(page, 'meeting');
    await page.waitForSelector('agent-bar >>> [part=meeting-dialog][open]');
    await page.keyboard.press('Escape');
    await until(() => host.sockets() === 1);
    assert.deepEqual(await page.evaluate(() => (window as unknown as {violations: string[]}).violations), []);
    assert.deepEqual(host.errors, []);
  });
});
