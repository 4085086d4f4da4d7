import assert from 'node:assert/strict';
import {after, before, describe, test, type TestContext} from 'node:test';

import type {Browser} from 'puppeteer-core';

import {zhCN} from '../../src/strings/zh-CN.ts';
import {cardSays} from '../docs/card.ts';
import {bar, openBrowser, openSite, serve} from '../docs/site.ts';

let browser: Browser;

interface Heading {
  readonly text: string;
  readonly bytes: readonly number[];
}

const simplified: Heading = {
  text: '坐席工作台',
  bytes: [0xd7, 0xf8, 0xcf, 0xaf, 0xb9, 0xa4, 0xd7, 0xf7, 0xcc, 0xa8],
};
const traditional: Heading = {
  text: '客服工作台',
  bytes: [0xab, 0xc8, 0xaa, 0x41, 0xa4, 0x75, 0xa7, 0x40, 0xa5, 0x78],
};
const japanese: Heading = {
  text: 'オペレーター',
  bytes: [0x83, 0x49, 0x83, 0x79, 0x83, 0x8c, 0x81, 0x5b, 0x83, 0x5e, 0x81, 0x5b],
};

/** By the name that a page gives its encoding. */
const headings: Readonly<Record<string, Heading>> = {
  GBK: simplified,
  GB2312: simplified,
  Big5: traditional,
  Shift_JIS: japanese,
};

const scriptTags = {
  module: '<script type="module" src="https://static.example.com/agent-bar.js"></script>',
  classic: '<script src="https://static.example.com/agent-bar.classic.js"></script>',
} as const;

/** Opens a page of these bytes. No server says in what encoding anything is. */
async function visit(t: TestContext, script: string, meta: string, heading: readonly number[]) {
  const site = await openSite(t, browser);
  const [head, body] = [
    `<!doctype html><html lang="zh-CN"><head>${meta}${script}</head><body><h1>`,
    `</h1><agent-bar server="https://cc.example.com" extno="1003"></agent-bar><screen-pop></screen-pop>
    <script>document.querySelector('agent-bar').token = () => fetch('/token').then((r) => r.text());</script>
    </body></html>`,
  ].map((part) => Buffer.from(site.fitted(part), 'ascii'));
  const crm = await serve(t, ({url}, response) => {
    if (url === '/token') return response.end(site.callSystem.token('1003'));
    response.writeHead(200, {'content-type': 'text/html'});
    return response.end(url === '/' ? Buffer.concat([head!, Buffer.from(heading), body!]) : '');
  });
  const visited = await site.visit('');
  await visited.page.goto(crm);
  return {...visited, site};
}

/** From signing in to the card of a call, with the words that an agent reads. */
async function readsChinese({page, site, errors}: Awaited<ReturnType<typeof visit>>) {
  await bar.has(page, 'signed-out');
  await bar.says(page, zhCN.status['signed-out']);
  await bar.press(page, 'sign-in');
  await bar.says(page, zhCN.status.idle);
  site.callSystem.call({extno: '1003', telephone: '13800138000', force: true});
  await bar.says(page, zhCN.status.busy);
  await cardSays(page, '王建国');
  await cardSays(page, zhCN.card.phase.talking);
  assert.deepEqual(errors, []);
}

describe('a page in whatever encoding', () => {
  before(async () => {
    browser = await openBrowser();
  });

  after(() => browser.close());

  for (const [kind, script] of Object.entries(scriptTags)) {
    for (const [encoding, {text, bytes}] of Object.entries(headings)) {
      test(`F10 on a page in ${encoding} the agent reads the right words (${kind} script)`, async (t) => {
        assert.equal(new TextDecoder(encoding).decode(Uint8Array.from(bytes)), text);
        const visited = await visit(t, script, `<meta charset="${encoding}">`, bytes);
        assert.equal(await visited.page.$eval('h1', (heading) => heading.textContent), text);
        await readsChinese(visited);
      });
    }

    for (const [name, {bytes}] of [
      ...Object.entries(headings).filter(([encoding]) => encoding !== 'GB2312'),
      ['ASCII', {bytes: [0x43, 0x52, 0x4d]}] as const,
    ]) {
      test(`F10 on a page in ${name} that names no encoding the agent reads the right words (${kind} script)`, async (t) => {
        const visited = await visit(t, script, '', bytes);
        assert.notEqual(await visited.page.evaluate(() => document.characterSet), 'UTF-8');
        await readsChinese(visited);
      });
    }
  }
});
