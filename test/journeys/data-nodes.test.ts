import {expect} from '@open-wc/testing';

import '../../src/index.ts';
import type {DataNode} from '../../src/connect.ts';
import type {AgentBar} from '../../src/elements/agent-bar/agent-bar.ts';
import type {ScreenPop} from '../../src/elements/screen-pop/screen-pop.ts';
import {callSystem, type CallSystemUnderTest} from '../rig/call-system.ts';
import {leave, part, possible, press, until, words} from '../rig/dom.ts';
import {webServer, type WebServerUnderTest} from '../rig/web-server.ts';

describe('from an arriving call to what the company’s own systems say, over real HTTP', () => {
  let system: CallSystemUnderTest;
  let crm: WebServerUnderTest;
  let bar: AgentBar;
  let pop: ScreenPop;

  beforeEach(async () => {
    document.documentElement.lang = 'en';
    system = await callSystem({tick: 0, campaign: false});
    crm = await webServer({
      '/who': {body: {isVip: 1, vipLevel: 'gold', userLabel: '老客户', isblack: 0}},
      '/orders': {body: {orders: 3, last: 'A & "B"=王😀'}},
      '/tickets': {body: {ticket: 'T 9'}},
    });
  });

  afterEach(async () => {
    leave(bar, pop);
    await Promise.all([system.stop(), crm.stop()]);
  });

  const nodes = (): readonly DataNode[] => [
    {name: 'CRM', kind: 'system', url: `${crm.url}/who`},
    {
      name: 'Orders',
      kind: 'form',
      url: `${crm.url}/orders`,
      headers: {'X-Team': 7},
      fixed: {partnerId: 'xxx', m: '', token: 'xxxx', source: 0, robotNo: 1, docId: 'xxxx'},
      params: {tel: '${ivr_customer_number}', level: '${vipLevel}'},
      outputs: ['orders', 'last'],
    },
    {
      name: 'Tickets',
      kind: 'json',
      url: `${crm.url}/tickets?after=\${last}`,
      headers: {'X-Team': 'a'},
      params: {order: '${last}', source: 0},
      outputs: ['ticket'],
    },
  ];

  /** Puts the page together, with its nodes in a script tag, and takes a call. */
  async function takeCall(dataNodes: unknown) {
    const token = await system.token('1003');
    const holder = document.createElement('div');
    holder.innerHTML = `<agent-bar server="${system.url}" extno="1003" token="${token}" drafts="memory">
      <script type="application/json" slot="data-nodes">${JSON.stringify(dataNodes)}</script></agent-bar>
      <screen-pop></screen-pop>`;
    bar = holder.querySelector('agent-bar')!;
    pop = holder.querySelector('screen-pop')!;
    document.body.append(bar, pop);
    await until(bar, () => bar.getAttribute('status') === 'signed-out');
    press(bar, 'sign-in');
    await until(bar, () => bar.getAttribute('status') === 'idle');
    await ring('13800138000');
    return token;
  }

  async function ring(telephone: string) {
    await system.order('call', {extno: '1003', telephone, force: true});
    await until(
      pop,
      () => pop.renderRoot.querySelector('[part=card]')?.textContent.includes(telephone) === true,
    );
  }

  const badges = () => [...pop.renderRoot.querySelectorAll<HTMLElement>('[part=badge]')].map(words);
  const rows = () => [...pop.renderRoot.querySelectorAll<HTMLElement>('.outputs > div')].map(words);
  const profile = () => words(part(pop, 'profile'));
  const says = (text: string) => until(pop, () => profile().includes(text));

  it('asks all three kinds with the documented requests, each after what it reads, and shows what they say', async () => {
    const token = await takeCall(nodes());
    await says('ticket T 9');
    expect(badges()).to.deep.equal(['VIP', 'Level: gold', '老客户']);
    expect(rows()).to.deep.equal(['orders 3', 'last A & "B"=王😀', 'ticket T 9']);

    const asked = await crm.asked();
    const last = 'A%20%26%20%22B%22%3D%E7%8E%8B%F0%9F%98%80';
    expect(asked.map(({method, path, body}) => [method, path, body])).to.deep.equal([
      ['GET', '/who?tel=13800138000', ''],
      [
        'POST',
        '/orders',
        'partnerId=xxx&m=&token=xxxx&source=0&robotNo=1&docId=xxxx&tel=13800138000&level=gold',
      ],
      ['POST', `/tickets?after=${last}`, '{"order":"A & \\"B\\"=王😀","source":0}'],
    ]);
    expect(asked.map(({headers}) => [headers['content-type'], headers['x-team']])).to.deep.equal([
      [undefined, undefined],
      ['application/x-www-form-urlencoded', '7'],
      ['application/json', 'a'],
    ]);
    expect(JSON.stringify(asked)).to.not.contain(token);
    for (const {headers} of asked) expect(headers).to.not.have.any.keys('access_token', 'cookie');
  });

  it('goes on with a card whose nodes are slow, gone, lying or too long, and asks again by hand', async () => {
    const elsewhere = await webServer({'/who': {body: {isblack: 1}}});
    await crm.change({
      '/who': {status: 302, headers: {location: `${elsewhere.url}/who`}},
      '/slow': {silent: true},
      '/login': {body: '<!doctype html><p>Log in</p>', headers: {'content-type': 'text/html'}},
      '/list': {body: [{a: 1}]},
      '/nested': {body: {e: {a: 1}}},
      '/long': {length: 5 * 1024 * 1024},
      '/lacking': {body: {g: 'is there'}},
    });
    const node = (name: string, ...outputs: readonly string[]) => ({
      name,
      kind: 'json',
      url: `${crm.url}/${name}`,
      outputs,
    });
    await takeCall([
      nodes()[0],
      {...node('slow', 'a'), timeout: 300},
      node('gone', 'b'),
      node('login', 'c'),
      node('list', 'd'),
      node('nested', 'e'),
      node('long', 'f'),
      node('lacking', 'g', 'h'),
      {...node('reader', 'i'), params: {a: '${a}'}},
    ]);
    await says('slow: did not answer in time.');
    for (const said of [
      'CRM: led to another address, which is not asked.',
      'gone: answered with an error (404).',
      'login: gave an answer that cannot be read.',
      'list: gave an answer that cannot be read.',
      'nested: gave an answer that cannot be read.',
      'long: gave an answer that is too long.',
      'lacking: the answer lacks h.',
      'reader: not asked, because slow did not give what it needs.',
    ])
      await says(said);
    expect(await elsewhere.asked()).to.deep.equal([]);
    await elsewhere.stop();
    expect(badges()).to.deep.equal([]);
    expect(part(pop, 'submit').ariaBusy).to.equal('false');

    await crm.change({'/who': {body: {isblack: 1}}});
    press(pop, 'try-again');
    await until(pop, () => badges().includes('Blacklisted'));
    await until(bar, () => !possible(bar, 'blacklist'));
    expect(profile()).to.not.contain('CRM:');
  });

  it('drops what comes for a call that has gone, and asks nobody again for a call that comes twice', async () => {
    await crm.change({'/slow': {silent: true}});
    await takeCall([nodes()[0], {name: 'slow', kind: 'json', url: `${crm.url}/slow`, outputs: ['a']}]);
    await until(pop, () => badges().length === 3);
    const {sessionId} = bar.session!.$call.get()!;
    await system.order('frame', {extno: '1003', text: JSON.stringify({method: 'info', sessionId, info: {}})});
    await until(bar, () => bar.session!.$frames.get().call === 2);
    expect(badges()).to.have.lengthOf(3);
    await system.order('hang-up', {extno: '1003'});
    await until(bar, () => bar.getAttribute('status') === 'wrap-up');
    press(bar, 'next-call');
    await until(bar, () => bar.getAttribute('status') === 'idle');
    expect(bar.session!.$profiles.get().size).to.equal(0);
    await ring('13900139000');
    await until(pop, () => badges().length === 3);
    const paths = (await crm.asked()).map(({path}) => path);
    expect(paths.filter((path) => path.startsWith('/who'))).to.deep.equal([
      '/who?tel=13800138000',
      '/who?tel=13900139000',
    ]);
  });
});
