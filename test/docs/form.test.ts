import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';

import type {Browser} from 'puppeteer-core';

import {requestOf} from '../../src/adapters/workbench/requests.ts';
import {parseDefinitions} from '../../src/protocol/customer-form/field-definitions.ts';
import {parseFrame} from '../../src/adapters/workbench/frames.ts';
import {infoFrame} from '../examples.ts';
import {
  cardSays,
  counting,
  embed,
  hasAlso,
  holds,
  inCard,
  onCall,
  pressSave,
  ready,
  saved,
  withCard,
} from './card.ts';
import {example} from './markdown.ts';
import {openBrowser, openSite} from './site.ts';

let browser: Browser;

const guide = 'docs/customer-form.md';
const json = (name: string): unknown => JSON.parse(example(guide, name));

test('the example of definitions is read whole', () => {
  const given = json('definitions') as readonly {name: string; type: string}[];
  assert.deepEqual(
    parseDefinitions(given)?.map(({name, type}) => ({name, type})),
    given.map(({name, type}) => ({name, type})),
  );
});

test('the example of a save is what is sent for the call in the documents', () => {
  const message = parseFrame(infoFrame);
  const call = message.type === 'call' ? message.call : undefined;
  const save = {type: 'save', values: {年龄: '40'}, callStatus: 1} as const;
  assert.deepEqual(requestOf(save, {extno: '1003', call}), {
    ok: true,
    data: {path: '/admin/agent/submit', params: json('submit')},
  });
});

describe('the examples of the customer form in a real browser', () => {
  before(async () => {
    browser = await openBrowser();
  });

  after(() => browser.close());

  test('the definitions make a form of three fields in the order given', async (t) => {
    const site = await openSite(t, browser);
    site.callSystem.define({project_id: 3, fields: json('definitions')});
    const {page} = await site.visit(site.fitted(embed));
    await ready(page);
    const {uuid} = site.callSystem.state().customers.find(({project_id}) => project_id === 3)!;
    site.callSystem.call({extno: '1003', uuid, force: true});
    await cardSays(page, 'E-mail');
    const names = await page.$$eval(
      'screen-pop >>> :not([hidden]) > form [part~=field] > :is(label, legend)',
      (labels) => labels.map((label) => label.textContent.replace('*', '').trim()),
    );
    assert.deepEqual(names.slice(0, 3), ['Satisfaction', 'Call back', 'Contact by']);
  });

  test('the function gives fields to one project, and the call system to all others', async (t) => {
    const script = `<script type="module">${example(guide, 'fields')}</script>`;
    const {page, site, ring, errors} = await onCall(t, browser, embed + counting + script);
    const age = await page.waitForSelector(inCard('Age'));
    await age!.type('17');
    await pressSave(page);
    await cardSays(page, 'At least 18.');
    await page.keyboard.press('Backspace');
    await age!.type('8');
    await pressSave(page);
    hasAlso(await saved(site, page), {Age: '18', Interest: 'low'});

    ring(2);
    await page.waitForSelector(inCard('Satisfaction'));
    assert.equal(await page.$(inCard('Age')), null);
    assert.deepEqual(errors, []);
  });

  test('controls of the page are checked, saved, and filled with the call in front', async (t) => {
    const html = withCard(example(guide, 'slots'), counting);
    const {page, site, ring, hangUp, errors} = await onCall(t, browser, html);
    const [product, ticket] = ['[slot=field-Product]', '[name=Ticket]'] as const;
    await page.waitForSelector(inCard('Interest'));
    await page.type(product, 'Basic');
    await page.type(ticket, 'none');
    await pressSave(page);
    await cardSays(page, 'Please look at: Ticket');
    await page.$eval(ticket, (control) => (control as HTMLInputElement).select());
    await page.type(ticket, '12');

    ring(3, 1);
    const tab = (place: number) => page.waitForSelector(`screen-pop >>> [part=tab]:nth-child(${place})`);
    await (await tab(2))!.click();
    for (const control of [product, ticket]) await holds(page, control, '');
    await (await tab(1))!.click();
    await holds(page, product, 'Basic');
    await page.focus(product);
    await hangUp();
    await pressSave(page);
    hasAlso(await saved(site, page), {Product: 'Basic', Ticket: '12'});

    // The card of the saved call leaves while its control has the focus.
    for (const control of [product, ticket]) await holds(page, control, '');
    await pressSave(page);
    const others = Object.keys(await saved(site, page, 2));
    assert.ok(!others.includes('Product') && !others.includes('Ticket'));
    assert.deepEqual(errors, []);
  });

  test('fields that are set before the element is there, and taken away again, count', async (t) => {
    const early = `<script>document.querySelector('screen-pop').fields = [{name: 'Early'}];</script>`;
    const {page} = await onCall(t, browser, embed + early);
    await page.waitForSelector(inCard('Early'));
    await page.$eval('screen-pop', (card) => card.setAttribute('fields', '[{"name": "Late"}]'));
    await page.waitForSelector(inCard('Late'));
    await page.$eval('screen-pop', (card) => card.removeAttribute('fields'));
    await page.waitForFunction(() => {
      const root = document.querySelector('screen-pop')!.shadowRoot!;
      return !root.querySelector('[name=Late]') && !root.textContent.includes('cannot be read');
    });
  });

  test('the style example reaches the form, its controls and a button', async (t) => {
    const {page} = await onCall(t, browser, `<style>${example(guide, 'form-style')}</style>${embed}`);
    await page.waitForSelector('screen-pop >>> :not([hidden]) > form input[type=text]');
    const seen = await page.$eval('screen-pop', ({shadowRoot}) => [
      getComputedStyle(shadowRoot!.querySelector(':not([hidden]) > form')!).maxWidth,
      getComputedStyle(shadowRoot!.querySelector('input[type=text]')!).borderRadius,
      getComputedStyle(shadowRoot!.querySelector('[part=submit-next]')!).display,
    ]);
    assert.deepEqual(seen, ['640px', '0px', 'none']);
  });
});
