import assert from 'node:assert/strict';
import {after, afterEach, before, beforeEach, describe, test} from 'node:test';

import type {Browser, Page} from 'puppeteer-core';

import {anna, wang} from '../call-system/support.ts';
import {cardSays, press, shows, textIn, write} from './driver.ts';
import {openBrowser, openHarness, type Harness} from './harness.ts';

let harness: Harness;
let browser: Browser;
let page: Page;

/** What stands in the list of calls. */
const tabs = () =>
  page.$$eval('screen-pop >>> [part=tab] bdi', (names) => names.map((name) => name.textContent));

const choose = async (place: number) => (await page.$$('screen-pop >>> [part=tab]'))[place]?.click();

const cards = (one = page) => one.$$eval('screen-pop >>> [part=card]', (all) => all.length);

async function openAs(extno: string, kind: 'card' | 'bar' = 'card'): Promise<Page> {
  const one = await browser.newPage();
  one.on('dialog', (dialog) => void dialog.accept());
  await one.goto(harness.page(extno, kind));
  await one.waitForFunction(() => document.querySelector('agent-bar')?.session?.$keeping.get() === 'browser');
  return one;
}

describe('words that come back', () => {
  before(async () => {
    browser = await openBrowser();
  });

  beforeEach(async () => {
    harness = await openHarness();
    await harness.signIn();
    page = await openAs('1003');
    await page.waitForSelector('agent-bar[status=idle]');
    harness.ring(wang);
    await write(page, '长文本', 'wants an offer');
    await cardSays(page, 'draft kept');
  });

  afterEach(async () => {
    for (const one of await browser.pages()) if (one.url() !== 'about:blank') await one.close();
    await harness.close();
  });

  after(() => browser.close());

  test('D2 when the token runs out, the words stay, outlive a reload without one, and are saved with the next', async () => {
    harness.tokenAnswer = 'run-out';
    harness.callSystem.expire({extno: '1003'});
    await page.waitForSelector('agent-bar[link=refused]');
    await press(page, 'screen-pop', 'submit');
    await page.waitForSelector('screen-pop >>> [part=fault]', {visible: true});
    await shows(page, '长文本', 'wants an offer');

    await page.reload();
    await cardSays(page, 'Restored');
    await page.waitForSelector('agent-bar[link=refused]');
    await shows(page, '长文本', 'wants an offer');

    harness.tokenAnswer = undefined;
    await page.reload();
    await page.waitForSelector('agent-bar[link=open]');
    await shows(page, '长文本', 'wants an offer');
    await press(page, 'screen-pop', 'submit');
    await cardSays(page, 'Saved');
    assert.match(harness.callSystem.state().submits[0]!.fields, /wants an offer/);
  });

  test('D2 with a new token at hand the save goes through by itself, and once', async () => {
    harness.callSystem.expire({extno: '1003'});
    await press(page, 'screen-pop', 'submit');
    await cardSays(page, 'Saved');
    assert.equal(harness.callSystem.state().submits.length, 1);
  });

  test('D7 words about two calls come back with both, each with its own', async () => {
    harness.callSystem.hangUp({extno: '1003'});
    await page.waitForSelector('agent-bar[status=wrap-up]');
    harness.ring(anna);
    await page.waitForSelector('screen-pop >>> [part=tab]:nth-of-type(2)');
    assert.deepEqual(await tabs(), ['王建国', 'Anna Schmidt']);
    await choose(1);
    await write(page, 'Comment', 'speaks French, too');
    await cardSays(page, 'draft kept');
    await page.reload();
    await cardSays(page, 'Restored');
    assert.deepEqual(await tabs(), ['王建国', 'Anna Schmidt']);
    await shows(page, 'Comment', 'speaks French, too');
    await choose(0);
    await shows(page, '长文本', 'wants an offer');
  });

  test('a card that comes into the page later has the words', async () => {
    await page.goto(harness.page('1003', 'bar'));
    await page.waitForFunction(() => document.querySelector('agent-bar')?.session?.$drafts.get().size === 1);
    await page.evaluate(() => document.body.append(document.createElement('screen-pop')));
    await shows(page, '长文本', 'wants an offer');
    await cardSays(page, 'Restored');
  });

  test('D8 another agent on the same computer sees nothing of them, and takes nothing from them', async () => {
    await harness.signIn('1001');
    const other = await openAs('1001');
    await other.waitForSelector('agent-bar[status=idle]');
    await write(page, '公司', 'Harbour Ltd');
    await cardSays(page, 'draft kept');
    assert.equal(await cards(other), 0);
    await other.$eval('agent-bar', (bar) => bar.session?.send({type: 'sign-out'}));
    await other.waitForSelector('agent-bar[status=signed-out]');
    await page.reload();
    await shows(page, '长文本', 'wants an offer');
    await shows(page, '公司', 'Harbour Ltd');
  });

  test('D8 two agents in the same call have each their own words', async () => {
    await harness.signIn('1001');
    const other = await openAs('1001');
    await other.waitForSelector('agent-bar[status=idle]');
    await page.$eval('agent-bar', (bar) => bar.session?.send({type: 'meeting', tel: '1001'}));
    const recorded = '上次来电询问续保价格。';
    await shows(other, '长文本', recorded);
    await write(other, '公司', 'Quay and Sons');
    await cardSays(other, 'draft kept');
    assert.notEqual(await textIn(page, '公司'), 'Quay and Sons');
    await page.reload();
    await other.reload();
    await shows(page, '长文本', 'wants an offer');
    await shows(other, '长文本', recorded);
    await shows(other, '公司', 'Quay and Sons');
    assert.notEqual(await textIn(page, '公司'), 'Quay and Sons');
  });

  test('D8 when another agent takes over the page itself, the card leaves, and comes back with the first one', async () => {
    await page.$eval('agent-bar', (bar) => bar.setAttribute('extno', '1001'));
    await page.waitForFunction(
      () => document.querySelector('agent-bar')?.session?.$agent.get().extno === '1001',
    );
    await page.waitForFunction(
      () => !document.querySelector('screen-pop')?.shadowRoot?.querySelector('[part=card]'),
    );
    await page.$eval('agent-bar', (bar) => bar.setAttribute('extno', '1003'));
    await shows(page, '长文本', 'wants an offer');
  });
});
