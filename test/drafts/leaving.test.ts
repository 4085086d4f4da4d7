import assert from 'node:assert/strict';
import {after, afterEach, before, beforeEach, describe, test} from 'node:test';

import type {Browser, Page} from 'puppeteer-core';

import {wang} from '../call-system/support.ts';
import {cardSays, enter, press, textIn, write} from './driver.ts';
import {openBrowser, openHarness, type Harness} from './harness.ts';

const tries = 100;
const saves = 10;
const slowTries = 10;

/** A disk that takes half a second to say that it has written something. */
const slowDisk = () => {
  const {set} = Object.getOwnPropertyDescriptor(IDBTransaction.prototype, 'oncomplete')!;
  Object.defineProperty(IDBTransaction.prototype, 'oncomplete', {
    set(this: IDBTransaction, listener: (event: Event) => void) {
      set!.call(this, (event: Event) => setTimeout(listener, this.mode === 'readwrite' ? 500 : 0, event));
    },
  });
};

let harness: Harness;
let browser: Browser;

async function open(first?: () => void): Promise<Page> {
  const page = await browser.newPage();
  if (first) await page.evaluateOnNewDocument(first);
  page.on('dialog', (dialog) => void dialog.accept());
  await page.goto(harness.page());
  return page;
}

/** Each leaves the page at once and gives the page on which the agent goes on. */
const ways: Readonly<Record<string, (page: Page) => Promise<Page>>> = {
  async 'loads it again'(page) {
    await page.reload();
    return page;
  },
  async 'goes to another page, and to this one again'(page) {
    await page.goto(`${harness.origin}/elsewhere`);
    await page.goto(harness.page());
    return page;
  },
  async 'goes to another page, and back'(page) {
    await page.goto(`${harness.origin}/elsewhere`);
    await page.goBack();
    return page;
  },
  async 'closes the tab and agrees to leave'(page) {
    const closed = new Promise((resolve) => page.once('close', resolve));
    await page.close({runBeforeUnload: true});
    await closed;
    return open();
  },
  async 'has the tab closed without a question'(page) {
    await page.close();
    return open();
  },
};

describe('a page that is left right after the last key', () => {
  before(async () => {
    browser = await openBrowser();
  });

  beforeEach(async () => {
    harness = await openHarness();
    await harness.signIn();
  });

  afterEach(() => harness.close());

  after(() => browser.close());

  test(`D1 no character is lost when the page is reloaded, left or closed, in ${tries} tries`, async () => {
    let page = await open();
    await page.waitForSelector('agent-bar[status=idle]');
    await page.waitForFunction(
      () => document.querySelector('agent-bar')?.session?.$keeping.get() === 'browser',
    );
    harness.ring(wang);
    await textIn(page, '长文本');
    const lost: string[] = [];
    for (let i = 0; i < tries; i += 1) {
      const [way, leave] = Object.entries(ways)[i % Object.keys(ways).length]!;
      const name = i % 2 ? '公司' : '长文本';
      const text = `${i} wants an answer`.slice(0, 4 + (i % 9));
      await enter(page, name);
      await page.keyboard.type(text);
      page = await leave(page);
      await cardSays(page, 'Restored');
      const found = await textIn(page, name);
      if (found !== text) lost.push(`The agent types “${text}”, ${way} and finds “${found}”.`);
    }
    assert.deepEqual(lost, []);
    await page.close();
  });

  test(`D1 nor on a slow disk, when the words follow right after the call, in ${slowTries} tries`, async () => {
    const page = await open(slowDisk);
    const lost: string[] = [];
    for (let i = 0; i < slowTries; i += 1) {
      await page.waitForSelector('agent-bar[status=idle]');
      await page.waitForFunction(
        () => document.querySelector('agent-bar')?.session?.$keeping.get() === 'browser',
      );
      harness.ring(wang);
      const text = `${i}`;
      await enter(page, '长文本');
      await page.keyboard.type(text);
      await page.reload();
      await cardSays(page, 'Restored');
      const found = await textIn(page, '长文本');
      if (found !== text) lost.push(`The agent types “${text}” and finds “${found}”.`);
      await page.evaluate(() => {
        const session = document.querySelector('agent-bar')!.session!;
        for (const {sessionId} of session.$calls.get()) session.discard(sessionId);
      });
      harness.callSystem.hangUp({extno: '1003'});
      await page.waitForSelector('agent-bar[status=wrap-up]');
      await press(page, 'agent-bar', 'next-call');
      // What is typed into a form that is about to go is typed into nothing.
      await page.waitForFunction(
        () => !document.querySelector('screen-pop')?.shadowRoot?.querySelector('[part=card]'),
        {polling: 20},
      );
    }
    assert.deepEqual(lost, []);
    await page.close();
  });

  test(`D1 nor when the page is loaded again in the frame after the call came, in ${saves} tries`, async () => {
    const page = await open();
    const lost: string[] = [];
    for (let i = 0; i < saves; i += 1) {
      await page.waitForSelector('agent-bar[status=idle]');
      await page.waitForFunction(
        () => document.querySelector('agent-bar')?.session?.$keeping.get() === 'browser',
      );
      const text = `${i} wants an answer`;
      await page.evaluate((words) => {
        document.addEventListener('agent-call', () =>
          requestAnimationFrame(() => {
            const session = document.querySelector('agent-bar')!.session!;
            session.edit(session.$call.get()!.sessionId, 'field:长文本', words);
            location.reload();
          }),
        );
      }, text);
      const loaded = page.waitForNavigation();
      harness.ring(wang);
      await loaded;
      await cardSays(page, 'Restored');
      const found = await textIn(page, '长文本');
      if (found !== text) lost.push(`The agent writes “${text}” and finds “${found}”.`);
      await page.evaluate(() => {
        const session = document.querySelector('agent-bar')!.session!;
        for (const {sessionId} of session.$calls.get()) session.discard(sessionId);
      });
      harness.callSystem.hangUp({extno: '1003'});
      await page.waitForSelector('agent-bar[status=wrap-up]');
      await press(page, 'agent-bar', 'next-call');
    }
    assert.deepEqual(lost, []);
    await page.close();
  });

  test('Z5 the customer of a call is the one that was told of last, however soon the page is loaded again', async () => {
    const page = await open();
    await page.waitForSelector('agent-bar[status=idle]');
    const sessionId = harness.ring(wang);
    const info = (name: string) => {
      const text = JSON.stringify({
        method: 'info',
        sessionId,
        city: '',
        extno: '1003',
        info: {uuid: wang, name},
      });
      harness.callSystem.frame({extno: '1003', text});
    };
    for (let i = 0; i < 10; i += 1) {
      info(`Customer ${i}`);
      await page.waitForFunction(
        (name) => document.querySelector('agent-bar')?.session?.$call.get()?.customer.name === name,
        {polling: 20},
        `Customer ${i}`,
      );
      await page.reload();
      await page.waitForSelector('agent-bar[link=open]');
      await page.waitForFunction(() => document.querySelector('agent-bar')?.session?.$call.get());
      const name = await page.evaluate(
        () => document.querySelector('agent-bar')!.session!.$call.get()!.customer.name,
      );
      assert.equal(name, `Customer ${i}`);
    }
    await page.close();
  });

  test(`D3 what the call system has taken does not come back as unsaved, in ${saves} pages that go on at once`, async () => {
    const page = await open();
    let questions = 0;
    page.on('dialog', () => (questions += 1));
    for (let i = 0; i < saves; i += 1) {
      await page.waitForSelector('agent-bar[status=idle]');
      harness.ring(wang);
      await write(page, '长文本', `${i} wants an answer`);
      await page.evaluate(() =>
        document.addEventListener('agent-saved', () => location.assign('/elsewhere'), {once: true}),
      );
      harness.callSystem.hangUp({extno: '1003'});
      await page.waitForSelector('agent-bar[status=wrap-up]');
      await press(page, 'screen-pop', 'submit');
      await page.waitForFunction(() => location.pathname === '/elsewhere');
      await page.goto(harness.page());
      await page.waitForFunction(
        () => document.querySelector('agent-bar')?.session?.$keeping.get() === 'browser',
      );
      assert.equal(await page.$('screen-pop >>> [part=card]'), null);
    }
    assert.equal(questions, 0);
    await page.close();
  });
});
