import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';

import {parseNodeAnswer} from '../../src/protocol/data-nodes/answers.ts';
import {planOf} from '../../src/protocol/data-nodes/plan.ts';
import type {DataNode, ReadyNode} from '../../src/protocol/data-nodes/data-nodes.ts';

const url = 'https://crm.example.com/who';

function ready(node: DataNode): ReadyNode {
  const [one] = planOf([node]).nodes;
  if (!one || 'fault' in one) throw new Error(JSON.stringify(one?.fault));
  return one;
}

const system = ready({name: 'CRM', kind: 'system', url});
const custom = ready({name: 'Orders', kind: 'json', url, outputs: ['level', 'orders', '__proto__']});

function read(node: ReadyNode, body: unknown) {
  const answer = parseNodeAnswer(node, typeof body === 'string' ? body : JSON.stringify(body));
  return answer && {...answer, values: Object.fromEntries(answer.values)};
}

test('the documented answer of a system interface is read', () => {
  const body = '{\n  "isVip": 1,\n  "vipLevel": "xxxxx",\n  "userLabel": "xxxx",\n  "isblack": 0\n}';
  assert.deepEqual(read(system, body), {
    values: {isVip: '1', vipLevel: 'xxxxx', userLabel: 'xxxx', isblack: '0'},
    missing: [],
    unreadable: [],
  });
});

test('yes is 1, as a number or as text', () => {
  for (const one of [1, '1'])
    assert.deepEqual(read(system, {isVip: one, isblack: one})?.values, {isVip: '1', isblack: '1'});
  for (const zero of [0, '0'])
    assert.deepEqual(read(system, {isVip: zero, isblack: zero})?.values, {isVip: '0', isblack: '0'});
});

test('what is neither 1 nor 0, such as true, blacklists nobody and is reported', () => {
  for (const value of [true, false, 2, 'yes', '是', 1.5])
    assert.deepEqual(read(system, {isblack: value, isVip: value, userLabel: 'a'}), {
      values: {userLabel: 'a'},
      missing: [],
      unreadable: ['isVip', 'isblack'],
    });
});

test('a system interface may leave out what its centre does not have', () => {
  for (const body of [{}, {isVip: null, isblack: '', vipLevel: null}])
    assert.deepEqual(read(system, body), {values: {}, missing: [], unreadable: []});
});

test('a defined output that the answer lacks is reported, and the others count', () => {
  assert.deepEqual(read(custom, {orders: 3, other: 'x'}), {
    values: {orders: '3'},
    missing: ['level', '__proto__'],
    unreadable: [],
  });
  assert.deepEqual(read(custom, '{"level":"","orders":1.5,"__proto__":"p"}'), {
    values: Object.fromEntries([
      ['level', ''],
      ['__proto__', 'p'],
    ]),
    missing: [],
    unreadable: ['orders'],
  });
});

test('N8 S7 HTML, arrays, nested objects and other things are no answer', () => {
  for (const body of [
    '<!doctype html><p>Log in</p>',
    '',
    '{"level":"a"',
    '[{"level":"a"}]',
    '"level"',
    'null',
    '1',
    '{"level":{"a":1}}',
    '{"level":"a","data":{"orders":1}}',
    '{"level":["a"]}',
    '['.repeat(100_000),
    `{"level":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
  ])
    assert.equal(read(custom, body), undefined, body.slice(0, 40));
});

test('a byte order mark before the answer is no part of it', () => {
  assert.equal(read(custom, '\ufeff{"level":"a"}')?.values['level'], 'a');
});

test('P10 a number that JSON has rounded is not shown as if it were right', () => {
  assert.deepEqual(read(custom, '{"level":9007199254740993}')?.unreadable, ['level']);
});

test('whatever comes, outputs are texts, and each is given, missing or unreadable', () => {
  const body = fc.oneof(
    fc.json(),
    fc.string(),
    fc
      .dictionary(fc.constantFrom('level', 'orders', 'x'), fc.jsonValue())
      .map((value) => JSON.stringify(value)),
  );
  fc.assert(
    fc.property(body, (text) => {
      const answer = parseNodeAnswer(custom, text);
      if (!answer) return;
      const {values, missing, unreadable} = answer;
      for (const value of values.values()) assert.equal(typeof value, 'string');
      assert.deepEqual([...values.keys(), ...missing, ...unreadable].toSorted(), custom.outputs.toSorted());
    }),
    {numRuns: 2_000},
  );
});
