import {expect} from '@open-wc/testing';

import type {AgentFaultEvent} from '../../src/elements/shared/events.ts';
import type {DataNode, DataNodes} from '../../src/connect.ts';
import {openCard, ring, type Card, type CardOptions} from '../rig/card.ts';
import {expectAccessible, part, possible, press, rendered, until, words} from '../rig/dom.ts';
import {notice} from '../rig/frames.ts';

const crm: DataNode = {name: 'CRM', kind: 'system', url: 'https://crm.example.com/who'};
const orders: DataNode = {
  name: 'Orders',
  kind: 'json',
  url: 'https://crm.example.com/orders',
  params: {tel: '${ivr_customer_number}'},
  outputs: ['Open orders', 'Last order'],
};
const ticket: DataNode = {
  name: 'Tickets',
  kind: 'form',
  url: 'https://crm.example.com/tickets',
  params: {order: '${Last order}'},
  outputs: ['Ticket'],
};

describe('what the company’s own systems say', () => {
  let card: Card;

  afterEach(() => card.leave());

  async function open(dataNodes: DataNodes, options: CardOptions = {}) {
    card = await openCard({dataNodes, values: {Name: 'x'}, ...options});
    await until(card.pop, () => card.line.session.$profile.get() !== undefined);
    await rendered(card.pop);
  }

  /** Lets the node with this path answer. */
  async function answer(path: string, body: unknown, status = 200) {
    const found = () => card.line.asked.find((asked) => asked.path === `/${path}`);
    await until(card.pop, () => found() !== undefined);
    const before = card.line.session.$profiles.get();
    found()!.answer(body, status);
    await until(card.pop, () => card.line.session.$profiles.get() !== before);
    await rendered(card.pop);
  }

  const badges = () => [...card.pop.renderRoot.querySelectorAll<HTMLElement>('[part=badge]')].map(words);
  const profile = () => words(part(card.pop, 'profile'));
  const rows = () => [...card.pop.renderRoot.querySelectorAll<HTMLElement>('.outputs > div')].map(words);
  const reports = () =>
    [...card.pop.renderRoot.querySelectorAll<HTMLElement>('.lookups > li')].map(words).filter(Boolean);
  const alert = () =>
    [...card.pop.renderRoot.children].find(({role}) => role === 'alert')?.textContent.trim();

  it('shows the card at once, says whom it asks, and fills in what comes', async () => {
    await open([crm, orders]);
    expect(words(part(card.pop, 'caller'))).to.equal('123456');
    expect(profile()).to.contain('Asking CRM, Orders …');
    expect(rows()).to.deep.equal(['Open orders …', 'Last order …']);
    await answer('who', {isVip: 1, vipLevel: 'gold', userLabel: '老客户', isblack: 0});
    expect(badges()).to.deep.equal(['VIP', 'Level: gold', '老客户']);
    expect(profile()).to.contain('Asking Orders …');
    await answer('orders', {'Open orders': 3, 'Last order': 'A-17'});
    expect(rows()).to.deep.equal(['Open orders 3', 'Last order A-17']);
    expect(profile()).to.not.contain('Asking');
    expect(reports()).to.deep.equal([]);
  });

  it('speaks Chinese to who reads Chinese', async () => {
    await open([crm, orders, {...ticket, url: 'ftp://crm.example.com'}], {lang: 'zh-CN'});
    expect(profile()).to.contain('正在查询CRM、Orders……');
    await answer('who', {isVip: '1', vipLevel: '金', isblack: 1});
    expect(badges()).to.deep.equal(['黑名单', 'VIP', '等级:金']);
    expect(alert()).to.equal('黑名单:123456');
    await answer('orders', '<p>', 200);
    expect(reports()).to.deep.equal([
      'Orders:答复无法读取。 重试 Orders',
      '数据节点Tickets, url:不是 http 或 https 地址。请联系管理员。',
    ]);
  });

  it('shows blacklisted before the name and all else, says it at once to a screen reader, and the button knows', async () => {
    await open([crm]);
    expect(alert()).to.equal('');
    expect(possible(card.bar, 'blacklist')).to.equal(true);
    await answer('who', {isVip: 1, isblack: 1});
    expect(badges()).to.deep.equal(['Blacklisted', 'VIP']);
    const [first] = part(card.pop, 'card').querySelectorAll('bdi');
    expect(first?.textContent).to.equal('Blacklisted');
    expect(alert()).to.equal('Blacklisted: 123456');
    await rendered(card.bar);
    expect(possible(card.bar, 'blacklist')).to.equal(false);
    press(card.bar, 'blacklist');
    await rendered(card.bar);
    expect(words(card.bar.renderRoot.querySelector<HTMLElement>('.hint')!)).to.equal('On the blacklist.');
  });

  it('tells badges apart by words and shapes too', async () => {
    await open([crm]);
    await answer('who', {isVip: 1, vipLevel: 'gold', userLabel: 'old', isblack: 1});
    const shapes = [...card.pop.renderRoot.querySelectorAll('[part=badge]')].map(
      (badge) => getComputedStyle(badge, '::before').content,
    );
    expect(new Set(shapes).size).to.equal(4);
  });

  it('isblack true warns of nobody and is reported', async () => {
    await open([crm]);
    await answer('who', {isblack: true});
    expect(badges()).to.deep.equal([]);
    expect(alert()).to.equal('');
    expect(reports()).to.deep.equal(['CRM: cannot be read: isblack.']);
  });

  it('says which node failed and why, and asks it again when the agent wants it', async () => {
    await open([crm, orders, ticket]);
    await answer('orders', 'Internal Server Error', 500);
    expect(rows()).to.deep.equal(['Open orders —', 'Last order —', 'Ticket —']);
    expect(reports()).to.deep.equal([
      'Orders: answered with an error (500). Try again Orders',
      'Tickets: not asked, because Orders did not give what it needs.',
    ]);
    press(card.pop, 'try-again');
    await rendered(card.pop);
    expect(reports()).to.deep.equal(['Asking Orders … Try again Orders']);
    press(card.pop, 'try-again');
    await rendered(card.pop);
    expect(card.line.asked.filter(({path}) => path === '/orders')).to.have.lengthOf(1);
    await answer('orders', {'Open orders': 1, 'Last order': 'A-17'});
    await until(card.pop, () => card.line.asked.some(({path}) => path === '/tickets'));
    expect(card.line.asked.find(({path}) => path === '/tickets')?.params).to.deep.equal({order: 'A-17'});
    await answer('tickets', {Ticket: 'T 9'});
    expect(rows()).to.deep.equal(['Open orders 1', 'Last order A-17', 'Ticket T 9']);
    expect(reports()).to.deep.equal([]);
  });

  it('keeps the keyboard on the button while a node is asked again, and beside it afterwards', async () => {
    await open([orders]);
    await answer('orders', [], 200);
    const button = part(card.pop, 'try-again');
    button.focus();
    button.click();
    await rendered(card.pop);
    expect(card.focused === button).to.equal(true);
    await answer('orders', '{', 200);
    expect(card.focused === button).to.equal(true);
    button.click();
    await answer('orders', {'Open orders': 1, 'Last order': 'A'});
    await until(card.pop, () => card.focused === part(card.pop, 'profile'));
  });

  it('reports an output that the answer lacks, and shows a dash in its row', async () => {
    await open([orders]);
    await answer('orders', {'Open orders': 0, other: 'x'});
    expect(rows()).to.deep.equal(['Open orders 0', 'Last order —']);
    expect(reports()).to.deep.equal(['Orders: the answer lacks Last order.']);
  });

  it('shows outputs under the labels that the page gives them, and not those whose label is empty', async () => {
    await open([
      {...orders, labels: {'Open orders': '订单', 'Last order': ''}},
      {...ticket, labels: {Ticket: '\u202eopen ticket'}},
    ]);
    await answer('orders', {'Open orders': 1, 'Last order': 'A-17'});
    await answer('tickets', {Ticket: 'T 9'});
    expect(rows()).to.deep.equal(['订单 1', 'open ticket T 9']);
  });

  it('X1 shows whatever comes as text', async () => {
    await open([crm, orders]);
    const evil = '<img src=x onerror=alert(1)>';
    await answer('who', {userLabel: evil, vipLevel: evil});
    await answer('orders', {'Open orders': `\u202e${evil}`, 'Last order': '😀'});
    expect(badges()).to.deep.equal([]);
    expect(rows()).to.deep.equal([
      `VIP level ${evil}`,
      `Label ${evil}`,
      `Open orders ${evil}`,
      'Last order 😀',
    ]);
    expect(card.pop.renderRoot.querySelector('img') === null).to.equal(true);
  });

  for (const width of [1000, 360])
    it(`moves nothing of the form under the agent’s hands when answers come, at ${width} pixels`, async () => {
      await open([crm, orders]);
      card.pop.style.width = `${width}px`;
      await rendered(card.pop);
      const place = () => card.control('Name').getBoundingClientRect().top;
      const before = place();
      card.control('Name').focus();
      await answer('who', {isVip: 1, vipLevel: 'gold', userLabel: 'old friend', isblack: 1});
      expect(place()).to.equal(before);
      await answer('orders', '', 503);
      expect(place()).to.equal(before);
      expect(card.focused === card.control('Name')).to.equal(true);
    });

  it('gives each of several calls its own, and asks nobody again when one of them comes a second time', async () => {
    await open([crm]);
    await answer('who', {userLabel: 'first'});
    await card.say(ring({}, {sessionId: 'b', name: 'Anna'}));
    await answer('who', {userLabel: 'second'});
    expect(badges()).to.deep.equal(['second']);
    card.pop.renderRoot.querySelector<HTMLElement>('[role=tab]')!.click();
    await rendered(card.pop);
    expect(badges()).to.deep.equal(['first']);
    await card.say(ring({Name: 'y'}), ring({}, {sessionId: 'b', name: 'Anna'}));
    expect(card.line.asked).to.have.lengthOf(0);
    expect(badges()).to.deep.equal(['first']);
  });

  it('warns of every blacklisted call once', async () => {
    await open([crm]);
    await answer('who', {isblack: 1});
    const first = alert();
    await card.say(ring({}, {sessionId: 'b'}), notice(2));
    await answer('who', {isblack: 1});
    // The same words again, but for a screen reader another text.
    const region = [...card.pop.renderRoot.children].find(({role}) => role === 'alert')!;
    expect(region.textContent).to.equal(`${first}\u00a0`);
    await card.say(ring({}, {sessionId: 'b'}));
    expect(region.textContent).to.equal(`${first}\u00a0`);
  });

  it('tells the page and the agent which node and which key are set up wrongly, and the rest works', async () => {
    const faults: AgentFaultEvent['fault'][] = [];
    const listener = ({fault}: AgentFaultEvent) => faults.push(fault);
    document.addEventListener('agent-fault', listener);
    await open([{...orders, headers: {'X-Team': 'a\r\nb'}}, {...ticket, params: {a: '${nobody}'}}, crm]);
    document.removeEventListener('agent-fault', listener);
    expect(faults).to.deep.equal([
      {code: 'bad-data-nodes', node: 'Orders', key: 'headers.X-Team', problem: 'header-value'},
      {
        code: 'bad-data-nodes',
        node: 'Tickets',
        key: 'params.a',
        problem: 'unknown-variable',
        detail: 'nobody',
      },
    ]);
    expect(reports()).to.deep.equal([
      'Data node Orders, headers.X-Team: a header cannot hold this, such as a line break. Tell your administrator.',
      'Data node Tickets, params.a: nobody gives this variable (nobody). Tell your administrator.',
    ]);
    await answer('who', {isVip: 1});
    expect(badges()).to.deep.equal(['VIP']);
    expect(part(card.bar, 'fault').hidden).to.equal(true);
  });

  it('is taken from the bar’s property, or from JSON in its script, before and during calls', async () => {
    card = await openCard();
    const script = document.createElement('script');
    Object.assign(script, {type: 'application/json', slot: 'data-nodes', text: JSON.stringify([crm])});
    card.bar.append(script);
    await answer('who', {userLabel: 'from the script'});
    expect(badges()).to.deep.equal(['from the script']);
    card.bar.dataNodes = [orders];
    await rendered(card.bar);
    await card.say(ring({}, {sessionId: 'b'}));
    await answer('orders', {'Open orders': 2, 'Last order': 'A'});
    expect(rows()).to.deep.equal(['Open orders 2', 'Last order A']);
  });

  it('says so when the script holds no list', async () => {
    card = await openCard();
    const script = document.createElement('script');
    Object.assign(script, {type: 'application/json', slot: 'data-nodes', text: '[{"name": "CRM",}]'});
    card.bar.append(script);
    await until(card.pop, () => reports().length > 0);
    expect(reports()).to.deep.equal([
      'Data node: this is no JSON list of data nodes. Tell your administrator.',
    ]);
  });

  for (const scheme of ['light', 'dark'])
    it(`can be read by everybody, in ${scheme}`, async () => {
      document.documentElement.style.colorScheme = scheme;
      await open([crm, orders, ticket, {...ticket, name: 'Late', outputs: ['z'], params: {}}]);
      await answer('who', {isVip: 1, vipLevel: 'gold', userLabel: 'old friend', isblack: 1});
      await answer('orders', '', 500);
      await expectAccessible(card.pop);
    });
});
