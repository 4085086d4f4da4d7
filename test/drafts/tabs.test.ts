import assert from 'node:assert/strict';
import {after, afterEach, before, beforeEach, describe, test} from 'node:test';

import type {Browser, Page} from 'puppeteer-core';

import {cardEn as words} from '../../src/strings/card.en.ts';
import {wang} from '../call-system/support.ts';
import {cardSays, enter, press, shows, textIn, until, write} from './hands.ts';
import {openBrowser, openOffice, type Office} from './office.ts';

let office: Office;
let browser: Browser;
let pages: Page[] = [];

/** A tab that behaves as if it were in front: two people at two screens can use one profile. */
async function openTab(): Promise<Page> {
  const page = await browser.newPage();
  pages.push(page);
  await page.emulateFocusedPage(true);
  page.on('dialog', (dialog) => void dialog.accept());
  await page.goto(office.page());
  await page.waitForSelector('agent-bar[status=idle], agent-bar[status=busy]');
  return page;
}

async function twoTabs(): Promise<readonly [Page, Page]> {
  const tabs = [await openTab(), await openTab()] as const;
  office.ring(wang);
  for (const tab of tabs) await textIn(tab, '长文本');
  return tabs;
}

/** What stands in a field, and what is offered beside it. */
const textsFor = (page: Page, name: string): Promise<readonly string[]> =>
  page.evaluate((wanted) => {
    const card = document.querySelector('screen-pop')!.shadowRoot!;
    const control = card.querySelector<HTMLTextAreaElement>(`[part=control][name="${wanted}"]`)!;
    const offers = [...control.closest('[part=field]')!.querySelectorAll('.replaced bdi')];
    return [control.value, ...offers.map((offer) => offer.textContent)];
  }, name);

describe('one agent with the same call in two tabs', () => {
  before(async () => {
    browser = await openBrowser();
  });

  beforeEach(async () => {
    office = await openOffice();
    await office.signIn();
  });

  afterEach(async () => {
    for (const page of pages) await page.close();
    pages = [];
    await office.close();
  });

  after(() => browser.close());

  test('T9 each tab shows what is written in the other, and says that it is', async () => {
    const [first, second] = await twoTabs();
    await write(first, '公司', 'Harbour Ltd');
    await shows(second, '公司', 'Harbour Ltd');
    await cardSays(second, words.elsewhere, 'card');
    await write(second, '长文本', 'calls again on Monday');
    await shows(first, '长文本', 'calls again on Monday');
    await cardSays(first, words.elsewhere, 'card');
  });

  test('T9 of two texts that are written into one field at once, none vanishes, and either can be had', async () => {
    const [first, second] = await twoTabs();
    const texts = ['written in the first tab', 'and this in the second'] as const;
    await Promise.all([enter(first, '长文本'), enter(second, '长文本')]);
    await Promise.all([
      first.keyboard.type(texts[0], {delay: 15}),
      second.keyboard.type(texts[1], {delay: 20}),
    ]);
    for (const tab of [first, second]) {
      for (const text of texts)
        await until(async () => (await textsFor(tab, '长文本')).some((one) => one.includes(text)));
    }
    console.log(await textsFor(first, '长文本'), await textsFor(second, '长文本'));
  });

  test('T9 saving in one tab takes nothing from what was written in the other meanwhile', async () => {
    const [first, second] = await twoTabs();
    office.callSystem.fail({path: '/admin/agent/submit', delay: 600});
    await write(first, '公司', 'Harbour Ltd');
    await shows(second, '公司', 'Harbour Ltd');
    await press(first, 'screen-pop', 'submit');
    await write(second, '长文本', 'and one more thing');
    await first.waitForSelector('screen-pop >>> [part=submit][aria-busy=true]');
    await first.waitForSelector('screen-pop >>> [part=submit][aria-busy=false]');
    await shows(second, '公司', 'Harbour Ltd');
    await shows(second, '长文本', 'and one more thing');
    await cardSays(second, 'draft kept');
    const [saved] = office.callSystem.state().submits;
    assert.equal(JSON.parse(saved!.fields)['公司'], 'Harbour Ltd');

    await press(second, 'screen-pop', 'submit');
    await cardSays(second, 'Saved');
    const last = JSON.parse(office.callSystem.state().submits.at(-1)!.fields);
    assert.equal(last['公司'], 'Harbour Ltd');
    assert.equal(last['长文本'], 'and one more thing');
    await cardSays(first, 'Saved');
    await shows(first, '长文本', 'and one more thing');
  });

  test('T9 a tab that is opened later shows what both have written', async () => {
    const [first, second] = await twoTabs();
    await write(first, '公司', 'Harbour Ltd');
    await write(second, '长文本', 'calls again on Monday');
    const third = await openTab();
    await shows(third, '公司', 'Harbour Ltd');
    await shows(third, '长文本', 'calls again on Monday');
    await write(third, '公司', 'Harbour and Sons');
    for (const tab of [first, second]) await shows(tab, '公司', 'Harbour and Sons');
  });
});
