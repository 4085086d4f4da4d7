import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';

import type {Browser} from 'puppeteer-core';

import {cardSays, embed, ready} from './card.ts';
import {example} from './markdown.ts';
import {bar, headersIn, openBrowser, openSite} from './site.ts';

let browser: Browser;

const emptyBar = '<agent-bar server="https://cc.example.com" extno="1003"></agent-bar>\n';
const withNodes = (nodes: string) => {
  assert.ok(embed.includes(emptyBar));
  return embed.replace(emptyBar, nodes);
};

/** What the company's systems answer in these examples. */
const answers = {
  '/api/who?tel=13800138000': '{"isVip":1,"vipLevel":"gold","userLabel":"old friend","isblack":0}',
  '/api/orders': '{"Open orders":2,"Last order":"A-17"}',
  '/api/tickets': '{"ticketSubject":"T 9"}',
};

describe('the examples of data nodes in a real browser', () => {
  before(async () => {
    browser = await openBrowser();
  });

  after(() => browser.close());

  for (const [name, html, ...said] of [
    ['the page about them', example('docs/data-nodes.md', 'nodes'), 'gold', 'A-17', 'T 9'],
    ['the README', example('README.md', 'data-nodes'), 'gold', 'old friend'],
  ] as const) {
    test(`those of ${name} are asked about a call, and the card shows their answers`, async (t) => {
      const site = await openSite(t, browser);
      const {page, errors} = await site.visit(site.fitted(withNodes(html)), {}, answers);
      await ready(page);
      site.callSystem.call({extno: '1003', telephone: '13800138000', force: true});
      for (const words of said) await cardSays(page, words);
      assert.equal(
        await page.evaluate(() => document.querySelector('agent-bar')?.session?.$nodeFaults.get().length),
        0,
      );
      assert.deepEqual(errors, []);
    });
  }

  test('under the documented policy a system that it does not name is out of reach, and the call goes on', async (t) => {
    const site = await openSite(t, browser);
    const policy = site
      .fitted(example('README.md', 'csp'))
      .replace("script-src 'self'", "script-src 'unsafe-inline'");
    const nodes = example('README.md', 'data-nodes').replace(
      'https://crm.example.com',
      'https://other.example.org',
    );
    const {page} = await site.visit(site.fitted(withNodes(nodes)), headersIn(policy), answers);
    await ready(page);
    site.callSystem.call({extno: '1003', telephone: '13800138000', force: true});
    await cardSays(page, 'CRM: cannot be reached.');
    await bar.has(page, 'busy');
  });
});
