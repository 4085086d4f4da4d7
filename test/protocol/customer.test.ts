import assert from 'node:assert/strict';
import {test} from 'node:test';
import {type Customer} from '../../src/protocol/calls/customer.ts';
import {parseCustomer} from '../../src/adapters/workbench/customer.ts';
import {parseFrame} from '../../src/adapters/workbench/frames.ts';
import type {IncomingCall} from '../../src/protocol/facts.ts';
import {infoFrame} from '../examples.ts';

type Wire = Record<string, unknown>;

const documented: Wire & {info: Wire} = JSON.parse(infoFrame);

function callOf(change: object): IncomingCall {
  const message = parseFrame(JSON.stringify({...documented, ...change}));
  assert.equal(message.type, 'call');
  if (message.type !== 'call') throw new Error('not a call');
  return message.call;
}

const customerWith = (info: object): Customer => callOf({info: {...documented.info, ...info}}).customer;

const numbersOf = ({adminId, projectId, taskId, callStatus}: Customer) => [
  adminId,
  projectId,
  taskId,
  callStatus,
];

test('numbers of a customer may be written as numbers or as text', () => {
  const numbers = {admin_id: 7, project_id: 2, task_id: 3, status: 4};
  const texts = {admin_id: '7', project_id: '2', task_id: ' 3 ', status: '-4'};
  assert.deepEqual(numbersOf(customerWith(numbers)), [7, 2, 3, 4]);
  assert.deepEqual(numbersOf(customerWith(texts)), [7, 2, 3, -4]);
});

test('a number that is none is unknown, not zero', () => {
  for (const wrong of ['', 'x', '1.5', 1.5, null, true, [], {}, '1e3', Number.MAX_VALUE]) {
    assert.equal(customerWith({project_id: wrong}).projectId, undefined);
  }
});

test('a customer written as JSON text is the same customer', () => {
  const call = callOf({info: JSON.stringify(documented.info)});
  assert.deepEqual(call, callOf({}));
});

test('fields written as an object are the same fields', () => {
  const fields: unknown = JSON.parse(documented.info['fields'] as string);
  assert.deepEqual(customerWith({fields}).fields, customerWith({}).fields);
});

test('a telephone or work number sent as a number is shown as its digits', () => {
  const call = callOf({extno: 1003, info: {...documented.info, telephone: 13800138000, extno: 1001}});
  assert.equal(call.extno, '1003');
  assert.equal(call.customer.owner, '1001');
  assert.equal(call.customer.telephone, '13800138000');
});

test('P8 a call with a customer that cannot be read is still a call, and says so', () => {
  for (const info of ['', '{', 'null', '[]', '<html>', 5, null, [documented.info], true]) {
    const call = callOf({info});
    assert.equal(call.sessionId, documented['sessionId']);
    assert.equal(call.city, '北京-北京');
    assert.equal(call.extno, '1003');
    assert.equal(call.customer.unreadable, 'record');
    assert.deepEqual(call.customer.fields, []);
  }
  assert.equal(parseCustomer(undefined).unreadable, 'record');
});

test('P8 fields that cannot be read leave the rest of the customer', () => {
  for (const fields of ['{', '{"年龄":', '[]', '5', 'null', '"text"', 5, true, [1]]) {
    const customer = customerWith({fields});
    assert.equal(customer.unreadable, 'fields');
    assert.deepEqual(customer.fields, []);
    assert.equal(customer.telephone, '123456');
  }
});

test('P8 no fields at all is a customer without fields, not an unreadable one', () => {
  for (const fields of [undefined, null, '', '{}']) {
    const customer = customerWith({fields});
    assert.equal(customer.unreadable, undefined);
    assert.deepEqual(customer.fields, []);
  }
});

test('P9 fields named __proto__ and constructor are fields like any other', () => {
  const fields = '{"__proto__":{"polluted":"yes"},"constructor":"构造","toString":"文","prototype":null}';
  const customer = customerWith({fields});
  assert.deepEqual(customer.fields, [
    ['__proto__', '{"polluted":"yes"}'],
    ['constructor', '构造'],
    ['toString', '文'],
    ['prototype', ''],
  ]);
  assert.equal(({} as Wire)['polluted'], undefined);
});

test('P9 a record with __proto__ among its own names changes no other object', () => {
  const text = `{"method":"info","sessionId":"1","__proto__":{"polluted":1},"info":{"__proto__":{"polluted":1,"uuid":"9"}}}`;
  const message = parseFrame(text);
  assert.equal(message.type === 'call' && message.call.customer.uuid, '');
  assert.equal(({} as Wire)['polluted'], undefined);
});

test('P9 of two fields with one name the last one counts', () => {
  assert.deepEqual(customerWith({fields: '{"年龄":"39","年龄":"40"}'}).fields, [['年龄', '40']]);
});

test('P9 ten thousand fields and names that look like numbers lose nothing', () => {
  const many = Object.fromEntries(Array.from({length: 10_000}, (_, i) => [String(i * 7), `值 ${i}`]));
  const {fields} = parseCustomer({fields: JSON.stringify(many)});
  assert.equal(fields.length, 10_000);
  assert.deepEqual(Object.fromEntries(fields), many);
});

test('P9 values that are neither text nor a list are kept as JSON text, and null is empty', () => {
  const fields = JSON.stringify({
    对象: {a: 1},
    数: 39,
    假: false,
    无: null,
    列: ['x', 5, null, {b: [2]}],
    空: [],
  });
  assert.deepEqual(customerWith({fields}).fields, [
    ['对象', '{"a":1}'],
    ['数', '39'],
    ['假', 'false'],
    ['无', ''],
    ['列', ['x', '5', '', '{"b":[2]}']],
    ['空', []],
  ]);
});

test('P9 field values are kept as the server gave them, so that a submit gives them back unchanged', () => {
  const value = ' \u202eabc\u0000 <b> \r\n';
  assert.deepEqual(customerWith({fields: JSON.stringify({备注: value})}).fields, [['备注', value]]);
});

test('P10 a 64-bit number that JSON has rounded is not taken for an id', () => {
  const frame = infoFrame.replace('"32001b21-9f76-4fc5-9f5a-6bf10dc63e1c"', '12345678901234567890');
  assert.deepEqual(parseFrame(frame), {type: 'ignored', reason: 'no-session-id'});
  const customer = customerWith({uuid: 2 ** 53, project_id: '9007199254740993'});
  assert.equal(customer.uuid, '');
  assert.equal(customer.projectId, undefined);
});

test('P10 a 64-bit id sent as text keeps all its digits', () => {
  assert.equal(callOf({sessionId: '12345678901234567890'}).sessionId, '12345678901234567890');
  assert.equal(callOf({sessionId: 9007199254740991}).sessionId, '9007199254740991');
});

test('P10 a call without a number of its own cannot be told from others and is counted', () => {
  for (const sessionId of [undefined, null, '', {}, [], true, 1.5]) {
    const message = parseFrame(JSON.stringify({...documented, sessionId}));
    assert.deepEqual(message, {type: 'ignored', reason: 'no-session-id'});
  }
});

test('P11 half a character in a city or a name does not break what is built from them', () => {
  const call = callOf({city: '北\ud83d京', info: {...documented.info, name: '\udc00李\ud800'}});
  assert.equal(call.city, '北\ufffd京');
  assert.equal(call.customer.name, '\ufffd李\ufffd');
  assert.doesNotThrow(() => encodeURIComponent(call.city + call.customer.name));
});

test('P11 a name cannot turn the direction of the line it stands in', () => {
  assert.equal(customerWith({name: '\u202e李\u2066雪\u200e '}).name, '李雪');
});

test('P12 the same frame read twice gives the same call', () => {
  assert.deepEqual(parseFrame(infoFrame), parseFrame(infoFrame));
});

test('P13 a call says which agent it is for, whoever owns the record', () => {
  const call = callOf({});
  assert.equal(call.extno, '1003');
  assert.equal(call.customer.owner, '1001');
});
