import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';

import type {Browser, Page} from 'puppeteer-core';

import {wang} from '../call-system/support.ts';
import {bar, openBrowser, serve} from '../docs/site.ts';
import {barTag, openHost, scriptTag, tokenScript, type Host, type HostOptions} from './host.ts';

let browser: Browser;

/** A customer's page that tries to lead away the tab that has opened it. */
const hostile = `<script>
  window.tries = [() => opener, () => opener.top, () => opener.parent].map((find) => {
    try {
      find().location = '/stolen';
      return 'done';
    } catch (error) {
      return error.name;
    }
  });
</script>`;

const html = (template: string) =>
  `${scriptTag}${barTag}<screen-pop pop-url="${template}"></screen-pop>${tokenScript}`;

/** The pages of two calls, the second of which comes when the first one's page is there. */
async function pagesOfTwoCalls(host: Host): Promise<readonly Page[]> {
  await bar.has(host.page, 'idle');
  host.frame({method: 'notice', status: 2, time: '00:00:01'});
  const pages: Page[] = [];
  for (const sessionId of ['one', 'two']) {
    host.frame({method: 'info', sessionId, city: '', extno: '1003', info: {uuid: wang, telephone: '1'}});
    const target = await browser.waitForTarget((one) => one.url().endsWith(sessionId), {timeout: 10_000});
    const page = (await target.page())!;
    await page.waitForFunction('window.tries');
    pages.push(page);
    assert.deepEqual(await page.evaluate('[opener, ...tries]'), [
      null,
      'TypeError',
      'TypeError',
      'TypeError',
    ]);
  }
  assert.equal(await host.page.$$eval('screen-pop >>> [part=card]', ({length}) => length), 1);
  return pages;
}

describe('the page that a call opens', () => {
  before(async () => {
    browser = await openBrowser();
  });

  after(() => browser.close());

  async function open(t: Parameters<typeof openHost>[0], options: HostOptions) {
    t.after(async () => {
      for (const page of (await browser.pages()).slice(1)) await page.close();
    });
    return openHost(t, browser, options);
  }

  test('F44 has no opener, and is the one window for all calls on its own origin', async (t) => {
    const files = {'/c/one': hostile, '/c/two': hostile};
    const pages = await pagesOfTwoCalls(await open(t, {html: html('/c/{sessionId}'), files}));
    assert.equal(pages[0], pages[1]);
    assert.equal(await pages[0]!.evaluate('name'), 'agent-bar-pop');
  });

  test('F44 has no opener on another origin, where each call gets a window', async (t) => {
    const other = await serve(t, (_, response) =>
      response.setHeader('content-type', 'text/html').end(hostile),
    );
    const pages = await pagesOfTwoCalls(await open(t, {html: html(`${other}/{sessionId}`)}));
    assert.notEqual(pages[0], pages[1]);
  });

  test('F44 has no opener when the agent opens it by the link', async (t) => {
    const host = await open(t, {
      html: html('/c/{sessionId}'),
      files: {'/c/one': hostile},
      first: () => (window.open = () => null),
    });
    await bar.has(host.page, 'idle');
    host.frame({method: 'notice', status: 2, time: '00:00:01'});
    host.frame({
      method: 'info',
      sessionId: 'one',
      city: '',
      extno: '1003',
      info: {uuid: wang, telephone: '1'},
    });
    await (await host.page.waitForSelector('screen-pop >>> a'))!.click();
    const target = await browser.waitForTarget((one) => one.url().endsWith('/c/one'), {timeout: 10_000});
    const page = (await target.page())!;
    await page.waitForFunction('window.tries');
    assert.deepEqual(await page.evaluate('[opener, ...tries]'), [
      null,
      'TypeError',
      'TypeError',
      'TypeError',
    ]);
  });
});
