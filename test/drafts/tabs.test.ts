import assert from 'node:assert/strict';
import {after, afterEach, before, beforeEach, describe, test} from 'node:test';

import type {Browser, Page} from 'puppeteer-core';

import {wang} from '../call-system/support.ts';
import {cardSays, press, shows, textIn, until, write} from './driver.ts';
import {openBrowser, openHarness, type Harness} from './harness.ts';
import {en} from '../../src/strings/en.ts';

const words = en.card;

let harness: Harness;
let browser: Browser;
let pages: Page[] = [];

async function openTab(): Promise<Page> {
  const page = await browser.newPage();
  pages.push(page);
  page.on('dialog', (dialog) => void dialog.accept());
  await page.evaluateOnNewDocument(letMessagesWait);
  await page.goto(harness.page());
  await page.waitForSelector('agent-bar[status=idle], agent-bar[status=busy]');
  return page;
}

async function twoTabs(): Promise<readonly [Page, Page]> {
  const tabs = [await openTab(), await openTab()] as const;
  harness.ring(wang);
  for (const tab of tabs) await textIn(tab, '长文本');
  return tabs;
}

/** While the page has the class `late`, what it tells other tabs is on its way. */
function letMessagesWait() {
  const {postMessage} = BroadcastChannel.prototype;
  BroadcastChannel.prototype.postMessage = function (message: unknown) {
    const {body} = document;
    if (!body?.classList.contains('late')) return postMessage.call(this, message);
    addEventListener('arrive', () => postMessage.call(this, message), {once: true});
  };
}

const hold = (page: Page) => page.evaluate(() => document.body.classList.add('late'));

const release = (page: Page) =>
  page.evaluate(() => {
    document.body.classList.remove('late');
    dispatchEvent(new Event('arrive'));
  });

async function writeIn(page: Page, name: string, text: string) {
  await page.bringToFront();
  await write(page, name, text);
}

/** The texts that are offered beside the long field, because another tab has replaced them. */
const offers = (page: Page) =>
  page.$$eval('screen-pop >>> .replaced bdi', (all) => all.map((offer) => offer.textContent));

const takeBack = (page: Page, text: string) =>
  page.$$eval(
    'screen-pop >>> .replaced',
    (all, wanted) => {
      const offer = all.find(({textContent}) => textContent.includes(wanted));
      offer?.querySelector('button')?.click();
    },
    text,
  );

describe('one agent with the same call in two tabs', () => {
  before(async () => {
    browser = await openBrowser();
  });

  beforeEach(async () => {
    harness = await openHarness();
    await harness.signIn();
  });

  afterEach(async () => {
    for (const page of pages) await page.close();
    pages = [];
    await harness.close();
  });

  after(() => browser.close());

  test('T9 each tab shows what is written in the other, and says that it is', async () => {
    const [first, second] = await twoTabs();
    await writeIn(first, '公司', 'Harbour Ltd');
    await shows(second, '公司', 'Harbour Ltd');
    await cardSays(second, words.elsewhere, 'card');
    await writeIn(second, '长文本', 'calls again on Monday');
    await shows(first, '长文本', 'calls again on Monday');
    await cardSays(first, words.elsewhere, 'card');
  });

  test('T9 of two texts written into one field at once none vanishes: the other one can be taken back', async () => {
    const [first, second] = await twoTabs();
    for (const tab of [first, second]) await hold(tab);
    await writeIn(first, '长文本', 'written in the first tab');
    await writeIn(second, '长文本', 'and this in the second');
    for (const tab of [first, second]) await release(tab);

    const earlier = words.replaced('written in the first tab');
    for (const tab of [first, second]) {
      await shows(tab, '长文本', 'and this in the second');
      await until(async () => (await offers(tab)).includes(earlier));
    }
    await takeBack(second, earlier);
    for (const tab of [first, second]) {
      await shows(tab, '长文本', 'written in the first tab');
      await until(async () => !(await offers(tab)).includes(earlier));
    }
  });

  test('T9 a text that was replaced while its field had the focus does not come back by leaving the field', async () => {
    const [first, second] = await twoTabs();
    await writeIn(first, '长文本', 'from the first');
    await shows(second, '长文本', 'from the first');
    await writeIn(second, '长文本', 'from the second, which knows of the first');
    await shows(first, '长文本', 'from the second, which knows of the first');
    await writeIn(first, '公司', 'Harbour Ltd');
    await shows(second, '公司', 'Harbour Ltd');
    for (const tab of [first, second]) {
      await shows(tab, '长文本', 'from the second, which knows of the first');
      assert.deepEqual(await offers(tab), []);
    }
  });

  test('T9 saving in one tab takes nothing from what was written in the other meanwhile', async () => {
    const [first, second] = await twoTabs();
    harness.callSystem.fail({path: '/admin/agent/submit', delay: 800});
    await writeIn(first, '公司', 'Harbour Ltd');
    await shows(second, '公司', 'Harbour Ltd');
    await press(first, 'screen-pop', 'submit');
    await writeIn(second, '长文本', 'and one more thing');
    await until(() => harness.callSystem.state().submits.length === 1);
    await first.waitForSelector('screen-pop >>> [part=submit][aria-busy=false]');
    await shows(second, '公司', 'Harbour Ltd');
    await shows(second, '长文本', 'and one more thing');
    await cardSays(second, 'draft kept');

    await press(second, 'screen-pop', 'submit');
    for (const tab of [second, first]) await cardSays(tab, 'Saved');
    await shows(first, '长文本', 'and one more thing');
    const [earlier, later] = harness.callSystem.state().submits.map(({fields}) => JSON.parse(fields));
    assert.deepEqual([earlier['公司'], earlier['长文本']], ['Harbour Ltd', '上次来电询问续保价格。']);
    assert.deepEqual([later['公司'], later['长文本']], ['Harbour Ltd', 'and one more thing']);
  });

  test('T9 a tab that is opened later shows what both have written, and is heard by both', async () => {
    const [first, second] = await twoTabs();
    await writeIn(first, '公司', 'Harbour Ltd');
    await writeIn(second, '长文本', 'calls again on Monday');
    const third = await openTab();
    await shows(third, '公司', 'Harbour Ltd');
    await shows(third, '长文本', 'calls again on Monday');
    await writeIn(third, '公司', 'Harbour and Sons');
    for (const tab of [first, second]) await shows(tab, '公司', 'Harbour and Sons');
  });
});
