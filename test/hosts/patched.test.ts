import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';

import type {Browser} from 'puppeteer-core';

import {withoutForm} from '../call-system/support.ts';
import {bar, openBrowser} from '../docs/site.ts';
import {cardSays, press, shows, write} from '../drafts/driver.ts';
import {barTag, openHost, scriptTag, tokenScript, until, zone, type Host} from './host.ts';
import {en} from '../../src/strings/en.ts';

let browser: Browser;

const jsonBar = barTag.replace(' extno', ' encoding="json" extno');

/** A page that has a token at hand and waits for half a second only. */
const impatientPage = `<agent-bar></agent-bar><script type="module">
  import {connect} from 'https://static.example.com/agent-bar.js';
  document.querySelector('agent-bar').session =
    connect({server: 'https://cc.example.com', extno: '1003', token: 'abc', timeout: 500});
</script>`;

/** As Prototype 1.6 does: texts of JSON inside JSON. */
const prototypeJs = () => {
  const inside = function (this: unknown): string {
    return JSON.stringify(String(this));
  };
  const list = function (this: unknown[]): string {
    return `[${this.map((item) => JSON.stringify(item)).join(', ')}]`;
  };
  for (const {prototype} of [String, Number, Boolean]) Object.assign(prototype, {toJSON: inside});
  Object.assign(Array.prototype, {toJSON: list});
  // Some went further, and gave every object one.
  Object.assign(Object.prototype, {
    toJSON(this: object) {
      return `{${Object.keys(this).join()}}`;
    },
  });
};

/** As monitoring scripts and zone.js do: everything goes through a wrapper, and goes on. */
const monitoring = () => {
  const seen: string[] = [];
  Object.assign(window, {seen});
  const {fetch: realFetch, WebSocket: RealSocket, Promise: RealPromise} = window;
  window.fetch = function (input, init) {
    seen.push('fetch');
    return realFetch.call(window, input, init).then((answer) => answer.clone());
  };
  const Socket = function (url: string) {
    seen.push('WebSocket');
    return new RealSocket(url);
  };
  Socket.prototype = RealSocket.prototype;
  window.WebSocket = Socket as unknown as typeof WebSocket;
  const {parse, stringify} = JSON;
  JSON.parse = (text, reviver) => parse(text, reviver);
  JSON.stringify = (value: unknown, ...more: never[]) => stringify(value, ...more);
  const wrappers = new WeakMap<object, EventListener>();
  const {addEventListener, removeEventListener} = EventTarget.prototype;
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    if (typeof listener !== 'function') return addEventListener.call(this, type, listener, options);
    const wrapper =
      wrappers.get(listener) ??
      function (this: unknown, event: Event) {
        return listener.call(this as never, event);
      };
    wrappers.set(listener, wrapper);
    return addEventListener.call(this, type, wrapper, options);
  };
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    const wrapper = typeof listener === 'function' ? wrappers.get(listener) : undefined;
    return removeEventListener.call(this, type, wrapper ?? listener, options);
  };
  window.Promise = class<T> extends RealPromise<T> {};
};

/** The agent takes a call and fills in its form; what the call system got is what was written. */
async function savesAForm(host: Host, changed: string) {
  const {page, ring, site} = host;
  await bar.has(page, 'idle');
  ring();
  await write(page, '公司', changed);
  await press(page, 'screen-pop', 'submit');
  await cardSays(page, 'Saved');
  const fields = JSON.parse(site.callSystem.state().submits.at(-1)!.fields) as Record<string, unknown>;
  assert.equal(fields['公司'], changed);
  return fields;
}

const broken: Readonly<Record<string, {first: () => void; says: string}>> = {
  'fetch throws at once': {
    first: () => {
      window.fetch = () => {
        throw new Error('broken');
      };
    },
    says: en.fault.unreachable[0],
  },
  'fetch answers with nothing': {
    first: () => {
      window.fetch = (() => undefined) as never;
    },
    says: en.fault.unreachable[0],
  },
  'no answer can be read': {
    first: () => {
      JSON.parse = () => {
        throw new Error('broken');
      };
      window.fetch = () => Promise.resolve(new Response('{"code":0}'));
    },
    says: en.fault['not-understood'][0],
  },
  'fetch never answers, whoever calls it off': {
    first: () => {
      window.fetch = () => new Promise(() => undefined);
    },
    says: en.fault['not-confirmed'][0],
  },
};

const brokenSockets: Readonly<Record<string, () => void>> = {
  'cannot be made': () => {
    window.WebSocket = function () {
      throw new Error('broken');
    } as never;
  },
  'has neither listeners nor an end': () => {
    window.WebSocket = function () {} as never;
  },
  'is not there': () => {
    Reflect.deleteProperty(window, 'WebSocket');
  },
};

describe('a page that changes what the browser has', () => {
  before(async () => {
    browser = await openBrowser();
  });

  after(() => browser.close());

  for (const [encoding, tag] of [
    ['forms', barTag],
    ['JSON', jsonBar],
  ] as const) {
    test(`H6 where everything has a toJSON the call system gets what was written, as ${encoding}, and drafts survive`, async (t) => {
      const html = `${scriptTag}${tag}<screen-pop></screen-pop>${tokenScript}`;
      const host = await openHost(t, browser, {first: prototypeJs, html});
      const {page, site} = host;
      await bar.has(page, 'idle');
      // A record with lists and nested values, as an object and as text.
      const values = {公司: 'A', 产品: ['x', 'y'], deep: {list: [1, {a: null}]}};
      const sessionId = host.ring(withoutForm);
      const info = {uuid: withoutForm, telephone: '1', fields: values};
      host.frame({method: 'info', sessionId, city: '', extno: '1003', info});
      await shows(page, '公司', 'A');
      await write(page, '公司', 'B');
      await cardSays(page, 'draft kept');
      page.once('dialog', (dialog) => void dialog.accept());
      await page.reload();
      await page.waitForFunction(() =>
        [...(document.querySelector('agent-bar')?.session?.$drafts.get().values() ?? [])].some(({edits}) =>
          edits.some(({value}: {value: unknown}) => value === 'B'),
        ),
      );
      const saved = await page.evaluate(
        (id) =>
          document.querySelector('agent-bar')!.session!.send({
            type: 'save',
            sessionId: id,
            values: {产品: ['x', 'z'], 公司: 'B'},
          }),
        sessionId,
      );
      assert.equal(saved.ok, true);
      assert.deepEqual(JSON.parse(site.callSystem.state().submits.at(-1)!.fields), {
        ...values,
        公司: 'B',
        产品: ['x', 'z'],
      });
      assert.deepEqual(host.errors, []);
    });
  }

  test('H7 behind the wrappers of a monitoring script everything works', async (t) => {
    const host = await openHost(t, browser, {first: monitoring});
    await savesAForm(host, 'Harbour');
    const seen = await host.page.evaluate(() => (window as unknown as {seen: string[]}).seen);
    assert.ok(seen.includes('fetch') && seen.includes('WebSocket'));
    assert.equal(host.sockets(), 1);
    assert.deepEqual(host.errors, []);
    assert.deepEqual(host.printed, []);
  });

  test('H7 in a page with zone.js everything works', async (t) => {
    const html = `${zone.html}${scriptTag}${barTag}<screen-pop></screen-pop>${tokenScript}`;
    const host = await openHost(t, browser, {html, files: zone.files});
    await savesAForm(host, 'Harbour');
    assert.equal(await host.page.evaluate(() => Promise.name), 'ZoneAwarePromise');
    assert.equal(host.sockets(), 1);
    assert.deepEqual(host.errors, []);
    assert.deepEqual(host.printed, []);
  });

  for (const [name, {first, says}] of Object.entries(broken)) {
    test(`H7 where ${name}, the agent reads of it and nothing is thrown`, async (t) => {
      const host = await openHost(t, browser, {first, html: impatientPage});
      await host.page.waitForFunction(() => document.querySelector('agent-bar')?.session);
      await host.page.evaluate(() => document.querySelector('agent-bar')!.session!.send({type: 'next-call'}));
      await bar.says(host.page, says);
      assert.deepEqual(host.errors, []);
    });
  }

  for (const [name, first] of Object.entries(brokenSockets)) {
    test(`H7 where a WebSocket ${name}, the agent reads that the connection is blocked and nothing is thrown`, async (t) => {
      const {page, errors} = await openHost(t, browser, {first});
      await page.waitForSelector('agent-bar[link=refused]');
      await bar.says(page, en.fault['no-socket'][0]);
      assert.deepEqual(errors, []);
    });
  }

  test('H10 a listener that throws or changes what it is given stops nothing, and changes nothing that is sent', async (t) => {
    const host = await openHost(t, browser, {
      first: () => {
        const spoil = (value: unknown, depth = 0) => {
          if (typeof value !== 'object' || value === null || depth > 4) return;
          for (const key of Object.keys(value)) {
            spoil(Reflect.get(value, key), depth + 1);
            Reflect.set(value, key, 'spoilt');
          }
        };
        for (const type of agentEvents)
          document.addEventListener(`agent-${type}`, (event) => {
            const {command, call, fault} = event as unknown as Record<string, unknown>;
            for (const value of [command, call, fault]) spoil(value);
            throw new Error('of the page');
          });
      },
    });
    const fields = await savesAForm(host, 'Harbour');
    assert.doesNotMatch(JSON.stringify(fields), /spoilt/);
    await bar.addParty(host.page, '13900139000');
    await until(() => host.site.callSystem.state().calls[0]?.parties.includes('13900139000') === true);
    const shown = await host.page.evaluate(() =>
      ['agent-bar', 'screen-pop'].map((name) => document.querySelector(name)!.shadowRoot!.textContent).join(),
    );
    assert.doesNotMatch(shown, /spoilt/);
    assert.ok(host.errors.length > 0 && host.errors.every((error) => error.includes('of the page')));
  });

  test('H12 a page that hangs for three seconds while a call rings shows the call after it, on the same connection', async (t) => {
    const host = await openHost(t, browser);
    const {page, ring} = host;
    await bar.has(page, 'idle');
    const links = await page.evaluateHandle(() => {
      const heard: string[] = [];
      document.addEventListener('agent-link', ({link}) => heard.push(link));
      return heard;
    });
    const hung = page.evaluate(() => {
      const end = performance.now() + 3_000;
      while (performance.now() < end);
    });
    ring();
    await hung;
    await bar.has(page, 'busy');
    await page.waitForSelector('screen-pop >>> [part=card]');
    assert.equal(host.sockets(), 1);
    assert.deepEqual(await links.jsonValue(), []);
    assert.deepEqual(host.errors, []);
  });
});
