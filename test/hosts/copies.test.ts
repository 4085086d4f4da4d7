import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';

import type {Browser} from 'puppeteer-core';

import {bar, openBrowser, scripts} from '../docs/site.ts';
import {barTag, openHost, scriptTag, tokenScript, worksACall} from './host.ts';
import {en} from '../../src/strings/en.ts';

let browser: Browser;

const rest = `${barTag}<screen-pop></screen-pop>${tokenScript}`;
const classicTag = '<script src="https://static.example.com/agent-bar.classic.js"></script>';

/** Another version, which differs in a word that people see. */
const older = scripts.get('agent-bar.js')!.toString().replaceAll(en.bar, 'Older bar');

const pages: Readonly<Record<string, string>> = {
  'two versions': `<script type="module" src="/older.js"></script>${scriptTag}${rest}`,
  'the module, the classic script and an older version': `${classicTag}${scriptTag}<script type="module" src="/older.js"></script>${rest}`,
  'the script again after the bar is at work': `${scriptTag}${rest}<script type="module">
    await new Promise((resolve) => document.querySelector('agent-bar').addEventListener('agent-status', resolve));
    await import('https://static.example.com/agent-bar.js?again');
    document.body.className = 'again';
  </script>`,
};

describe('a page that loads the bar more than once', () => {
  before(async () => {
    browser = await openBrowser();
  });

  after(() => browser.close());

  for (const [name, html] of Object.entries(pages)) {
    test(`H1 with ${name} the agent has one bar, one socket and a card, and nothing is reported`, async (t) => {
      const host = await openHost(t, browser, {html, files: {'/older.js': older}});
      await worksACall(host);
      if (name.includes('again')) await host.page.waitForSelector('body.again');
      await bar.press(host.page, 'sms');
      await host.page.waitForSelector('agent-bar >>> sms-dialog >>> dialog[open]');
      assert.equal(host.sockets(), 1);
      assert.deepEqual(host.errors, []);
      assert.deepEqual(host.printed, []);
    });
  }

  test('H1 of two versions the one that is there first stays', async (t) => {
    const {page} = await openHost(t, browser, {html: pages['two versions']!, files: {'/older.js': older}});
    await bar.connected(page);
    assert.equal(
      await page.$eval('agent-bar >>> [part=bar]', (line) => line.getAttribute('aria-label')),
      'Older bar',
    );
  });

  test('H2 where another script owns a name the console says whose it is, and a subclass under another name works', async (t) => {
    const html = `${scriptTag}<phone-bar server="https://cc.example.com" extno="1003"></phone-bar><screen-pop></screen-pop>
      <script type="module">
        import {AgentBar} from 'https://static.example.com/agent-bar.js';
        const bar = document.querySelector('phone-bar');
        bar.token = () => fetch('/my-crm/agent-token').then((answer) => answer.text());
        customElements.define('phone-bar', class extends AgentBar {});
      </script>`;
    const {page, errors, printed, ring, sockets} = await openHost(t, browser, {
      html,
      first: () => customElements.define('agent-bar', class extends HTMLElement {}),
    });
    await page.waitForSelector('phone-bar[status=idle]');
    ring();
    await page.waitForSelector('screen-pop >>> [part=card]');
    assert.equal(sockets(), 1);
    assert.deepEqual(errors, []);
    assert.equal(printed.length, 1);
    assert.match(printed[0]!, /another script has defined <agent-bar>/);
  });

  test('H2 where the card and the SMS form are somebody else’s, the bar works and says what it cannot do', async (t) => {
    const {page, errors, printed, ring} = await openHost(t, browser, {
      first: () => {
        customElements.define('screen-pop', class extends HTMLElement {});
        customElements.define('sms-dialog', class extends HTMLElement {});
      },
    });
    await bar.has(page, 'idle');
    ring();
    await bar.has(page, 'busy');
    await bar.press(page, 'sms');
    await bar.says(page, en.fault.cancelled.join(' '));
    assert.deepEqual(errors, []);
    assert.deepEqual(
      printed.map((text) => /<[\w-]+>/.exec(text)?.[0]).toSorted((a = '', b = '') => a.localeCompare(b)),
      ['<screen-pop>', '<sms-dialog>'],
    );
  });
});
