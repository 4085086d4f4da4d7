import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';

import type {Browser, Page} from 'puppeteer-core';

import {bar, openBrowser} from '../docs/site.ts';
import {cardSays, enter, shows} from '../drafts/driver.ts';
import {barTag, openHost, scriptTag, tokenScript, worksACall, type HostOptions} from './host.ts';

let browser: Browser;

const twoPlaces = `${scriptTag}<main id="here">${barTag}<screen-pop></screen-pop></main><main id="there"></main>${tokenScript}`;

/** How often the page was asked for a token. */
const countTokens = () => {
  const real = fetch;
  Object.assign(window, {asked: 0});
  window.fetch = (input, init) => {
    if (input === '/my-crm/agent-token') (window as unknown as {asked: number}).asked += 1;
    return real(input, init);
  };
};

const moves: Readonly<Record<string, () => void>> = {
  'as frameworks reorder their children': () => {
    const there = document.querySelector('#there')!;
    for (const name of ['agent-bar', 'screen-pop']) there.append(document.querySelector(name)!);
  },
  'as Turbo keeps what is permanent: out of the old body and into the new one': () => {
    const [line, pop] = ['agent-bar', 'screen-pop'].map((name) => document.querySelector(name)!);
    line!.remove();
    pop!.remove();
    const body = document.createElement('body');
    document.documentElement.replaceChild(body, document.body);
    body.append(line!, pop!);
  },
  'by moveBefore': () => {
    const there = document.querySelector('#there')!;
    for (const name of ['agent-bar', 'screen-pop']) there.moveBefore(document.querySelector(name)!, null);
  },
};

const focused = (page: Page) =>
  page.evaluate(() => {
    const field = document.querySelector('screen-pop')?.shadowRoot?.activeElement as HTMLInputElement | null;
    return field && [field.name, field.value, field.selectionStart];
  });

/** An agent writes in the form of a call. */
async function writing(t: Parameters<typeof openHost>[0], options: HostOptions) {
  const host = await openHost(t, browser, {html: twoPlaces, first: countTokens, ...options});
  await worksACall(host);
  await enter(host.page, '公司');
  await host.page.keyboard.type('Harbour');
  await cardSays(host.page, 'draft kept');
  await host.page.keyboard.press('ArrowLeft');
  return host;
}

describe('a page that moves the bar and the card', () => {
  before(async () => {
    browser = await openBrowser();
  });

  after(() => browser.close());

  for (const [name, move] of Object.entries(moves)) {
    test(`H9 ${name}, the agent writes on in the same field, on the same connection, without a second sign-in`, async (t) => {
      const host = await writing(t, {});
      const {page} = host;
      const session = await page.evaluateHandle(() => document.querySelector('agent-bar')!.session);
      assert.deepEqual(await focused(page), ['公司', 'Harbour', 6]);
      await page.evaluate(move);
      await page.waitForFunction(
        () =>
          document.querySelector('screen-pop')?.shadowRoot?.activeElement?.getAttribute('name') === '公司',
      );
      await page.keyboard.type('!');
      await shows(page, '公司', 'Harbou!r');
      assert.equal(
        await page.evaluate((known) => known === document.querySelector('agent-bar')!.session, session),
        true,
      );
      assert.equal(await page.evaluate(() => (window as unknown as {asked: number}).asked), 1);
      assert.equal(host.sockets(), 1);
      await bar.press(page, 'hold');
      await bar.says(page, 'On hold');
      assert.deepEqual(host.errors, []);
    });
  }

  test('H9 a card that comes back does not take the focus from what the agent does meanwhile', async (t) => {
    const {page} = await writing(t, {html: `${twoPlaces}<input id="search">`});
    await page.evaluate(() => {
      const pop = document.querySelector('screen-pop')!;
      pop.remove();
      document.querySelector<HTMLElement>('#search')!.focus();
      document.querySelector('#there')!.append(pop);
    });
    await shows(page, '公司', 'Harbour');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'search');
  });
});
