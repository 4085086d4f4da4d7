import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';

import type {Browser, Page} from 'puppeteer-core';

import {bar, openBrowser} from '../docs/site.ts';
import {openHost, worksACall} from './host.ts';

let browser: Browser;

interface Watched {
  /** Intervals that run now. */
  running: Set<unknown>;
}

/** Knows of every interval of the page from its beginning. */
const watchIntervals = () => {
  const running = new Set<unknown>();
  Object.assign(window, {running} satisfies Watched);
  const {setInterval, clearInterval} = window;
  Object.assign(window, {
    setInterval(...args: Parameters<typeof setInterval>) {
      const timer: unknown = setInterval(...args);
      running.add(timer);
      return timer;
    },
    clearInterval(timer: number) {
      running.delete(timer);
      clearInterval(timer);
    },
  });
};

const running = (page: Page) => page.evaluate(() => (window as unknown as Watched).running.size);

const runs = (page: Page, count: number) =>
  page.waitForFunction(
    (wanted) => (window as unknown as Watched).running.size === wanted,
    {polling: 50},
    count,
  );

/** How far the bar's clock is from what the session knows, in seconds. */
const off = (page: Page) =>
  page.evaluate(() => {
    const {session, shadowRoot} = document.querySelector('agent-bar')!;
    const shown = shadowRoot!.querySelector('[part=timer]')!.textContent.split(':').map(Number);
    const seconds = shown.reduce((sum, each) => sum * 60 + each, 0);
    return Math.abs((session!.now() - session!.$agent.get().since!) / 1000 - seconds);
  });

describe('the clocks of a page', () => {
  before(async () => {
    browser = await openBrowser();
  });

  after(() => browser.close());

  test('Z6 run by one timer, which stops while the page is hidden, and are right as soon as it is seen again', async (t) => {
    const host = await openHost(t, browser, {first: watchIntervals});
    const {page, frame} = host;
    await worksACall(host);
    frame({method: 'notice', status: 2, time: '23:59:58'});
    await bar.says(page, '23:59:5');
    assert.equal(await running(page), 1);

    const front = await browser.newPage();
    t.after(() => front.close());
    await front.bringToFront();
    await page.waitForFunction(() => document.hidden, {polling: 50});
    await runs(page, 0);
    // A day begins meanwhile.
    frame({method: 'notice', status: 2, time: '24:00:07'});
    await page.waitForFunction(
      () => {
        const {session} = document.querySelector('agent-bar')!;
        return session!.now() - session!.$agent.get().since! > 24 * 3_600_000;
      },
      {polling: 50},
    );

    await page.bringToFront();
    await page.waitForFunction(() => !document.hidden, {polling: 50});
    await runs(page, 1);
    await bar.says(page, '24:00:');
    assert.ok((await off(page)) < 1.5);
  });

  test('Z6 stand still when nobody’s clock runs', async (t) => {
    const host = await openHost(t, browser, {first: watchIntervals});
    const {page} = host;
    await bar.has(page, 'idle');
    await runs(page, 1);
    await page.evaluate(() => {
      for (const element of document.querySelectorAll('agent-bar, screen-pop')) element.remove();
    });
    await runs(page, 0);
    assert.deepEqual(host.errors, []);
  });
});
