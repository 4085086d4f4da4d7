import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';

import type {Browser, Page} from 'puppeteer-core';

import {wang} from '../call-system/support.ts';
import {bar, openBrowser} from '../docs/site.ts';
import {cardSays, enter, press, shows} from '../drafts/driver.ts';
import {barTag, openHost, scriptTag, tokenScript, worksACall} from './host.ts';
import {en} from '../../src/strings/en.ts';

let browser: Browser;

/** What would run if it were ever taken for markup. */
const hostile = (place: string) =>
  `${place}"'><img src=x onerror="ran('${place}')"><script>ran('${place}')</script>`;

const countRuns = () => {
  const runs: string[] = [];
  Object.assign(window, {runs, ran: (place: string) => runs.push(place)});
};

const ranIn = (page: Page) => page.evaluate(() => (window as unknown as {runs: string[]}).runs);

/** All that stands in the elements, as text and as the tags that a stranger's markup would have brought. */
const shown = (page: Page) =>
  page.evaluate(() => {
    const roots = ['agent-bar', 'screen-pop'].map((name) => document.querySelector(name)!.shadowRoot!);
    return {
      text: roots.map((root) => root.textContent).join('\n'),
      strange: roots.filter((root) => root.querySelector('img, script')).length,
    };
  });

const projectId = 12;

const fields = [
  {
    name: hostile('name'),
    type: 'select',
    group: hostile('group'),
    help: hostile('help'),
    options: [hostile('option'), {value: 'v', label: hostile('label')}],
    default: hostile('default'),
  },
  {name: 'pattern', pattern: hostile('pattern'), min: hostile('min'), max: hostile('max')},
];

const polluting = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"公司":"A"}';

describe('what others write', () => {
  before(async () => {
    browser = await openBrowser();
  });

  after(() => browser.close());

  test('X1 markup in calls, fields, announcements and refusals is shown as text and never runs', async (t) => {
    const host = await openHost(t, browser, {first: countRuns});
    const {page, site} = host;
    site.callSystem.define({project_id: projectId, fields});
    await bar.has(page, 'idle');
    host.frame({method: 'message', msg: hostile('msg')});
    host.frame({method: 'notice', status: 2, time: '00:00:01'});
    host.frame({
      method: 'info',
      sessionId: hostile('session'),
      city: hostile('city'),
      extno: hostile('extno'),
      info: {
        uuid: hostile('uuid'),
        name: hostile('customer'),
        telephone: hostile('telephone'),
        group: hostile('tags'),
        project_id: projectId,
        fields: JSON.stringify({[hostile('other')]: hostile('value')}),
      },
    });
    await page.waitForSelector('screen-pop >>> form select');
    site.callSystem.fail({path: '/admin/agent/hold', code: 7, msg: hostile('reason')});
    await bar.press(page, 'hold');
    await bar.says(page, hostile('reason'));
    const {text, strange} = await shown(page);
    const places = [
      'msg',
      'city',
      'customer',
      'telephone',
      'name',
      'group',
      'help',
      'option',
      'label',
      'other',
      'reason',
    ];
    for (const place of places) assert.ok(text.includes(hostile(place)), place);
    assert.equal(strange, 0);
    assert.deepEqual(await ranIn(page), []);
    assert.deepEqual(host.errors, []);
  });

  test('X2 no call opens or offers anything but a web page', async (t) => {
    const html = (template: string) =>
      `${scriptTag}${barTag}<screen-pop pop-url="${template}"></screen-pop>${tokenScript}`;
    for (const template of ["javascript:ran('{name}')", '{name}:ran(1)', 'data:text/html,<p>{name}']) {
      const host = await openHost(t, browser, {
        html: html(template),
        first: () => {
          const opened: string[] = [];
          const runs: string[] = [];
          Object.assign(window, {opened, runs, ran: (place: string) => runs.push(place)});
          const location = {
            set href(url: string) {
              opened.push(url);
            },
          };
          window.open = () => ({location}) as Window;
        },
      });
      const {page} = host;
      await bar.has(page, 'idle');
      host.frame({method: 'notice', status: 2, time: '00:00:01'});
      const info = {uuid: wang, name: 'javascript', telephone: '1'};
      host.frame({method: 'info', sessionId: 's', city: '', extno: '1003', info});
      await page.waitForSelector('screen-pop >>> [part=card]');
      const links = await page.$$eval('screen-pop >>> a', (found) => found.map(({href}) => href));
      const opened = await page.evaluate(() => (window as unknown as {opened: string[]}).opened);
      for (const url of [...links, ...opened]) assert.match(url, /^https?:/);
      assert.deepEqual(await ranIn(page), []);
    }
  });

  test('X6 events that a script of the page forges send nothing and break nothing', async (t) => {
    const host = await openHost(t, browser);
    const {page, site} = host;
    await worksACall(host);
    const asked = site.callSystem.state().requests;
    await page.evaluate(() => {
      const details = [
        undefined,
        {command: {type: 'meeting', tel: '900'}},
        {call: {}, calls: [], status: 1, link: {}},
      ];
      for (const element of ['agent-bar', 'screen-pop', 'body'].map((name) => document.querySelector(name)!))
        for (const type of agentEvents)
          for (const detail of details) {
            const event = new CustomEvent(`agent-${type}`, {
              detail,
              bubbles: true,
              composed: true,
              cancelable: true,
            });
            element.dispatchEvent(Object.assign(event, detail));
          }
    });
    host.frame({method: 'message', msg: 'still here'});
    await bar.says(page, 'still here');
    assert.deepEqual(site.callSystem.state().requests, asked);
    assert.deepEqual(host.errors, []);
  });

  test('P9 no frame and no definition reaches the prototype of all objects', async (t) => {
    const host = await openHost(t, browser);
    const {page, site} = host;
    const definitions = `[{"__proto__":{"polluted":1},"name":"__proto__"},{"name":"公司"},{"name":"constructor","options":[{"__proto__":{"polluted":1},"value":"v"}],"type":"select"}]`;
    site.callSystem.define({project_id: projectId, fields: definitions});
    await bar.has(page, 'idle');
    const frame = `{"method":"info","sessionId":"s","__proto__":{"polluted":1},"info":{"uuid":"${wang}","project_id":${projectId},"__proto__":{"polluted":1},"fields":${JSON.stringify(polluting)}}}`;
    site.callSystem.frame({extno: '1003', text: frame});
    await enter(page, '__proto__');
    await page.keyboard.type('typed');
    await cardSays(page, 'draft kept');
    const polluted = () => page.evaluate(() => 'polluted' in {} || Object.keys(Object.prototype).length);
    assert.equal(await polluted(), 0);
    page.once('dialog', (dialog) => void dialog.accept());
    await page.reload();
    await shows(page, '__proto__', 'typed');
    assert.equal(await polluted(), 0);
    assert.deepEqual(host.errors, []);
  });

  test('P9 what a foreign script tells the other tabs, or puts among the drafts, is refused', async (t) => {
    const host = await openHost(t, browser, {
      first: () => {
        const Real = BroadcastChannel;
        const names: string[] = [];
        Object.assign(window, {names});
        window.BroadcastChannel = class extends Real {
          constructor(name: string) {
            super(name);
            names.push(name);
          }
        };
      },
    });
    const {page} = host;
    await worksACall(host);
    await enter(page, '公司');
    await page.keyboard.type('Harbour');
    await cardSays(page, 'draft kept');
    await page.evaluate(async () => {
      const asking = indexedDB.open('agent-bar');
      await new Promise((resolve) => asking.addEventListener('success', resolve));
      const store = (mode: IDBTransactionMode) =>
        asking.result.transaction('drafts', mode).objectStore('drafts');
      const done = (request: IDBRequest) =>
        new Promise((resolve) => request.addEventListener('success', resolve));
      const names = store('readonly').getAllKeys();
      await done(names);
      const keyName = names.result.map(String).find((name) => name.endsWith('/key'))!;
      const reading = store('readonly').get(keyName);
      await done(reading);
      const key = reading.result as CryptoKey;
      const customer = '{"fields":[],"fieldsText":"","name":"Mallory"}';
      const call = `{"sessionId":"evil","phase":"talking","parties":[],"startedAt":1,"city":"","extno":"","customer":${customer}}`;
      const edit = '{"key":"field:a","value":"b","at":1,"by":"x","seen":0}';
      const records = [
        '{"version":1}',
        '{"version":1,"call":{"__proto__":{"polluted":1},"sessionId":"evil"},"draft":{"edits":[],"replaced":[]}}',
        `{"version":1,"call":{"sessionId":"evil"},"draft":{"edits":[${edit}],"replaced":[]}}`,
        `{"version":1,"call":{"sessionId":"evil","customer":{"fields":{}}},"draft":{"edits":[${edit}],"replaced":[]}}`,
        `{"version":1,"call":${call},"draft":{"edits":[null,1,{"key":1}],"replaced":[]}}`,
        `{"version":1,"call":${call},"draft":{"edits":[],"replaced":[{}]},"gone":[null]}`,
        `{"version":1,"call":${call},"draft":{"edits":[${edit}],"replaced":[]},"gone":"x"}`,
      ];
      const channel = new BroadcastChannel((window as unknown as {names: string[]}).names[0]!);
      for (const message of ['hello', null, 1, {}, {iv: {}, data: 'x'}, {__proto__: null, polluted: 1}])
        channel.postMessage(message);
      for (const text of records) {
        const iv = crypto.getRandomValues(new Uint8Array(12));
        const data = await crypto.subtle.encrypt({name: 'AES-GCM', iv}, key, new TextEncoder().encode(text));
        const sealed = {iv, data, at: Date.now()};
        channel.postMessage(sealed);
        await done(store('readwrite').put(sealed, keyName.replace('key', crypto.randomUUID())));
      }
      await done(store('readwrite').put({iv: 1, data: 2, at: Date.now()}, keyName.replace('key', 'odd')));
      channel.close();
      asking.result.close();
    });
    const sound = async () => {
      const known = await page.evaluate(() => ({
        ids: document
          .querySelector('agent-bar')!
          .session!.$calls.get()
          .map(({sessionId}) => sessionId),
        polluted: 'polluted' in {},
      }));
      assert.ok(!known.ids.includes('evil'));
      assert.equal(known.polluted, false);
    };
    await sound();
    page.once('dialog', (dialog) => void dialog.accept());
    await page.reload();
    await bar.keeps(page);
    await shows(page, '公司', 'Harbour');
    await sound();
    await press(page, 'screen-pop', 'submit');
    await cardSays(page, 'Saved');
    assert.deepEqual(host.errors, []);
  });

  test('X8 when the agent signs out, nothing of the calls stays with the session', async (t) => {
    const host = await openHost(t, browser);
    const {page, site} = host;
    await worksACall(host);
    site.callSystem.hangUp({extno: '1003'});
    await bar.has(page, 'wrap-up');
    await bar.press(page, 'sign-out');
    await bar.has(page, 'signed-out');
    await bar.says(page, en.status['signed-out']);
    await page.waitForFunction(() => document.querySelector('agent-bar')!.session!.$calls.get().length === 0);
    const {text} = await shown(page);
    const caller = site.callSystem.state().customers.find(({uuid}) => uuid === wang)!;
    for (const word of [caller.name, caller.telephone]) assert.ok(!text.includes(word));
  });
});
