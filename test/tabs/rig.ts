/** Several tabs of one browser, with the bar and the card of one agent in each. */
import assert from 'node:assert/strict';
import {after, afterEach, before, beforeEach} from 'node:test';

import type {Browser, Page} from 'puppeteer-core';

import {openBrowser, openHarness, type Harness} from '../drafts/harness.ts';

const often = {polling: 20, timeout: 10_000} as const;

export interface Tabs {
  readonly errors: readonly string[];
  open(extno?: string, first?: () => void): Promise<Page>;
  /** How many sockets the call system has of an agent. */
  sockets(extno?: string): number;
  close(): Promise<void>;
}

/** Those of the test that runs. */
export let browser: Browser;
export let harness: Harness;
export let tabs: Tabs;

/** Gives each test of a suite its own harness and tabs, in one browser. No page may have an error. */
export function setUp(): void {
  before(async () => {
    browser = await openBrowser();
  });
  beforeEach(async () => {
    harness = await openHarness({}, 'no-cache');
    await harness.signIn();
    tabs = openTabs();
  });
  afterEach(async () => {
    assert.deepEqual(tabs.errors, []);
    await tabs.close();
    await harness.close();
  });
  after(() => browser.close());
}

function openTabs(): Tabs {
  const pages = new Set<Page>();
  const errors: string[] = [];
  return {
    errors,
    async open(extno = '1003', first) {
      const page = await browser.newPage();
      pages.add(page);
      page.on('pageerror', (error) => errors.push(String(error)));
      page.on('dialog', (dialog) => void dialog.accept());
      if (first) await page.evaluateOnNewDocument(first);
      await page.goto(harness.page(extno));
      await linked(page);
      return page;
    },
    sockets: (extno = '1003') =>
      harness.callSystem.state().agents.find((agent) => agent.extno === extno)?.sockets ?? 0,
    async close() {
      for (const page of pages) if (!page.isClosed()) await page.close();
      pages.clear();
    },
  };
}

/** Waits until the bar is connected, by its own socket or another tab's. */
export const linked = (page: Page) => page.waitForSelector('agent-bar[link=open]', {timeout: 10_000});

export const status = (page: Page, wanted: string) =>
  page.waitForSelector(`agent-bar[status=${wanted}]`, {timeout: 10_000});

/** Waits until the card in front is that of somebody. */
export const caller = (page: Page, name: string) =>
  page.waitForFunction(
    (wanted) =>
      document
        .querySelector('screen-pop')
        ?.shadowRoot?.querySelector('[part=caller]')
        ?.textContent?.trim() === wanted,
    often,
    name,
  );

/** Which tabs hold the lock of the leader: the browser itself knows. */
export const leaders = (page: Page) =>
  page.evaluate(async () => {
    const {held = []} = await navigator.locks.query();
    return held.filter(({name = ''}) => name.endsWith('/leader')).length;
  });

/** Names the tab that leads, in the browser's own words. */
export const leaderOf = (page: Page) =>
  page.evaluate(async () => {
    const {held = []} = await navigator.locks.query();
    return held.find(({name = ''}) => name.endsWith('/leader'))?.clientId;
  });

/** Waits until another tab leads, and is connected. A leader says that it dials before anything else. */
export async function ledAnew(page: Page, former: string | undefined, others: readonly Page[] = []) {
  await page.waitForFunction(
    async (old) => {
      const {held = []} = await navigator.locks.query();
      const now = held.find(({name = ''}) => name.endsWith('/leader'))?.clientId;
      return now !== undefined && now !== old;
    },
    {polling: 50, timeout: 10_000},
    former,
  );
  for (const one of [page, ...others]) await linked(one);
}

/** Counts the events of a kind from now on, in the page. */
export async function count(page: Page, type: string): Promise<() => Promise<number>> {
  await page.evaluate((kind) => {
    const counts = ((window as unknown as {counts?: Record<string, number>}).counts ??= {});
    counts[kind] = 0;
    document.addEventListener(kind, () => (counts[kind] = (counts[kind] ?? 0) + 1));
  }, type);
  return () =>
    page.evaluate((kind) => (window as unknown as {counts: Record<string, number>}).counts[kind] ?? 0, type);
}
