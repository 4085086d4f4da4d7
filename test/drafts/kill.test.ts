import assert from 'node:assert/strict';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {setTimeout as sleep} from 'node:timers/promises';

import type {Browser, Page} from 'puppeteer-core';

import {wang} from '../call-system/support.ts';
import {cardSays, enter, textIn, until} from './driver.ts';
import {openBrowser, openHarness, type Harness} from './harness.ts';

const kills = 20;
const crashes = 5;
/** What may be lost at most (ms). */
const most = 300;
/** From one key to the next (ms). */
const beat = 20;

/** A text of which no part looks like another part, nor like one of another time. */
const textOf = (time: string) => `${time}: ${Array.from({length: 100}, (_, i) => `${i} `).join('')}`;

interface Typed {
  readonly value: string;
  /** When the page heard of it: milliseconds since the Unix epoch, like the time of the kill. */
  readonly at: number;
}

describe('words that are being typed when the browser dies', () => {
  let harness: Harness;
  let profile: string;
  let browser: Browser;
  let page: Page;
  let typed: Typed[] = [];

  before(async () => {
    profile = await mkdtemp(join(tmpdir(), 'drafts-profile-'));
    harness = await openHarness();
    await harness.signIn();
    await start();
    await page.waitForSelector('agent-bar[status=idle]');
    harness.ring(wang);
    await textIn(page, '长文本');
  });

  after(async () => {
    await browser.close();
    await harness.close();
    await rm(profile, {recursive: true, force: true});
  });

  async function start() {
    browser = await openBrowser({userDataDir: profile});
    await open();
  }

  async function open() {
    page = await browser.newPage();
    typed = [];
    await page.exposeFunction('typed', (value: string, at: number) => typed.push({value, at}));
    await page.evaluateOnNewDocument(() => {
      document.addEventListener('input', (event) => {
        const [control] = event.composedPath() as [HTMLTextAreaElement];
        (window as unknown as {typed(...args: unknown[]): void}).typed(control.value, Date.now());
      });
    });
    await page.goto(harness.page());
  }

  /** Types until the moment of death, and says when that was. */
  async function typeUntil(text: string, death: () => Promise<unknown>): Promise<number> {
    await enter(page, '长文本');
    // A dead page never says that it has taken a key.
    void page.keyboard.type(text, {delay: beat}).catch(() => undefined);
    await until(() => typed.length > 10);
    await sleep(Math.random() * 600);
    const at = Date.now();
    await death();
    return at;
  }

  /** How long before the end the first character was typed that did not come back (ms). */
  async function lostBefore(end: number, text: string): Promise<number> {
    const all = typed;
    await open();
    await cardSays(page, 'Restored');
    const restored = await textIn(page, '长文本');
    assert.ok(restored && text.startsWith(restored), `What came back is something else: ${restored}`);
    const first = all.find(({value}) => value.length > restored.length);
    return first ? end - first.at : 0;
  }

  const said = (losses: readonly number[]) => {
    const sorted = losses.toSorted((a, b) => a - b);
    return `typing lost: ${sorted.at(-1)} ms at worst, ${sorted[sorted.length >> 1]} ms in the median`;
  };

  test(`D1 at most ${most} ms of typing are lost when the browser is killed, in ${kills} tries`, async (t) => {
    const losses: number[] = [];
    for (let i = 0; i < kills; i += 1) {
      const text = textOf(`kill ${i}`);
      const end = await typeUntil(text, () => kill(browser));
      browser = await openBrowser({userDataDir: profile});
      losses.push(await lostBefore(end, text));
    }
    t.diagnostic(said(losses));
    assert.ok(Math.max(...losses) <= most, said(losses));
  });

  test(`D1 Z5 at most ${most} ms of typing are lost when the page ends without a word, in ${crashes} tries`, async (t) => {
    const losses: number[] = [];
    for (let i = 0; i < crashes; i += 1) {
      const crashed = page;
      const text = textOf(`crash ${i}`);
      const end = await typeUntil(text, () => crash(crashed));
      losses.push(await lostBefore(end, text));
      await crashed.close();
    }
    t.diagnostic(said(losses));
    assert.ok(Math.max(...losses) <= most, said(losses));
  });
});

/** Ends the browser and all of its processes at once, as a failing machine does. */
async function kill(browser: Browser) {
  const process = browser.process()!;
  const gone = new Promise((resolve) => process.once('exit', resolve));
  globalThis.process.kill(-process.pid!, 'SIGKILL');
  await gone;
}

async function crash(page: Page) {
  const client = await page.createCDPSession();
  const crashed = new Promise((resolve) => page.once('error', resolve));
  client.send('Page.crash').catch(() => undefined);
  await crashed;
}
