import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';

import type {Browser, Page} from 'puppeteer-core';

import type {Diagnostics} from '../../src/connect.ts';
import {bar, openBrowser} from '../docs/site.ts';
import {openHost, until, worksACall} from './host.ts';
import {en} from '../../src/strings/en.ts';

let browser: Browser;

/** Presses the light, then the button, as an agent is told on the phone. */
async function copyReport(page: Page) {
  await bar.press(page, 'link');
  await page.waitForSelector('agent-bar >>> [part=copy-report][aria-busy=false]');
  await bar.press(page, 'copy-report');
}

const shownText = (page: Page) =>
  page.$eval('agent-bar >>> [part=report-text]', (area) => (area as HTMLTextAreaElement).value);

describe('an agent who is asked for a report', () => {
  before(async () => {
    browser = await openBrowser();
  });

  after(() => browser.close());

  test('has it in the clipboard after two presses, and it tells of a whole call', async (t) => {
    const host = await openHost(t, browser);
    const {page, site, errors} = host;
    const context = browser.defaultBrowserContext();
    await context.overridePermissions(page.url(), ['clipboard-read', 'clipboard-sanitized-write']);
    t.after(() => context.clearPermissionOverrides());
    await worksACall(host);
    site.callSystem.fail({path: '/admin/agent/hold', status: 502});
    await bar.press(page, 'hold');
    await page.waitForFunction(
      () => document.querySelector('agent-bar')!.session!.$fault.get()?.code === 'server-error',
    );
    site.callSystem.cut();
    await until(() => host.sockets() === 1);
    await bar.connected(page);
    site.callSystem.hangUp({extno: '1003'});
    await bar.has(page, 'wrap-up');

    await copyReport(page);
    await bar.says(page, en.dialogs.reportCopied);
    const text = await page.evaluate(() => navigator.clipboard.readText());
    const report = JSON.parse(text) as Diagnostics;
    assert.equal(report.status, 'wrap-up');
    assert.equal(report.keeping, 'browser');
    assert.equal(report.userAgent, await browser.userAgent());
    const said = report.happenings.map((one) =>
      Object.entries(one)
        .filter(
          ([name, value]) => !['at', 'until', 'times', 'ms'].includes(name) && typeof value !== 'object',
        )
        .map(([, value]) => value)
        .join(' '),
    );
    for (const one of [
      'link open',
      'call talking',
      'command hold false server-error 502',
      'drafts browser',
      'call wrap-up',
    ])
      assert.ok(said.includes(one), `${one} in ${said.join(', ')}`);
    assert.deepEqual(errors, []);
  });

  test('can select it where the policy of the page forbids copying', async (t) => {
    const host = await openHost(t, browser, {headers: {'permissions-policy': 'clipboard-write=()'}});
    const {page, errors} = host;
    await bar.has(page, 'idle');
    await copyReport(page);
    await bar.says(page, en.dialogs.reportByHand);
    assert.equal((JSON.parse(await shownText(page)) as Diagnostics).status, 'idle');
    assert.deepEqual(errors, []);
  });

  test('can select it on plain http, where browsers give no clipboard', async (t) => {
    const host = await openHost(t, browser);
    const {page, errors} = host;
    await page.goto(page.url().replace('127.0.0.1', 'crm.example.com'));
    assert.equal(await page.evaluate(() => isSecureContext), false);
    await bar.has(page, 'idle');
    await copyReport(page);
    await bar.says(page, en.dialogs.reportByHand);
    const {secure, keeping} = JSON.parse(await shownText(page)) as Diagnostics;
    assert.deepEqual({secure, keeping}, {secure: false, keeping: 'memory'});
    assert.deepEqual(errors, []);
  });

  test('has one under a strict policy too', async (t) => {
    const policy =
      "default-src 'none'; script-src https://static.example.com 'unsafe-inline'; connect-src 'self' https://cc.example.com wss://cc.example.com; require-trusted-types-for 'script'; trusted-types lit-html";
    const host = await openHost(t, browser, {headers: {'content-security-policy': policy}});
    const {page, errors, printed} = host;
    await bar.has(page, 'idle');
    await bar.press(page, 'link');
    await page.waitForSelector('agent-bar >>> [part=copy-report][aria-busy=false]');
    const gap = await page.$eval('agent-bar >>> #report', (panel) => getComputedStyle(panel).rowGap);
    assert.equal(gap, '10px');
    assert.deepEqual([...errors, ...printed], []);
  });
});
