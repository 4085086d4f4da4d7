import assert from 'node:assert/strict';
import {test} from 'node:test';
import {customers} from '../../demo/call-system/customers.ts';
import {
  askCustomer,
  askOrders,
  askTickets,
  asked,
  customerPath,
  factsOf,
  fixed,
  key,
  ordersPath,
  refusal,
  ticketsPath,
  wangOrder,
} from './lookups.ts';
import {fixture, post, quietSystem} from './support.ts';

test('the customer lookup tells of VIPs, labels and the blacklist, and leaves out what was never recorded', async (t) => {
  const system = await quietSystem(t);
  assert.deepEqual(await factsOf(askCustomer(system)), {
    isVip: 1,
    vipLevel: '金卡会员',
    userLabel: '续保意向高',
    isblack: 0,
  });
  assert.equal((await factsOf(askCustomer(system, '+493023125001')))['vipLevel'], 'Platinum');
  const all = await Promise.all(customers.map(({telephone}) => factsOf(askCustomer(system, telephone))));
  assert.ok(all.some((facts) => facts['isVip'] === 1 && !('vipLevel' in facts)));
  assert.ok(all.some((facts) => Object.keys(facts).length === 0));
  assert.equal(all.filter(({isblack}) => isblack === 1).length, 2);
  assert.deepEqual(await factsOf(askCustomer(system, '13900139000')), {});
});

test('a number on the call system’s blacklist is black in the customer lookup as well', async (t) => {
  const system = await quietSystem(t);
  const agent = await fixture(t, system);
  await agent.send('/admin/blackList/add', {telephone: '13800138000\n13900139000'});
  assert.equal((await factsOf(askCustomer(system)))['isblack'], 1);
  assert.deepEqual(await factsOf(askCustomer(system, '13900139000')), {isblack: 1});
});

test('orders and tickets hold texts and whole numbers under every name, the same each time', async (t) => {
  const system = await quietSystem(t);
  const other = await quietSystem(t, {seed: 9});
  for (const {telephone} of customers) {
    const orders = await factsOf(askOrders(system, telephone));
    assert.deepEqual(Object.keys(orders), [
      'customerId',
      'orderCount',
      'orderNo',
      'orderState',
      'orderAmount',
    ]);
    assert.deepEqual(await factsOf(askOrders(other, telephone)), orders);
    const {customerId, orderNo} = orders;
    const tickets = await factsOf(askTickets(system, {customerId, orderNo}));
    assert.deepEqual(Object.keys(tickets), ['openTickets', 'ticketNo', 'ticketSubject']);
    for (const value of [...Object.values(orders), ...Object.values(tickets)])
      assert.ok(typeof value === 'string' || Number.isInteger(value), String(value));
  }
});

test('tickets take what the orders answered, as a number or a text, and nothing else', async (t) => {
  const system = await quietSystem(t);
  const {customerId, orderNo} = await factsOf(askOrders(system));
  assert.deepEqual({customerId: String(customerId), orderNo}, wangOrder);
  const tickets = await factsOf(askTickets(system, {customerId, orderNo}));
  assert.deepEqual(await factsOf(askTickets(system, wangOrder)), tickets);
  const unknown = await factsOf(askOrders(system, '13900139000'));
  const none = {openTickets: 0, ticketNo: '', ticketSubject: ''};
  assert.deepEqual(
    await factsOf(askTickets(system, {customerId: unknown['customerId'], orderNo: unknown['orderNo']})),
    none,
  );
  const strange = [
    {customerId: '7', orderNo},
    {customerId: 'constructor', orderNo},
    {customerId, orderNo: 'SO-1'},
    {customerId, orderNo: ''},
  ];
  for (const params of strange) {
    const answer = await refusal(askTickets(system, params));
    assert.deepEqual([answer.status, answer.msg !== ''], [404, true], JSON.stringify(params));
  }
});

test('a lookup that is not asked as the documents say is refused with a sentence, whatever its variant', async (t) => {
  const system = await quietSystem(t);
  const form = (params: Record<string, string>, headers: Record<string, string> = key): Promise<Response> =>
    post(`${system.url}${ordersPath}`, params, headers);
  const {docId: _docId, ...withoutDocId} = fixed;
  const {m: _m, ...withoutM} = fixed;
  const json = (body: string, type = 'application/json'): Promise<Response> =>
    askTickets(system, {}, {headers: {...key, 'content-type': type}, body});
  const wrong: [() => Promise<Response>, number, RegExp][] = [
    [() => askCustomer(system, '13800138000', {method: 'POST'}), 405, /GET/],
    [() => fetch(`${system.url}${customerPath}`), 400, /tel/],
    [() => fetch(`${system.url}${customerPath}?tel=`), 400, /tel/],
    [() => fetch(`${system.url}${customerPath}?tel=+493023125001`), 400, /tel/],
    [() => fetch(`${system.url}${customerPath}?tel=123456&tel=123456`), 400, /tel/],
    [() => fetch(`${system.url}${customerPath}?tel=123456&extno=1001`), 400, /extno/],
    [() => fetch(`${system.url}${ordersPath}`), 405, /POST/],
    [() => form({...fixed, phone: '123456'}, {}), 401, /x-crm-key/],
    [() => form({...withoutDocId, phone: '123456'}), 400, /docId/],
    [() => form({...fixed, docId: '', phone: '123456'}), 400, /docId/],
    [() => form({...withoutM, phone: '123456'}), 400, /\bm\b/],
    [() => form(fixed), 400, /phone/],
    [() => form({...fixed, phone: 'x'}), 400, /phone/],
    [() => form({...fixed, phone: '123456', more: '1'}), 400, /more/],
    [() => askOrders(system, '', {body: JSON.stringify({...fixed, phone: '1'})}), 415, /Content-Type/],
    [() => post(`${system.url}${ordersPath}?phone=123456`, {...fixed}, key), 400, /请求体/],
    [() => askTickets(system, wangOrder, {headers: {'content-type': 'application/json'}}), 401, /x-crm-key/],
    [() => json(new URLSearchParams(wangOrder).toString(), 'application/x-www-form-urlencoded'), 415, /json/],
    [() => json('{'), 400, /JSON/],
    [() => json('[]'), 400, /对象/],
    [() => json('{"orderNo":""}'), 400, /customerId/],
    [() => json('{"customerId":{"a":1},"orderNo":""}'), 400, /customerId/],
    [() => json('{"customerId":true,"orderNo":""}'), 400, /customerId/],
    [() => json('{"customerId":1.5,"orderNo":""}'), 400, /customerId/],
    [() => fetch(`${system.url}/lookups/constructor`), 404, /./],
    [() => fetch(`${system.url}/lookups/`), 404, /./],
  ];
  for (const variant of ['normal', 'no-answer'] as const) {
    system.answerLookups({variant});
    for (const [index, [ask, status, sentence]] of wrong.entries()) {
      const response = await ask();
      assert.equal(response.status, status, String(index));
      assert.match((await refusal(Promise.resolve(response))).msg, sentence, String(index));
    }
  }
});

test('the sentence is in English for those who read English', async (t) => {
  const system = await quietSystem(t);
  const english = {...key, 'accept-language': 'en-GB,en;q=0.9'};
  const answer = await refusal(askOrders(system, 'x', {headers: english}));
  assert.equal(answer.msg, 'The parameter phone must be a telephone number');
});

test('a method that is not taken is answered with the one that is', async (t) => {
  const system = await quietSystem(t);
  const put = (path: string): Promise<Response> => fetch(`${system.url}${path}`, {method: 'PUT'});
  assert.equal((await put(customerPath)).headers.get('allow'), 'GET');
  assert.equal((await put(ordersPath)).headers.get('allow'), 'POST');
});

test('a lookup that carries the call system’s token is refused and counted, wherever the token is', async (t) => {
  const system = await quietSystem(t, {tokenHeaders: ['x-cc']});
  const token = system.token('1001');
  const leaks = [
    askCustomer(system, '123456', {headers: {'x-cc': 'anything'}}),
    askCustomer(system, '123456', {headers: {authorization: `Bearer ${token}`}}),
    fetch(`${system.url}${customerPath}?tel=123456&t=${token}`),
    askOrders(system, '123456', {body: new URLSearchParams({...fixed, token, phone: '123456'})}),
    askTickets(system, {customerId: token, orderNo: ''}),
  ];
  for (const leak of leaks) {
    const answer = await refusal(leak);
    assert.deepEqual([answer.status, /令牌/.test(answer.msg)], [400, true]);
  }
  assert.deepEqual(
    system.state().lookups.map(({requests, tokens}) => [requests, tokens]),
    [
      [3, 3],
      [1, 1],
      [1, 1],
    ],
  );
  const stranger = await askOrders(system, '123456', {
    body: new URLSearchParams({...fixed, token: 'eyJhbGciOiJub25lIn0.e30.e30', phone: '123456'}),
  });
  assert.equal(stranger.status, 200);
});

test('a page on another origin may ask with headers of any name', async (t) => {
  const system = await quietSystem(t);
  for (const path of Object.keys(asked)) {
    const answer = await fetch(`${system.url}${path}`, {method: 'OPTIONS'});
    assert.equal(answer.status, 204);
    assert.equal(answer.headers.get('access-control-allow-origin'), '*');
    assert.equal(answer.headers.get('access-control-allow-headers'), '*, authorization');
  }
  const other = await fetch(`${system.url}/login`, {method: 'OPTIONS'});
  assert.doesNotMatch(other.headers.get('access-control-allow-headers') ?? '', /\*/);
});

test('lookups keep working below a base path', async (t) => {
  const system = await quietSystem(t, {basePath: '/cc'});
  assert.equal((await askCustomer(system)).status, 200);
  system.answerLookups({path: ticketsPath, variant: 'redirect'});
  const answer = await asked[ticketsPath]!(system);
  assert.equal(new URL(answer.url).pathname, '/cc/lookups/elsewhere');
});
