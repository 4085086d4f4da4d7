import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';

import {requestOfNode, type NodeRequest} from '../../src/protocol/data-nodes/requests.ts';
import {planOf} from '../../src/protocol/data-nodes/plan.ts';
import type {DataNode, ReadyNode} from '../../src/protocol/data-nodes/data-nodes.ts';
import {anyText} from './any-text.ts';

const url = 'https://crm.example.com/who';

function ready(node: DataNode): ReadyNode {
  const others = {name: 'others', kind: 'json', url, outputs: ['a', 'b']} as const;
  const [read] = planOf([node, others]).nodes;
  if (!read || 'fault' in read) throw new Error(JSON.stringify(read?.fault));
  return read;
}

const request = (node: DataNode, variables: Readonly<Record<string, string>> = {}) =>
  requestOfNode(ready(node), new Map(Object.entries(variables)));

const bytes = ({method, url: address, headers, body}: NodeRequest) => ({
  method,
  url: address,
  headers: Object.fromEntries(headers),
  ...(body !== undefined && {body}),
});

test('a system interface is asked by GET with the one parameter tel, and no header', () => {
  const asked = request({name: 'CRM', kind: 'system', url}, {ivr_customer_number: '13800138000'});
  assert.deepEqual(bytes(asked!), {method: 'GET', url: `${url}?tel=13800138000`, headers: {}});
});

test('a number with a plus, spaces or worse stays the value of tel', () => {
  const asked = request({name: 'CRM', kind: 'system', url}, {ivr_customer_number: '+86 10&isVip=1#张\ud800'});
  assert.equal(asked!.url, `${url}?tel=%2B86+10%26isVip%3D1%23%E5%BC%A0%EF%BF%BD`);
});

test('a form is sent as the documents print it: the fixed part, m without a value, then the custom part', () => {
  const asked = request(
    {
      name: 'Tickets',
      kind: 'form',
      url,
      headers: {'X-Header1': 'value1', 'X-Header2': 2},
      params: {param1: 'value1', param2: '${ivr_customer_number}'},
      fixed: {partnerId: 'xxx', m: '', token: 'xxxx', source: 0, robotNo: 1, docId: 'xxxx'},
      outputs: ['tickets'],
    },
    {ivr_customer_number: '123456'},
  );
  assert.deepEqual(bytes(asked!), {
    method: 'POST',
    url,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-header1': 'value1',
      'x-header2': '2',
    },
    body: 'partnerId=xxx&m=&token=xxxx&source=0&robotNo=1&docId=xxxx&param1=value1&param2=123456',
  });
});

test('JSON is sent as the documents print it, and a whole number stays one', () => {
  const asked = request(
    {
      name: 'Orders',
      kind: 'json',
      url,
      headers: {'X-Header1': 'value1'},
      params: {param1: 'xxxxxx', n: 7, m: '${a}'},
    },
    {a: '8'},
  );
  assert.deepEqual(bytes(asked!), {
    method: 'POST',
    url,
    headers: {'content-type': 'application/json', 'x-header1': 'value1'},
    body: '{"param1":"xxxxxx","n":7,"m":"8"}',
  });
});

test('&, =, quotes, Chinese and emoji stay inside their parameter, whoever gives them', () => {
  const nasty = '&admin=1="\'王😀%26+ \r\n';
  for (const value of [nasty, '${a}']) {
    const form = request({name: 'F', kind: 'form', url, fixed: {m: ''}, params: {'p&q': value}}, {a: nasty});
    assert.deepEqual(
      [...new URLSearchParams(form!.body)],
      [
        ['m', ''],
        ['p&q', nasty],
      ],
    );
    const json = request({name: 'J', kind: 'json', url, params: {'p"q': value}}, {a: nasty});
    assert.deepEqual(JSON.parse(json!.body!), {'p"q': nasty});
  }
});

test('what a variable holds adds no parameter, no path and no host to the address', () => {
  const node = {name: 'J', kind: 'json', url: `${url}/\${a}/of?x=\${b}&y=1`} as const;
  const asked = request(node, {a: '../../x?y#z', b: '1&y=2#王'});
  assert.equal(asked!.url, `${url}/..%2F..%2Fx%3Fy%23z/of?x=1%26y%3D2%23%E7%8E%8B&y=1`);
  for (const dots of ['..', '.']) assert.equal(request(node, {a: dots, b: ''}), undefined);
});

test('a line break, or what no header carries, is not sent in one', () => {
  const node = {name: 'J', kind: 'json', url, headers: {'X-A': 'a ${a}b'}} as const;
  for (const a of ['\r\nX-Admin: 1\r\n', 'x\ny', '\u0000', '北京'])
    assert.equal(request(node, {a}), undefined);
  assert.equal(request(node, {a: 'é'})?.headers.get('x-a'), 'a éb');
});

test('P9 P11 special names are names, and half characters are made whole', () => {
  const params = JSON.parse('{"__proto__":"p","constructor":"c","\ud800":"\udc00"}') as Record<
    string,
    string
  >;
  assert.equal(
    request({name: 'J', kind: 'json', url, params})?.body,
    '{"__proto__":"p","constructor":"c","�":"�"}',
  );
  assert.equal(
    request({name: 'F', kind: 'form', url, params})?.body,
    '__proto__=p&constructor=c&%EF%BF%BD=%EF%BF%BD',
  );
});

test('a value that looks like a variable is not filled once more', () => {
  const asked = request({name: 'J', kind: 'json', url, params: {p: '${a}'}}, {a: '${b}', b: 'secret'});
  assert.equal(asked?.body, '{"p":"${b}"}');
});

test('whatever the values are, a request carries exactly them', () => {
  const node = {
    kind: 'form',
    url: `${url}?c=\${a}`,
    name: 'F',
    fixed: {m: ''},
    params: {p: '${a}', q: 'x${b}y'},
  } as const;
  const json = {name: 'J', kind: 'json', url, params: {p: '${a}', q: 'x${b}y'}} as const;
  fc.assert(
    fc.property(anyText, anyText, (a, b) => {
      const [whole, other] = [a.toWellFormed(), b.toWellFormed()];
      const asked = request(node, {a, b})!;
      assert.deepEqual(
        [...new URLSearchParams(asked.body)],
        [
          ['m', ''],
          ['p', whole],
          ['q', `x${other}y`],
        ],
      );
      const {host, pathname, hash, searchParams} = new URL(asked.url);
      assert.deepEqual([host, pathname, hash], ['crm.example.com', '/who', '']);
      assert.deepEqual([...searchParams], [['c', whole]]);
      assert.deepEqual(JSON.parse(request(json, {a, b})!.body!), {p: whole, q: `x${other}y`});
    }),
    {numRuns: 1_000},
  );
});
