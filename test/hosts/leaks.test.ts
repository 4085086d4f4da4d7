import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';

import type {Browser, HTTPRequest, Page} from 'puppeteer-core';

import {wang} from '../call-system/support.ts';
import {bar, openBrowser} from '../docs/site.ts';
import {cardSays, press} from '../drafts/driver.ts';
import {namesOf} from '../drafts/storage.ts';
import {openHost, until, type Host} from './host.ts';
import {en} from '../../src/strings/en.ts';

let browser: Browser;

/** Nothing else on these pages looks like them. */
const canary = {name: 'Canaria Vogel', telephone: '13987654321', typed: 'canary song'};

/** What the page may be told, but nobody far away. */
const said = {
  announced: 'canary in the mine',
  refused: 'canary has flown',
  city: '加那利-群岛',
  node: 'Kanarienkartei',
};

/** The events that are documented to carry a call, a command or a number; tabs pass on what the socket says. */
const personal = new Set(['request', 'call', 'call-end', 'saved', 'compose', 'unsaved', 'sms-sent', 'tabs']);

/** Keeps what all events of ours carry, and what the tabs tell each other. */
const overhear = () => {
  const heard: {type: string; text: string}[] = [];
  Object.assign(window, {heard});
  for (const type of agentEvents)
    window.addEventListener(`agent-${type}`, (event) => {
      const {session: _, ...own} = event as unknown as Record<string, unknown>;
      heard.push({type, text: JSON.stringify(own)});
    });
  const {postMessage} = BroadcastChannel.prototype;
  BroadcastChannel.prototype.postMessage = function (message: unknown) {
    const bytes = (message as {data?: ArrayBuffer}).data ?? new ArrayBuffer(0);
    heard.push({
      type: this.name.includes('/tabs@') ? 'tabs' : 'channel',
      text: `${this.name} ${JSON.stringify(message)} ${new TextDecoder().decode(bytes)}`,
    });
    postMessage.call(this, message);
  };
};

/** All values that the page's origin keeps, byte by byte, as texts of both kinds. */
const valuesKept = (page: Page) =>
  page.evaluate(async () => {
    const texts: string[] = [];
    const readBytes = (bytes: BufferSource) =>
      texts.push(...['utf-8', 'utf-16le'].map((kind) => new TextDecoder(kind).decode(bytes)));
    for (const storage of [localStorage, sessionStorage]) texts.push(JSON.stringify({...storage}));
    const opening = indexedDB.open('agent-bar');
    await new Promise((resolve) => opening.addEventListener('success', resolve));
    const asking = opening.result.transaction('drafts').objectStore('drafts').getAll();
    await new Promise((resolve) => asking.addEventListener('success', resolve));
    opening.result.close();
    for (const record of asking.result as Record<string, unknown>[]) {
      texts.push(JSON.stringify(record));
      for (const value of Object.values(record))
        if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) readBytes(value as BufferSource);
    }
    return texts;
  });

/** From the call to its end: a form with words, an SMS, a party, refusals, outages, another token. */
async function wholeFlow({page, site, frame, sockets}: Host): Promise<string> {
  const {callSystem} = site;
  await bar.has(page, 'idle');
  const {sessionId} = callSystem.call({extno: '1003', uuid: wang, force: true});
  const info = {uuid: wang, name: canary.name, telephone: canary.telephone, fields: '{}'};
  frame({method: 'info', sessionId, city: said.city, extno: '1003', info});
  await bar.says(page, canary.name);
  frame({method: 'message', msg: said.announced});
  await bar.says(page, said.announced);
  await page.evaluate(
    (name) =>
      document
        .querySelector('agent-bar')!
        .session!.useDataNodes([{name, kind: 'json', url: '/nobody', outputs: [`of ${name}`]}]),
    said.node,
  );
  await cardSays(page, said.node, 'card');
  callSystem.fail({path: '/admin/agent/hold', code: 7, msg: said.refused});
  await bar.press(page, 'hold');
  await bar.says(page, said.refused);
  callSystem.fail({path: '/admin/agent/hold', drop: true});
  await bar.press(page, 'hold');
  await bar.says(page, en.fault.unreachable[0]);
  await bar.addParty(page, canary.telephone);
  await until(() => callSystem.state().calls[0]?.parties.includes(canary.telephone) === true);
  await page.evaluate(
    ({telephone, typed}) =>
      document.querySelector('agent-bar')!.session!.send({type: 'sms', telephone, msg: typed}),
    canary,
  );
  await page.evaluate(
    ([id, typed]) => document.querySelector('agent-bar')!.session!.edit(id!, 'field:公司', typed!),
    [sessionId, canary.typed],
  );
  await cardSays(page, 'draft kept');
  callSystem.cut();
  await until(() => sockets() === 1);
  await bar.connected(page);
  callSystem.expire();
  await bar.connected(page);
  callSystem.hangUp({extno: '1003'});
  await bar.has(page, 'wrap-up');
  return sessionId;
}

describe('who looks for a token, a number or a name', () => {
  before(async () => {
    browser = await openBrowser();
  });

  after(() => browser.close());

  test('X3 X4 X7 X8 finds none in console, events, URLs, storage, the report or the page after a whole call, and no cookie at the call system', async (t) => {
    const requests: HTTPRequest[] = [];
    const page = (await browser.pages())[0]!;
    page.on('request', (request) => requests.push(request));
    const host = await openHost(t, browser, {first: overhear});
    await page.evaluate(() => (document.cookie = 'crm=session-of-the-crm'));
    const sessionId = await wholeFlow(host);

    const {site, printed, errors} = host;
    const tokens = requests
      .map((request) => request.headers()['access_token'] ?? '')
      .filter((token, i, all) => token && all.indexOf(token) === i);
    assert.ok(tokens.length >= 1);
    const secrets = [...tokens, ...Object.values(canary)];
    const free = (texts: readonly string[], words = secrets) => {
      for (const text of texts)
        for (const word of words) assert.ok(!text.includes(word), `${word} in ${text}`);
    };

    // The browser itself prints the socket's address when it is cut: that is documented.
    free([...printed, ...errors].filter((text) => !text.startsWith('WebSocket connection to')));
    const heard = await page.evaluate(
      () => (window as unknown as {heard: {type: string; text: string}[]}).heard,
    );
    for (const type of ['status', 'call', 'fault', 'link'])
      assert.ok(
        heard.some((one) => one.type === type),
        type,
      );
    free(heard.filter(({type}) => !personal.has(type)).map(({text}) => text));
    free(
      heard.map(({text}) => text),
      tokens,
    );
    free(requests.map((request) => request.url()));
    free(
      await page.evaluate(() => [
        location.href,
        window.name,
        ...performance.getEntries().map(({name}) => name),
      ]),
    );
    free(await page.evaluate(() => [document.documentElement.outerHTML]));
    free([...(await namesOf(page)), ...(await valuesKept(page))]);
    const report = await page.evaluate(async () =>
      JSON.stringify(await document.querySelector('agent-bar')!.session!.diagnostics()),
    );
    for (const kind of ['link', 'frames', 'agent', 'call', 'command', 'token', 'node', 'drafts'])
      assert.ok(report.includes(`"kind":"${kind}"`), kind);
    free([report], [...secrets, ...Object.values(said), wang, sessionId, '"1003"', 'http']);

    const stores = await page.evaluate(() => {
      const session = document.querySelector('agent-bar')!.session!;
      return Object.entries(session).map(([name, store]) =>
        name.startsWith('$') ? (JSON.stringify((store as {get(): unknown}).get()) ?? '') : '',
      );
    });
    free(stores, tokens);

    const theirs = requests.filter((request) => request.url().startsWith(site.callSystem.url));
    assert.ok(theirs.length > 4);
    for (const {headers = []} of Object.values(site.callSystem.state().requests))
      assert.ok(!headers.includes('cookie'));
    for (const request of requests)
      if (!theirs.includes(request)) free(Object.values(request.headers()), tokens);

    await bar.press(page, 'sign-out');
    await press(page, 'screen-pop', 'discard-words');
    await bar.has(page, 'signed-out');
    await until(() => host.site.callSystem.state().requests['/admin/agent/logout'] !== undefined);
    await page.waitForFunction(
      async () => {
        const opening = indexedDB.open('agent-bar');
        await new Promise((resolve) => opening.addEventListener('success', resolve));
        const asking = opening.result.transaction('drafts').objectStore('drafts').getAllKeys();
        await new Promise((resolve) => asking.addEventListener('success', resolve));
        opening.result.close();
        return asking.result.map(String).every((name) => name.endsWith('/key'));
      },
      {polling: 50},
    );
    free(
      await page.evaluate(() =>
        ['agent-bar', 'screen-pop'].map((name) => document.querySelector(name)!.shadowRoot!.innerHTML),
      ),
    );
  });
});
