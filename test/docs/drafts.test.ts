import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';

import type {Browser, Page} from 'puppeteer-core';

import {draftsKept} from '../drafts/storage.ts';
import {cardSays, embed, hasAlso, holds, lastSubmit, onCall} from './card.ts';
import {example} from './markdown.ts';
import {bar, openBrowser} from './site.ts';
import {en} from '../../src/strings/en.ts';

let browser: Browser;

/** Writes into the first text field of the card. */
async function write(page: Page, words: string) {
  const field = await page.waitForSelector('screen-pop >>> :not([hidden]) > form input[type=text]');
  await field!.type(words);
}

const databases = (page: Page) => page.evaluate(() => indexedDB.databases());

async function untilKept(page: Page, drafts: number) {
  const late = AbortSignal.timeout(10_000);
  let kept = await draftsKept(page);
  for (; kept !== drafts && !late.aborted; kept = await draftsKept(page));
  assert.equal(kept, drafts);
}

describe('what the documentation says about drafts, in a real browser', () => {
  before(async () => {
    browser = await openBrowser();
  });

  after(() => browser.close());

  test("a form of the page's own keeps drafts, brings them back, saves them and asks before they are left", async (t) => {
    const html = example('docs/customer-form.md', 'own-form');
    const {page, site, ring, hangUp, errors} = await onCall(t, browser, html);
    const result = '#after-call:not([hidden]) [name=Result]';
    await bar.keeps(page);
    await (await page.waitForSelector(result))!.type('call back on Monday');
    await untilKept(page, 1);
    await page.reload();
    await holds(page, result, 'call back on Monday');

    await hangUp();
    const answers = [false, true];
    const questions: string[] = [];
    page.on('dialog', (dialog) => {
      questions.push(dialog.message());
      void (answers.shift() ? dialog.accept() : dialog.dismiss());
    });
    site.callSystem.fail({path: '/admin/agent/submit', code: 7, msg: '数据库忙'});
    const says = (words: string) =>
      page.waitForFunction((text) => document.querySelector('output')?.textContent === text, {}, words);
    await page.click('#after-call button');
    await says('Not saved: 数据库忙');
    await bar.press(page, 'next-call');
    await holds(page, result, 'call back on Monday');
    await page.click('#after-call button');
    await says('Saved.');
    hasAlso(lastSubmit(site), {Result: 'call back on Monday', Notes: ''});
    await untilKept(page, 0);

    ring(3, 1);
    await holds(page, result, '');
    await page.type('[name=Notes]', 'nothing');
    await hangUp();
    await bar.press(page, 'next-call');
    await bar.has(page, 'idle');
    assert.deepEqual(questions, ['Leave what is not saved?', 'Leave what is not saved?']);
    assert.deepEqual(errors, []);
  });

  test('a draft lies in storage until the agent signs out', async (t) => {
    const {page, hangUp} = await onCall(t, browser, embed);
    await bar.keeps(page);
    assert.equal(await draftsKept(page), 0);
    await write(page, 'words');
    await untilKept(page, 1);
    await hangUp();
    await bar.press(page, 'sign-out');
    await (await page.waitForSelector('screen-pop >>> [part=discard-words]'))!.click();
    await bar.has(page, 'signed-out');
    await untilKept(page, 0);
  });

  test('with drafts="memory" nothing is written to disk, and the agent reads it', async (t) => {
    const {page} = await onCall(t, browser, embed.replace('extno=', 'drafts="memory" extno='));
    await write(page, 'words');
    await cardSays(page, en.card.unprotected);
    assert.deepEqual(await databases(page), []);
  });

  test('on a page from plain http nothing is written to disk, and the agent reads it', async (t) => {
    const {page, site, ring} = await onCall(t, browser, embed);
    await page.goto(page.url().replace('127.0.0.1', 'crm.example.com'));
    assert.equal(await page.evaluate(() => isSecureContext), false);
    await bar.connected(page);
    site.callSystem.hangUp({extno: '1003'});
    ring(3, 1);
    await write(page, 'words');
    await cardSays(page, en.card.unprotected);
    assert.deepEqual(await databases(page), []);
  });

  test('a listener on the document keeps the card from asking and the SMS form away, however late it was added', async (t) => {
    const {page, site, hangUp} = await onCall(t, browser, embed);
    await write(page, 'words');
    await page.evaluate(() => {
      for (const name of ['agent-unsaved', 'agent-compose'])
        document.addEventListener(name, (event) => {
          event.preventDefault();
          document.body.dataset['heard'] = `${document.body.dataset['heard'] ?? ''} ${name}`;
        });
    });
    await hangUp();
    await bar.press(page, 'next-call');
    await bar.press(page, 'sms');
    await page.waitForFunction(() => document.body.dataset['heard'] === ' agent-unsaved agent-compose');
    assert.equal(await page.$('screen-pop >>> dialog[open]'), null);
    assert.equal(await page.$('sms-dialog >>> dialog[open]'), null);
    assert.equal(site.callSystem.state().requests['/admin/agent/nextCall'], undefined);
  });
});
