import assert from 'node:assert/strict';
import {test} from 'node:test';

import type {LookupOrder} from '../../demo/call-system/lookups/lookups.ts';
import type {Variant} from '../../demo/call-system/lookups/variants.ts';
import {openFixture} from './fixture.ts';

const fixture = openFixture({ringDelay: 20});

const vip = {telephone: '13800138000', name: '王建国'};
const blacklisted = {telephone: '13800138002', name: '张伟'};
const vipBadges = ['VIP', 'Level: 金卡会员', '续保意向高'];

/** What is on the card to be seen, in the order in which it stands there. */
const seen = (selector: string) =>
  fixture.page.$$eval(`screen-pop >>> ${selector}`, (found) =>
    found
      .filter((element) => element.checkVisibility())
      .map((element) => (element as HTMLElement).innerText.replace(/\s+/g, ' ').trim()),
  );

const badges = () => seen('[part=badge]');
const rows = () => seen('.outputs > div');
const reports = () => seen('.lookups [part=fault]');

const says = (words: string) =>
  fixture.page.waitForFunction(
    (text) => document.querySelector('screen-pop')?.shadowRoot?.textContent.includes(text),
    {},
    words,
  );

const nobodyAsked = () =>
  fixture.page.waitForFunction(() => {
    const asking = document.querySelector('screen-pop')?.shadowRoot?.querySelector('.asking');
    return asking?.textContent.trim() === '';
  });

const caller = (name: string) =>
  fixture.page.waitForFunction(
    (wanted) =>
      document.querySelector('screen-pop')?.shadowRoot?.querySelector('#caller')?.textContent.trim() ===
      wanted,
    {},
    name,
  );

/** Lets the lookups answer so, brings a call, and waits for its card only. */
async function ring(orders: readonly LookupOrder[], {telephone, name} = vip) {
  if (fixture.system.state().calls.length > 0) await hangUp();
  fixture.system.answerLookups({variant: 'normal'});
  for (const order of orders) fixture.system.answerLookups(order);
  fixture.system.call({extno: '1003', telephone});
  await caller(name);
}

async function hangUp() {
  fixture.system.hangUp({extno: '1003'});
  await fixture.status('wrap-up');
  await fixture.press('agent-bar', 'next-call');
  await fixture.status('idle');
}

const requests = () => fixture.system.state().lookups.map((lookup) => lookup.requests);

test('a call brings badges and rows from three systems, one of which needs what another says', async () => {
  await fixture.choose('en');
  await fixture.press('agent-bar', 'sign-in');
  await fixture.status('idle');
  await ring([]);
  await nobodyAsked();
  assert.deepEqual(await badges(), vipBadges);
  assert.deepEqual(await rows(), [
    'Orders so far 6',
    'Last order SO-2021-711015',
    'Its state 待付款',
    'Its amount 3675.20',
    'Open tickets 1',
    'Last ticket TK-96983',
    'Its subject 发票未收到',
  ]);
  assert.deepEqual(await reports(), []);
  assert.deepEqual(requests(), [1, 1, 1]);
});

test('the same call again asks nobody, and keeps what is known', async () => {
  const {sessionId} = fixture.system.state().calls[0]!;
  const before = [await badges(), await rows()];
  fixture.system.frame({extno: '1003', text: JSON.stringify({method: 'info', sessionId, info: {}})});
  await fixture.page.waitForFunction(
    () => document.querySelector('agent-bar')?.session?.$frames.get().call === 2,
  );
  assert.deepEqual([await badges(), await rows()], before);
  assert.deepEqual(requests(), [1, 1, 1]);
});

test('a blacklisted caller is marked before the name, announced, and cannot be blacklisted again', async () => {
  await ring([], blacklisted);
  await fixture.page.waitForSelector('screen-pop >>> .blacklisted');
  assert.equal((await badges())[0], 'Blacklisted');
  const alerts = await fixture.page.$$eval('screen-pop >>> .spoken[role=alert]', (spoken) =>
    spoken.map(({textContent}) => textContent.trim()),
  );
  assert.deepEqual(alerts, ['Blacklisted: 张伟']);
  await fixture.page.waitForSelector('agent-bar >>> [part=blacklist][aria-disabled=true]');
});

const lie = (variant: Variant): readonly LookupOrder[] => [{variant}];

for (const [variant, said] of [
  ['error-500', 'answered with an error (500)'],
  ['error-404', 'answered with an error (404)'],
  ['web-page', 'gave an answer that cannot be read'],
  ['array', 'gave an answer that cannot be read'],
  ['nested', 'gave an answer that cannot be read'],
  ['empty', 'gave an answer that cannot be read'],
  ['5-mb', 'gave an answer that is too long'],
  ['redirect', 'led to another address, which is not asked'],
  ['reset', 'cannot be reached'],
] as const)
  test(`systems that lie are named with what is wrong and asked again by hand: ${variant}`, async () => {
    await ring(lie(variant));
    await nobodyAsked();
    assert.deepEqual(await badges(), []);
    assert.deepEqual(await reports(), [
      `Customer: ${said}.`,
      `Orders: ${said}.`,
      'Tickets: not asked, because Orders did not give what it needs.',
    ]);
    fixture.system.answerLookups({variant: 'normal'});
    for (const name of ['Customer', 'Orders']) {
      const again = await fixture.page.waitForSelector(`screen-pop >>> ::-p-aria(Try again ${name})`);
      await again!.evaluate((button) => (button as HTMLElement).click());
    }
    await says('TK-96983');
    await fixture.page.waitForSelector('screen-pop >>> .badge.vip');
    assert.deepEqual([await badges(), await reports()], [vipBadges, []]);
  });

test('an answer that lacks outputs says which, and takes along only what reads them', async () => {
  await ring(lie('outputs-missing'));
  await nobodyAsked();
  assert.deepEqual(await badges(), ['VIP']);
  assert.deepEqual(await reports(), [
    'Orders: the answer lacks orderCount, orderNo, orderState, orderAmount.',
    'Tickets: not asked, because Orders did not give what it needs.',
  ]);
});

test('isVip as text is a yes, isblack as true is no word against a customer', async () => {
  await ring([{path: '/lookups/customer', variant: 'vip-text'}]);
  await nobodyAsked();
  assert.deepEqual([await badges(), await reports()], [vipBadges, []]);
  await ring([{path: '/lookups/customer', variant: 'black-boolean'}], blacklisted);
  await nobodyAsked();
  assert.deepEqual(
    [await badges(), await reports()],
    [['多次恶意投诉'], ['Customer: cannot be read: isblack.']],
  );
});

test('the card is there before systems that are slow or never answer, and what comes for a call that is over is dropped', async () => {
  await ring([{variant: 'slow', ms: 60_000}]);
  assert.deepEqual(await seen('.asking'), ['Asking Customer, Orders, Tickets …']);
  assert.deepEqual(new Set((await rows()).map((row) => row.split(' ').at(-1))), new Set(['…']));
  const stranger = {telephone: '13900139000', name: '13900139000'};
  await ring([{path: '/lookups/customer', variant: 'no-answer'}], stranger);
  await says('Asking Customer …');
  assert.equal((await rows())[0], 'Orders so far 0');
  await says('Customer: did not answer in time.');
  assert.deepEqual(await badges(), []);
});

test('the systems are named in the agent’s language from the next call on', async () => {
  await fixture.choose('zh-CN');
  await ring([{path: '/lookups/orders', variant: 'error-500'}]);
  await nobodyAsked();
  assert.deepEqual((await rows()).slice(0, 2), ['订单数 —', '最近订单 —']);
  assert.deepEqual(await reports(), ['订单:答复了错误 (500)。', '工单:未查询:订单没有给出所需的值。']);
});

test('no access token of the call system has ever reached a lookup, and no lookup elsewhere was asked', () => {
  const {lookups, requests: asked} = fixture.system.state();
  assert.ok(lookups.every((lookup) => lookup.requests > 10));
  assert.deepEqual(
    lookups.map(({tokens}) => tokens),
    [0, 0, 0],
  );
  assert.equal(asked['/lookups/elsewhere'], undefined);
});
