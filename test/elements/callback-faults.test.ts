import {expect} from '@open-wc/testing';

import '../../src/index.ts';
import type {CallbackSettings} from '../../src/elements/callback-settings/callback-settings.ts';
import type {CallbackCredentials} from '../../src/protocol/callback-settings/callback-settings.ts';
import {callbackServer, field, saved, trouble, type Answer, type CallbackServer} from '../rig/callbacks.ts';
import {label, leave, part, press, rendered, type, until, words} from '../rig/dom.ts';
import {en} from '../../src/strings/en.ts';
import {zhCN} from '../../src/strings/zh-CN.ts';

const known: CallbackCredentials = {userSn: 'SYSUSER|cb31d43b', apiKey: 'MUOm4NH1'};
const address = 'https://crm.example.com:8443/calls';

describe('<callback-settings> when something goes wrong', () => {
  let server: CallbackServer;
  let form: CallbackSettings;

  beforeEach(async () => {
    document.documentElement.lang = 'en';
    server = await callbackServer();
    form = document.createElement('callback-settings');
    form.server = server.url;
    document.body.append(form);
  });

  afterEach(async () => {
    leave(form);
    await server.stop();
  });

  async function save(credentials: CallbackSettings['credentials']) {
    form.credentials = credentials;
    await form.updateComplete;
    type(field(form, 'callback-url'), address);
    part<HTMLInputElement>(form, 'open-callback').checked = false;
    part(form, 'open-callback').click();
    press(form, 'save');
    await until(
      form,
      () => label(form, 'save') === en.callbacks.save && (trouble(form) || saved(form)) !== '',
    );
    await until(form, () => trouble(form) !== '' || saved(form) !== en.callbacks.unsaved);
  }

  const who = () => words(form.renderRoot.querySelector<HTMLElement>('header p')!);

  /** Everything is as it was entered, and can be sent again. */
  async function expectKept() {
    expect(field(form, 'callback-url').value).to.equal(address);
    expect(part<HTMLInputElement>(form, 'open-callback').checked).to.equal(true);
    expect(saved(form)).to.equal(en.callbacks.unsaved);
    expect(trouble(form)).to.contain(en.callbacks.kept);
    expect(part(form, 'fault').role).to.equal('alert');
    await server.keys(known.apiKey);
    press(form, 'save');
    await until(form, () => saved(form).startsWith('Saved'));
    expect(trouble(form)).to.equal('');
  }

  for (const [code, [what, next]] of Object.entries(en.callbacks.answer)) {
    it(`has words of its own for ${code}, keeps what was entered, and can try again`, async () => {
      await server.answer({body: JSON.stringify({code: Number(code), msg: '服务器的话'})});
      await save(known);
      expect(trouble(form)).to.equal(`${what} “服务器的话” (code ${code}) ${next} ${en.callbacks.kept}`);
      await expectKept();
    });
  }

  it('has words for a number that no document lists', async () => {
    await server.answer({body: '{"code":7,"msg":""}'});
    await save(known);
    expect(trouble(form)).to.contain('The call system refused.').and.to.contain('(code 7)');
  });

  it('has every code in both languages', () => {
    expect(Object.keys(zhCN.callbacks.answer)).to.deep.equal(Object.keys(en.callbacks.answer));
    expect(Object.keys(zhCN.callbacks.answer)).to.have.lengthOf(15);
  });

  const answers: readonly [name: string, answer: Answer, words: string][] = [
    ['a login page (N8)', {body: '<!doctype html>Log in'}, 'Something other than the call system answered.'],
    ['an array', {body: '[{"code":0}]'}, 'Something other than the call system answered.'],
    ['nothing', {body: ''}, 'Something other than the call system answered.'],
    [
      'a redirect (X3)',
      {status: 302, headers: {location: '/'}},
      'Something other than the call system answered.',
    ],
    ['500 (S7)', {status: 500}, 'The call system has a problem.'],
    ['404', {status: 404}, 'The call system does not know these settings.'],
    [
      '503 with a wait (S5)',
      {status: 503, headers: {'retry-after': '7'}},
      'The call system is busy. Wait 7 s.',
    ],
    ['an end of the connection (N15)', {drop: true}, 'The call system cannot be reached.'],
  ];
  for (const [name, answer, said] of answers) {
    it(`says so when the answer is ${name}, and loses nothing`, async () => {
      await server.answer(answer);
      // The browser itself sends a request anew whose connection ended.
      if (answer.drop) for (let i = 0; i < 4; i += 1) await server.answer(answer);
      await save(known);
      expect(trouble(form)).to.contain(said);
      if (!answer.drop) await expectKept();
    });
  }

  it('S2 asks for other credentials when the key has expired, and saves with them', async () => {
    await server.keys('key2');
    let asked = 0;
    await save(() => Promise.resolve({...known, apiKey: `key${(asked += 1)}`, userName: `Anna ${asked}`}));
    expect(saved(form)).to.match(/^Saved/);
    await until(form, () => who() === 'Signed in as Anna 2');
    expect((await server.asked()).map((params) => params['api_key'])).to.deep.equal(['key1', 'key2']);
  });

  it('S2 tries fixed credentials once only, says that they have expired, and does not show the key', async () => {
    await server.keys('another');
    await save(known);
    expect(trouble(form)).to.contain('Your access has expired.').and.to.contain('“api_key … 已过期”');
    expect(form.renderRoot.textContent).to.not.contain(known.apiKey);
    expect(await server.asked()).to.have.lengthOf(1);
    await expectKept();
  });

  for (const [name, credentials] of [
    ['none at all', undefined],
    [
      'a function that throws',
      () => {
        throw new Error('no');
      },
    ],
    ['a function that rejects', () => Promise.reject(new Error('no'))],
    ['a login page', '<!doctype html>'],
    ['credentials without a key', {userSn: 'a'}],
  ] as const) {
    it(`says that it got no access when the page gives ${name}`, async () => {
      let asked = 0;
      const counted = typeof credentials === 'function' ? () => ((asked += 1), credentials()) : credentials;
      await save(counted as never);
      expect(trouble(form)).to.contain('The page could not get your access to these settings.');
      expect(who()).to.equal('The page does not say who is signed in.');
      expect(await server.asked()).to.deep.equal([]);
      expect(asked, 'once for the name, once for the save').to.be.at.most(2);
      form.credentials = known;
      await form.updateComplete;
      await expectKept();
    });
  }

  it('says that the server’s address is none', async () => {
    form.server = 'cc.example.com';
    await save(known);
    expect(trouble(form)).to.contain('The address of the call system is not a web address.');
    form.server = server.url;
    await expectKept();
  });

  it('shows who is signed in by name, else by number, as text', async () => {
    form.credentials = {...known, userName: '<b>王主管</b>'};
    await until(form, () => who() === 'Signed in as <b>王主管</b>');
    form.credentials = known;
    await until(form, () => who() === `Signed in as ${known.userSn}`);
  });

  it('says that it asks while the page has not answered, and takes the answer of the newest credentials', async () => {
    let answer: (given: CallbackCredentials) => void = () => undefined;
    form.credentials = () => new Promise((resolve) => (answer = resolve));
    await until(form, () => who() === en.callbacks.asking);
    form.credentials = {...known, userName: 'Ben'};
    await until(form, () => who() === 'Signed in as Ben');
    answer({...known, userName: 'Anna'});
    await rendered(form);
    expect(who()).to.equal('Signed in as Ben');
  });

  it('a page that makes a new function whenever it renders is asked once', async () => {
    let asked = 0;
    for (let i = 0; i < 5; i += 1) {
      form.credentials = () => ({...known, userName: `Anna ${(asked += 1)}`});
      await rendered(form);
    }
    expect(asked).to.equal(1);
    expect(who()).to.equal('Signed in as Anna 1');
  });

  it('X7 the key is nowhere in the page, its storage or the console', async () => {
    const printed: string[] = [];
    const {log, warn, error} = console;
    const print = (...all: unknown[]) => void printed.push(all.join());
    Object.assign(console, {log: print, warn: print, error: print});
    await server.answer({body: `{"code":20007,"msg":"${known.apiKey}"}`});
    await save(known);
    Object.assign(console, {log, warn, error});
    const stored = JSON.stringify({...localStorage, ...sessionStorage});
    const seen = [form.outerHTML, (form.renderRoot as ShadowRoot).innerHTML, stored, ...printed].join();
    expect(seen).to.not.contain(known.apiKey);
  });
});
