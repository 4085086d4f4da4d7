import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';

import {planOf} from '../../src/protocol/data-nodes/plan.ts';
import type {DataNode} from '../../src/protocol/data-nodes/data-nodes.ts';

const url = 'https://crm.example.com/who';
const system = {name: 'CRM', kind: 'system', url} as const satisfies DataNode;
const json = {name: 'Orders', kind: 'json', url, outputs: ['orders']} as const satisfies DataNode;
const form = {name: 'Tickets', kind: 'form', url, outputs: ['tickets']} as const satisfies DataNode;

/** What is wrong, as `node key problem detail`. */
const wrong = (...nodes: readonly unknown[]): readonly string[] =>
  planOf(nodes).faults.map(({node, key, problem, detail}) =>
    [node, key, problem, detail].filter(Boolean).join(' '),
  );

test('nodes of all kinds are read, from a list and from JSON text of it', () => {
  const nodes = [system, {...json, params: {tel: '${ivr_customer_number}', n: 1}, timeout: 100}, form];
  assert.deepEqual(planOf(nodes), planOf(JSON.stringify(nodes)));
  const {nodes: read, faults} = planOf(nodes);
  assert.deepEqual(faults, []);
  assert.deepEqual(
    read.map((node) => ('fault' in node ? node.fault : [node.name, node.outputs, node.timeout])),
    [
      ['CRM', ['isVip', 'vipLevel', 'userLabel', 'isblack'], 5000],
      ['Orders', ['orders'], 100],
      ['Tickets', ['tickets'], 5000],
    ],
  );
});

test('a variable of the call or an output of another node may stand in every value, whatever the order', () => {
  assert.deepEqual(
    wrong(
      {...json, url: `${url}/\${tickets}?c=\${city}`, headers: {'X-Level': '${vipLevel}'}},
      {...form, fixed: {docId: '${info_uuid}'}, params: {p: '${project_id}-${task_id}', e: '${extno}'}},
      system,
    ),
    [],
  );
});

test('an address is http or https, has no password, and no variable says who is asked', () => {
  for (const bad of [
    'ftp://crm.example.com/',
    'javascript:alert(1)',
    'data:application/json,{}',
    'crm.example.com/who',
    '//crm.example.com/who',
    '/who',
    'https://',
    'https://user:secret@crm.example.com/',
    '',
    7,
    {toString: []},
  ])
    assert.deepEqual(wrong({...system, url: bad}), ['CRM url url']);
  for (const host of [
    'https://${city}/',
    'https://crm.${city}.example.com/',
    'https://a${city}',
    'https://a:${extno}/',
  ])
    assert.deepEqual(wrong({...json, url: host}), ['Orders url url-variable'], host);
  for (const fixed of [`${url}?a=1`, `${url}#a`, `${url}/\${city}`])
    assert.deepEqual(wrong({...system, url: fixed}), ['CRM url url-query'], fixed);
});

test("a path is one on the page's own server, where there is a page", () => {
  const [node] = planOf([{...json, url: '/api/who?c=${city}'}], 'https://crm.example.com:8443/calls#3').nodes;
  assert.equal(node && 'url' in node && node.url, 'https://crm.example.com:8443/api/who?c=${city}');
  for (const page of [undefined, 'about:blank', 'file:///crm.html'])
    assert.equal(planOf([{...json, url: '/api'}], page).faults[0]?.problem, 'url', page);
});

test('header names and values that could begin another header are refused', () => {
  for (const name of ['X\r\nY', 'X Y', 'X:Y', '名', ''])
    assert.equal(planOf([{...json, headers: {[name]: 'a'}}]).faults.at(-1)?.problem, 'header-name', name);
  for (const value of ['a\r\nX-Admin: 1', 'a\nb', '\r', 'a\u0000', '北京'])
    assert.deepEqual(wrong({...json, headers: {'X-A': value}}), ['Orders headers.X-A header-value']);
  assert.deepEqual(wrong({...json, headers: {'content-TYPE': 'text/plain'}}), [
    'Orders headers.content-TYPE header-fixed',
  ]);
  assert.deepEqual(wrong({...json, headers: {'X-A': 1, 'x-a': 2}}), ['Orders headers.x-a doubled x-a']);
});

test('a value is text or a whole number', () => {
  for (const value of [1.5, true, null, {toString: []}, [], 2 ** 60, Number.NaN])
    assert.deepEqual(wrong({...form, params: {a: value}}), ['Tickets params.a no-value']);
  assert.deepEqual(wrong({...form, fixed: 'a=1'}), ['Tickets fixed no-values']);
  assert.deepEqual(wrong({...form, fixed: {m: ''}, params: {m: ''}}), ['Tickets params.m doubled m']);
});

test('what a kind does not have, nobody has, or is missing is said with its key', () => {
  assert.deepEqual(wrong({...system, headers: {}, params: {}, outputs: []}), [
    'CRM headers not-of-kind',
    'CRM params not-of-kind',
    'CRM outputs not-of-kind',
  ]);
  assert.deepEqual(wrong({...json, fixed: {}}), ['Orders fixed not-of-kind']);
  assert.deepEqual(wrong({...json, header: {}}), ['Orders header unknown-key']);
  assert.deepEqual(wrong({}), ['#1 name missing', '#1 kind missing', '#1 url missing']);
  assert.deepEqual(wrong({...json, kind: 'soap'}), ['Orders kind kind']);
  assert.deepEqual(wrong(system, 'x', null, []), ['#2 no-node', '#3 no-node', '#4 no-node']);
  for (const timeout of [0, -1, 1.5, 60_001, '5000', null])
    assert.deepEqual(wrong({...json, timeout}), ['Orders timeout timeout']);
  for (const outputs of ['orders', [1], [''], ['a}'], {}])
    assert.deepEqual(wrong({...json, outputs}), ['Orders outputs no-names']);
});

test('a label belongs to an output of its node, and is text or a whole number', () => {
  assert.deepEqual(wrong({...json, labels: {orders: 'Open orders'}}, {...form, labels: {tickets: ''}}), []);
  assert.deepEqual(wrong({...json, labels: {orders: 'a', order: 'b', __proto__: 'c'}}), [
    'Orders labels.order unknown-variable order',
  ]);
  assert.deepEqual(wrong({...json, labels: {orders: ['a']}}), ['Orders labels.orders no-value']);
  assert.deepEqual(wrong({...json, labels: ['orders']}), ['Orders labels no-values']);
  assert.deepEqual(wrong({...system, labels: {isVip: 'VIP'}})[0], 'CRM labels not-of-kind');
});

test('what is no list is one fault without a node', () => {
  for (const given of ['', '<p>', '{"name":"CRM"}', 'null', {}, undefined, () => [], 1n, 'x'.repeat(1e6)]) {
    const {nodes, faults} = planOf(given);
    assert.deepEqual(faults, [{code: 'bad-data-nodes', node: '', key: '', problem: 'no-list'}]);
    assert.equal(nodes.length, 1);
  }
  assert.deepEqual(planOf([]), {nodes: [], providers: new Map(), faults: []});
});

test('names and outputs stand for one thing each, and no output takes the name of a variable of the call', () => {
  assert.deepEqual(wrong(json, {...json, outputs: ['b']}), ['Orders name doubled Orders']);
  assert.deepEqual(wrong(json, {...form, outputs: ['orders', 'tickets', 'tickets']}), [
    'Tickets outputs doubled orders',
    'Tickets outputs doubled tickets',
  ]);
  assert.deepEqual(wrong({...json, outputs: ['city']}), ['Orders outputs doubled city']);
  assert.deepEqual(wrong(system, {...system, name: 'B'}).length, 4);
});

test('a variable that nobody gives is refused, with its name, and so is a ${ without an end', () => {
  assert.deepEqual(wrong({...json, params: {a: 'x${level}${city}'}}), [
    'Orders params.a unknown-variable level',
  ]);
  assert.deepEqual(wrong({...json, url: `${url}/\${ city}`}), ['Orders url unknown-variable  city']);
  for (const name of ['__proto__', 'constructor', ''])
    assert.equal(planOf([{...json, params: {a: `\${${name}}`}}]).faults[0]?.problem, 'unknown-variable');
  assert.deepEqual(wrong({...json, headers: {'X-A': '${city'}}), ['Orders headers.X-A unclosed']);
});

test('nodes that wait for each other are refused with the whole circle, those behind them are not', () => {
  const reads = (name: string, variable: string) =>
    ({name, kind: 'json', url, params: {a: `\${${variable}}`}, outputs: [`of ${name}`]}) as const;
  assert.deepEqual(wrong(reads('A', 'of A')), ['A params.a circle A → A']);
  assert.deepEqual(wrong(reads('A', 'of C'), reads('B', 'of A'), reads('C', 'of B'), reads('D', 'of C')), [
    'A params.a circle A → C → B → A',
    'B params.a circle B → A → C → B',
    'C params.a circle C → B → A → C',
  ]);
});

test('one bad node leaves the others as they are, and what it would give is still a known variable', () => {
  const {nodes, faults} = planOf([
    {...form, url: 'tel:1'},
    {...json, params: {a: '${tickets}'}},
  ]);
  assert.equal(faults.length, 1);
  assert.deepEqual(
    nodes.map((node) => 'fault' in node),
    [true, false],
  );
});

test('names are made safe to show', () => {
  const [node] = planOf([{...json, name: `\u202e${'x'.repeat(500)}`}]).nodes;
  assert.equal(node?.name.length, 100);
  assert.ok(!node?.name.includes('\u202e'));
});

test('whatever a page gives, it is read without an error, and a fault has a key and a problem', () => {
  const value = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.constantFrom('${a}', '${b}', '${city}', '${', 'a\r\nb'),
  );
  const node = fc.record(
    {
      name: fc.oneof(fc.string(), fc.anything()),
      kind: fc.constantFrom('system', 'form', 'json', 'x', 1),
      url: fc.oneof(fc.webUrl(), fc.string(), fc.anything()),
      headers: fc.oneof(fc.dictionary(fc.string(), value), fc.anything()),
      params: fc.oneof(fc.dictionary(fc.string(), value), fc.anything()),
      fixed: fc.dictionary(fc.string(), value),
      outputs: fc.oneof(fc.array(fc.constantFrom('a', 'b', 'c')), fc.anything()),
      timeout: fc.anything(),
    },
    {requiredKeys: []},
  );
  fc.assert(
    fc.property(fc.oneof(fc.array(fc.oneof(node, fc.anything())), fc.anything()), (given) => {
      for (const fault of planOf(given).faults) {
        assert.equal(fault.code, 'bad-data-nodes');
        assert.ok(fault.problem && typeof fault.key === 'string' && typeof fault.node === 'string');
      }
    }),
    {numRuns: 1_000},
  );
});
