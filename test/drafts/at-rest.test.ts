import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, afterEach, before, beforeEach, describe, test} from 'node:test';

import type {Browser, Page} from 'puppeteer-core';

import {wang} from '../call-system/support.ts';
import {cardSays, press, shows, until, write} from './driver.ts';
import {openBrowser, openHarness, type Harness} from './harness.ts';
import {age, allKept, draftsKept, exportKeys, namesOf, placesOf} from './storage.ts';

const hour = 60 * 60_000;
const typed = {
  name: 'Konstanze Feldmann',
  number: '0171 2345678',
  sentence: 'Wants to sell the house in May.',
};

let harness: Harness;
let browser: Browser;
let page: Page;
let profile: string;
let sessionId: string;

async function open() {
  page = await browser.newPage();
  page.on('dialog', (dialog) => void dialog.accept());
  await page.goto(harness.page());
  await page.waitForSelector('agent-bar[link=open]');
}

/** Words of a call that are kept, and nothing else of note. */
async function keepWords() {
  sessionId = harness.ring(wang);
  await write(page, '公司', typed.name);
  await write(page, '备用电话', typed.number);
  await write(page, '长文本', typed.sentence);
  await cardSays(page, 'draft kept');
  await allKept(page);
  assert.equal(await draftsKept(page), 1);
}

describe('words that are kept on this computer', () => {
  before(async () => {
    profile = await mkdtemp(join(tmpdir(), 'drafts-profile-'));
    browser = await openBrowser({userDataDir: profile});
  });

  beforeEach(async () => {
    harness = await openHarness();
    await harness.signIn();
    await open();
  });

  afterEach(async () => {
    await page.close();
    await harness.close();
  });

  after(async () => {
    await browser.close();
    await rm(profile, {recursive: true, force: true});
  });

  test('D8 no file on disk holds a typed name, number or sentence, nor who called, in clear text', async () => {
    const {callSystem} = harness;
    const caller = callSystem.state().customers.find(({uuid}) => uuid === wang)!;
    const proof = 'What the page writes down by itself is found.';
    await page.evaluate((text) => localStorage.setItem('proof', text), proof);
    await keepWords();
    // The browser writes some of its files only when it ends.
    await browser.close();
    assert.notDeepEqual(placesOf(proof, profile), []);
    for (const text of [...Object.values(typed), caller.name, caller.telephone, wang, sessionId, '示例贸易'])
      assert.deepEqual(placesOf(text, profile), [], text);

    browser = await openBrowser({userDataDir: profile});
    await open();
    await cardSays(page, 'Restored');
    await shows(page, '长文本', typed.sentence);
  });

  test('D8 no name of a record, of any storage, tells who called, whom or when, and its key cannot be read out', async () => {
    await keepWords();
    const names = await namesOf(page);
    // Digests say nothing, but any four digits may stand in one.
    const readable = names.join('\n').replace(/[0-9a-f]{32}/g, '');
    const {name, telephone} = harness.callSystem.state().customers.find(({uuid}) => uuid === wang)!;
    for (const text of [sessionId, wang, name, telephone, '1003', ...Object.values(typed)])
      assert.ok(!readable.includes(text), `${text} in ${readable}`);
    assert.deepEqual(await exportKeys(page), ['InvalidAccessError', 'InvalidAccessError']);
  });

  test('D9 a draft has the name that 0.2.0 gave it, so that one kept by that version is found again', async () => {
    await keepWords();
    const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32);
    const agent = `${harness.callSystem.url}\n1003`;
    const name = `${digest(agent)}/${digest(`${agent}\n${sessionId}`)}`;
    assert.ok((await namesOf(page)).includes(name));
  });

  test('D8 nothing is kept of a form that the call system has taken', async () => {
    await keepWords();
    await press(page, 'screen-pop', 'submit');
    await cardSays(page, 'Saved');
    await until(async () => (await draftsKept(page)) === 0);
  });

  test('D8 nothing is kept when the agent signs out and lets the words go', async () => {
    await keepWords();
    harness.callSystem.hangUp({extno: '1003'});
    await page.waitForSelector('agent-bar[status=wrap-up]');
    await press(page, 'agent-bar', 'sign-out');
    await press(page, 'screen-pop', 'discard-words');
    await page.waitForSelector('agent-bar[status=signed-out]');
    await until(async () => (await draftsKept(page)) === 0);
  });

  test('D8 nothing is kept when the page itself signs the agent out', async () => {
    await keepWords();
    harness.callSystem.hangUp({extno: '1003'});
    await page.waitForSelector('agent-bar[status=wrap-up]');
    await page.$eval('agent-bar', (bar) => bar.session?.send({type: 'sign-out'}));
    await until(async () => (await draftsKept(page)) === 0);
  });

  for (const [words, hours, kept] of [
    ['D8 words of the day before are gone at the next start', 12.1, 0],
    ['words of the same working day are still there', 11.9, 1],
  ] as const) {
    test(words, async () => {
      await keepWords();
      await age(page, hours * hour);
      await page.close();
      await open();
      await page.waitForFunction(
        () => document.querySelector('agent-bar')?.session?.$keeping.get() === 'browser',
      );
      assert.equal(await draftsKept(page), kept);
      assert.equal((await page.$$('screen-pop >>> [part=card]')).length, kept);
    });
  }
});
