/** The card of a call on a page of the documentation's. */
import assert from 'node:assert/strict';
import type {TestContext} from 'node:test';

import type {Browser, Page} from 'puppeteer-core';

import {example} from './markdown.ts';
import {bar, openSite, type Site} from './site.ts';

export const embed = example('README.md', 'embed');

/** The README's page with something in place of its card, and something behind it. */
export const withCard = (card: string, more = '') =>
  embed.replace('<screen-pop></screen-pop>\n', card) + more;

/** Signs in on a page and brings a call from somebody of a project without a form of its own. */
export async function onCall(t: TestContext, browser: Browser, html: string) {
  const site = await openSite(t, browser);
  const visit = await site.visit(site.fitted(html));
  await ready(visit.page);
  const ring = (project: number, place = 0) => {
    const customers = site.callSystem.state().customers.filter(({project_id}) => project_id === project);
    site.callSystem.call({extno: '1003', uuid: customers[place]!.uuid, force: true});
  };
  ring(3);
  await bar.has(visit.page, 'busy');
  const hangUp = async () => {
    site.callSystem.hangUp({extno: '1003'});
    await bar.has(visit.page, 'wrap-up');
  };
  return {...visit, site, ring, hangUp};
}

export async function ready(page: Page) {
  await bar.connected(page);
  await bar.press(page, 'sign-in');
  await bar.has(page, 'idle');
}

/** A control of the form in front. */
export const inCard = (name: string) => `screen-pop >>> :not([hidden]) > form [name="${name}"]`;

/** Waits until the card shows these words somewhere. */
export const cardSays = (page: Page, words: string) =>
  page.waitForFunction(
    (text) => document.querySelector('screen-pop')?.shadowRoot?.textContent.includes(text),
    {timeout: 10_000},
    words,
  );

/** Waits until a control of the page has this value. */
export const holds = (page: Page, selector: string, value: string) =>
  page.waitForFunction(
    (control, text) => document.querySelector<HTMLInputElement>(control)?.value === text,
    {timeout: 10_000},
    selector,
    value,
  );

export async function pressSave(page: Page) {
  await page.keyboard.down('Control');
  await page.keyboard.press('Enter');
  await page.keyboard.up('Control');
}

/** Lets a page count the saves that it hears of. */
export const counting = `<script>
  let saves = 0;
  document.addEventListener('agent-saved', () => (document.body.dataset.saved = saves += 1));
</script>`;

type Fields = Readonly<Record<string, unknown>>;

export const lastSubmit = (site: Site) =>
  JSON.parse(site.callSystem.state().submits.at(-1)?.fields ?? '{}') as Fields;

/** What the call system has been given, once the page has heard of so many saves. */
export async function saved(site: Site, page: Page, count = 1) {
  await page.waitForFunction((least) => document.body.dataset['saved'] === least, {}, String(count));
  return lastSubmit(site);
}

/** These values, and still those that were on record. */
export function hasAlso(fields: Fields, values: Fields) {
  assert.deepEqual({...fields, ...values}, fields);
  assert.ok(Object.keys(fields).length > Object.keys(values).length);
}
