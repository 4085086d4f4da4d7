import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';

import type {Browser, Page} from 'puppeteer-core';

import {wang} from '../call-system/support.ts';
import {cardSays, enter, textIn} from './hands.ts';
import {openBrowser, openOffice, type Office} from './office.ts';

const tries = 100;

let office: Office;
let browser: Browser;

describe('words that are not saved', () => {
  before(async () => {
    office = await openOffice();
    browser = await openBrowser();
    await office.signIn();
  });

  after(async () => {
    await browser.close();
    await office.close();
  });

  async function open(): Promise<Page> {
    const page = await browser.newPage();
    page.on('dialog', (dialog) => void dialog.accept());
    await page.goto(office.page());
    return page;
  }

  const ways: Record<string, (page: Page) => Promise<Page>> = {
    async reload(page) {
      await page.reload();
      return page;
    },
    async leave(page) {
      await page.goto(`${office.origin}/elsewhere`);
      await page.goto(office.page());
      return page;
    },
    async back(page) {
      await page.goto(`${office.origin}/elsewhere`);
      await page.goBack();
      return page;
    },
    async closeAsked(page) {
      const closed = new Promise((resolve) => page.once('close', resolve));
      await page.close({runBeforeUnload: true});
      await closed;
      return open();
    },
    async closed(page) {
      await page.close();
      return open();
    },
  };

  test(`D1 no character is lost when the page is reloaded, left or closed, in ${tries} tries`, async () => {
    let page = await open();
    await page.waitForSelector('agent-bar[status=idle]');
    office.ring(wang);
    await textIn(page, '长文本');
    const lost: string[] = [];
    const names = Object.keys(ways);
    for (let i = 0; i < tries; i += 1) {
      const way = names[i % names.length]!;
      const name = ['长文本', '公司'][Math.floor(i / names.length) % 2]!;
      const text = `${i} ${way}: called about the price, wants an answer`.slice(0, 12 + (i % 17));
      await enter(page, name);
      await page.keyboard.type(text);
      page = await ways[way]!(page);
      const seen = await cardSays(page, 'Restored').then(
        () => textIn(page, name),
        () => 'NOTHING',
      );
      if (seen !== text) lost.push(`${i} ${way}: ${text} | ${seen}`);
    }
    assert.deepEqual(lost, []);
  });
});
