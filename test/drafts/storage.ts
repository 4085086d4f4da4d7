/** What this browser keeps, as somebody finds it who looks for words that should not be there. */
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';

import type {Page} from 'puppeteer-core';

/** The names of everything that the page's origin keeps. */
export function namesOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const names = [...Object.keys(localStorage), ...Object.keys(sessionStorage), document.cookie];
    for (const cache of await caches.keys()) {
      const requests = await (await caches.open(cache)).keys();
      names.push(cache, ...requests.map(({url}) => url));
    }
    for (const {name = ''} of await indexedDB.databases()) {
      const opening = indexedDB.open(name);
      await new Promise((resolve) => opening.addEventListener('success', resolve));
      const stores = [...opening.result.objectStoreNames];
      names.push(name, ...stores);
      for (const store of stores) {
        const asking = opening.result.transaction(store).objectStore(store).getAllKeys();
        await new Promise((resolve) => asking.addEventListener('success', resolve));
        names.push(...asking.result.map(String));
      }
      opening.result.close();
    }
    return names.filter(Boolean);
  });
}

/** How many drafts are kept; the key that opens them stands beside them, and what the page knew. */
export async function draftsKept(page: Page): Promise<number> {
  const names = await namesOf(page);
  return names.filter((name) => name.includes('/') && !/\/(key|state)$/.test(name)).length;
}

/** Waits until the last word that was written is kept. */
export async function allKept(page: Page): Promise<void> {
  await page.waitForFunction(
    async () => {
      const drafts = document.querySelector('agent-bar')?.session?.$drafts.get() ?? new Map();
      const written = [...drafts.values()].flatMap(({edits}) => edits.map(({at}: {at: number}) => at));
      const opening = indexedDB.open('agent-bar');
      await new Promise((resolve) => opening.addEventListener('success', resolve));
      const objects = opening.result.transaction('drafts').objectStore('drafts');
      const names = objects.getAllKeys();
      const asking = objects.getAll();
      await new Promise((resolve) => asking.addEventListener('success', resolve));
      opening.result.close();
      const kept = (asking.result as {at?: number}[])
        .filter((_, i) => !/\/(key|state)$/.test(names.result[i] as string))
        .map(({at = 0}) => at);
      return Math.max(0, ...kept) >= Math.floor(Math.max(0, ...written));
    },
    {polling: 50, timeout: 5_000},
  );
}

/** Makes every draft so many milliseconds older. */
export function age(page: Page, by: number): Promise<void> {
  return page.evaluate(async (ms) => {
    const opening = indexedDB.open('agent-bar');
    await new Promise((resolve) => opening.addEventListener('success', resolve));
    const walking = opening.result.transaction('drafts', 'readwrite').objectStore('drafts').openCursor();
    await new Promise<void>((resolve) => {
      walking.addEventListener('success', () => {
        const cursor = walking.result;
        if (!cursor) return resolve();
        const record = cursor.value as {at?: number};
        if (record.at) cursor.update({...record, at: record.at - ms});
        return cursor.continue();
      });
    });
    opening.result.close();
  }, by);
}

/** Tries to read the keys out that open the drafts; says how many there are and what came of it. */
export function exportKeys(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const opening = indexedDB.open('agent-bar');
    await new Promise((resolve) => opening.addEventListener('success', resolve));
    const asking = opening.result.transaction('drafts').objectStore('drafts').getAll();
    await new Promise((resolve) => asking.addEventListener('success', resolve));
    opening.result.close();
    const keys = asking.result.filter((record) => record instanceof CryptoKey);
    const tries = (['raw', 'jwk'] as const).flatMap((format) =>
      keys.map((key) =>
        crypto.subtle.exportKey(format, key).then(
          () => 'exported',
          (error: DOMException) => error.name,
        ),
      ),
    );
    return Promise.all(tries);
  });
}

/** Where in a folder a text stands, in any of the ways in which browsers write texts. */
export function placesOf(text: string, folder: string): readonly string[] {
  const utf16 = Buffer.from(text, 'utf16le');
  const forms = [Buffer.from(text), utf16, Buffer.from(utf16).swap16()];
  const files = readdirSync(folder, {recursive: true, withFileTypes: true}).filter((file) => file.isFile());
  return files
    .map((file) => join(file.parentPath, file.name))
    .filter((path) => forms.some((form) => readFileSync(path).includes(form)));
}
