import assert from 'node:assert/strict';
import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, afterEach, before, beforeEach, describe, test} from 'node:test';

import type {Browser, Page} from 'puppeteer-core';

import {wang} from '../call-system/support.ts';
import {cardSays, enter, press, shows, until, write, type Seen} from './driver.ts';
import {openBrowser, openHarness, type Harness} from './harness.ts';
import {draftsKept, namesOf} from './storage.ts';
import {en} from '../../src/strings/en.ts';

const words = en.card;

let harness: Harness;
let browser: Browser;
let page: Page;
let errors: string[] = [];

async function visit(url: string, prepare?: (page: Page) => Promise<unknown>, within = browser) {
  page = await within.newPage();
  errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('dialog', (dialog) => void dialog.accept());
  await prepare?.(page);
  await page.goto(url);
}

/** The agent writes, reads that nothing is kept, saves all the same, and nothing went wrong on the way. */
async function worksWithoutKeeping(seen: Seen = page) {
  await seen.waitForSelector('agent-bar[status=idle]');
  harness.ring(wang);
  await enter(seen, '长文本');
  await page.keyboard.type('wants an offer');
  await cardSays(seen, words.unprotected);
  await press(seen, 'screen-pop', 'submit');
  await cardSays(seen, 'Saved');
  assert.match(harness.callSystem.state().submits[0]!.fields, /wants an offer/);
  assert.deepEqual(errors, []);
}

/** Runs in the page before anything else. */
const beforehand = (change: () => void) => (one: Page) => one.evaluateOnNewDocument(change);

/** What is put is not there in the end, as when the browser finds no room for it. */
function fillDisk() {
  const {put} = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...args: Parameters<typeof put>) {
    const request = put.apply(this, args);
    if (document.body?.classList.contains('disk-full')) this.transaction.abort();
    return request;
  };
}

describe('a browser that keeps nothing', () => {
  before(async () => {
    browser = await openBrowser({args: ['--host-resolver-rules=MAP crm.test 127.0.0.1']});
  });

  beforeEach(async () => {
    harness = await openHarness();
    await harness.signIn();
  });

  afterEach(async () => {
    await page.close();
    await harness.close();
  });

  after(() => browser.close());

  test('H14 in a frame of another site’s making, without storage of its own', async () => {
    await visit(harness.page('1003', 'framed'));
    const frame = await page.waitForFrame((one) => one.url().includes('/card'));
    await worksWithoutKeeping(frame);
  });

  test('H14 on a page that is not secure, where there is no cipher', async () => {
    await visit(harness.page().replace('127.0.0.1', 'crm.test'));
    assert.equal(await page.evaluate(() => isSecureContext), false);
    await worksWithoutKeeping();
  });

  const damages: Readonly<Record<string, () => void>> = {
    'there is no database': () => Reflect.deleteProperty(globalThis, 'indexedDB'),
    'opening the database throws': () => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      };
    },
    'the database cannot be opened': () => {
      const open = IDBFactory.prototype.open;
      IDBFactory.prototype.open = function (name) {
        // Asked for an older version than there is, the browser answers with an error.
        const request = open.call(this, name, 2);
        request.addEventListener('success', () => request.result.close());
        return open.call(this, name, 1);
      };
    },
    'there are no messages between tabs': () => Reflect.deleteProperty(globalThis, 'BroadcastChannel'),
  };

  for (const [name, damage] of Object.entries(damages)) {
    test(`H14 where ${name}`, async () => {
      await visit(harness.page(), beforehand(damage));
      await worksWithoutKeeping();
    });
  }

  test('H14 where the browser’s settings block all site data', async () => {
    const profile = await mkdtemp(join(tmpdir(), 'drafts-profile-'));
    await mkdir(join(profile, 'Default'));
    const settings = {profile: {default_content_setting_values: {cookies: 2}}};
    await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(settings));
    const strict = await openBrowser({userDataDir: profile});
    try {
      await visit(harness.page(), undefined, strict);
      const blocked = await page.evaluate(() => {
        try {
          return String(localStorage.length);
        } catch (error) {
          return (error as Error).name;
        }
      });
      assert.equal(blocked, 'SecurityError');
      await worksWithoutKeeping();
    } finally {
      page = await browser.newPage();
      await strict.close();
      await rm(profile, {recursive: true, force: true});
    }
  });

  test('H14 while the disk is full, and as soon as there is room again, drafts are kept', async () => {
    await visit(harness.page(), beforehand(fillDisk));
    await page.waitForSelector('agent-bar[status=idle]');
    harness.ring(wang);
    await write(page, '公司', 'Harbour Ltd');
    await cardSays(page, 'draft kept');
    await page.evaluate(() => document.body.classList.add('disk-full'));
    await write(page, '长文本', 'wants');
    await cardSays(page, words.unprotected);
    await page.evaluate(() => document.body.classList.remove('disk-full'));
    await page.keyboard.type(' an offer');
    await cardSays(page, 'draft kept');
    await page.reload();
    await shows(page, '公司', 'Harbour Ltd');
    await shows(page, '长文本', 'wants an offer');
    assert.deepEqual(errors, []);
  });

  test('H14 when all data of the site is deleted while the agent types, what is typed on comes back', async () => {
    await visit(harness.page());
    await page.waitForSelector('agent-bar[status=idle]');
    harness.ring(wang);
    await write(page, '公司', 'Harbour Ltd');
    await cardSays(page, 'draft kept');
    const client = await page.createCDPSession();
    await client.send('Storage.clearDataForOrigin', {origin: harness.origin, storageTypes: 'all'});
    await write(page, '长文本', 'wants an offer');
    // The key has to come back, too.
    await until(
      async () =>
        (await draftsKept(page)) === 1 && (await namesOf(page)).some((name) => name.endsWith('/key')),
    );
    await page.reload();
    await shows(page, '公司', 'Harbour Ltd');
    await shows(page, '长文本', 'wants an offer');
    assert.deepEqual(errors, []);
  });
});
