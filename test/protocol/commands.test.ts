import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import {commandTypes, numberRule, type Command, type CommandType} from '../../src/protocol/commands.ts';
import type {CommandContext} from '../../src/session/call-system.ts';
import {requestOf} from '../../src/adapters/workbench/requests.ts';
import {parseCustomer} from '../../src/adapters/workbench/customer.ts';
import type {InputRule} from '../../src/protocol/faults.ts';
import type {IncomingCall} from '../../src/protocol/facts.ts';
import {anyText} from './any-text.ts';

const call: IncomingCall = {
  sessionId: '5c4d5a3d-0d26-4a85-bb2e-6e0e2a7d1c11',
  city: '',
  extno: '1003',
  customer: parseCustomer({
    uuid: 'beeb8dda-87fb-4f7d-aa60-a4dee98e2e08',
    status: 1,
    fields: '{"年龄":"39","多选框":["11"],"编号":12345678901234567890}',
  }),
};
const context: CommandContext = {extno: '1003', call};
const noCustomer: CommandContext = {...context, call: {...call, customer: parseCustomer({})}};

type Row = readonly [command: Command, path: string, params: Readonly<Record<string, string>>];

/** The documents' table. */
const documented: readonly Row[] = [
  [{type: 'sign-in'}, '/admin/agent/logon', {extno: '1003'}],
  [{type: 'sign-out'}, '/admin/agent/logout', {extno: '1003'}],
  [{type: 'next-call'}, '/admin/agent/nextCall', {}],
  [{type: 'hold'}, '/admin/agent/hold', {}],
  [{type: 'meeting', tel: '1002'}, '/admin/agent/meeting', {tel: '1002'}],
  [{type: 'blacklist'}, '/admin/agent/addBlack', {info_uuid: call.customer.uuid}],
  [{type: 'sms-text'}, '/admin/agent/getMsg', {}],
  [
    {type: 'sms', telephone: '13800138000', msg: '您好'},
    '/admin/sms_api/send',
    {telephone: '13800138000', msg: '您好'},
  ],
  [
    {type: 'save', values: {年龄: '40', 长文本: ''}, callStatus: 2, inspection: '质检合格'},
    '/admin/agent/submit',
    {
      info_uuid: call.customer.uuid,
      sessionId: call.sessionId,
      fields: '{"年龄":"40","多选框":["11"],"编号":12345678901234567890,"长文本":""}',
      status: '2',
      inspection: '质检合格',
    },
  ],
];

function ruleBroken(command: Command, given = context): InputRule | undefined {
  const request = requestOf(command, given);
  if (request.ok) return undefined;
  assert.equal(request.fault.code, 'bad-input');
  assert.equal(request.fault.command, command.type);
  return request.fault.rule;
}

test('each command goes to the path of the documents with their parameters and no others', () => {
  for (const [command, path, params] of documented) {
    assert.deepEqual(requestOf(command, context), {ok: true, data: {path, params}});
  }
});

test('every command there is stands in the documents’ table', () => {
  assert.deepEqual(
    commandTypes,
    documented.map(([{type}]) => type),
  );
});

test('the customer to blacklist can be named, and is otherwise the one of the call', () => {
  const request = requestOf({type: 'blacklist', infoUuid: 'other'}, context);
  assert.deepEqual(request.ok && request.data.params, {info_uuid: 'other'});
});

test('without a work number nobody signs in or out', () => {
  const nobody = {...context, extno: ''};
  assert.equal(ruleBroken({type: 'sign-in'}, nobody), 'no-extno');
  assert.equal(ruleBroken({type: 'sign-out'}, nobody), 'no-extno');
  assert.equal(ruleBroken({type: 'next-call'}, nobody), undefined);
});

test('without a customer nobody is blacklisted', () => {
  for (const nobody of [noCustomer, {...context, call: undefined}]) {
    assert.equal(ruleBroken({type: 'blacklist'}, nobody), 'no-customer');
    assert.equal(ruleBroken({type: 'blacklist', infoUuid: 'known'}, nobody), undefined);
  }
  assert.equal(ruleBroken({type: 'blacklist', infoUuid: ''}), 'no-customer');
});

test('a number as people write it is dialled without its spaces, dots, dashes and brackets', () => {
  const written: readonly (readonly [string, string])[] = [
    [' 138 0013 8000 ', '13800138000'],
    ['+49 (30) 23125-001', '+493023125001'],
    ['010–1234.5678', '01012345678'],
    ['138\u00a00013\t8000\n', '13800138000'],
    ['*67#1002', '*67#1002'],
  ];
  for (const [number, tel] of written) {
    const meeting = requestOf({type: 'meeting', tel: number}, context);
    assert.deepEqual(meeting.ok && meeting.data.params, {tel});
    const sms = requestOf({type: 'sms', telephone: number, msg: ' x '}, context);
    assert.deepEqual(sms.ok && sms.data.params, {telephone: tel, msg: ' x '});
  }
});

test('what cannot be dialled is told before anything is sent', () => {
  const wrong: readonly (readonly [string, InputRule])[] = [
    ['', 'no-number'],
    [' ()-. ', 'no-number'],
    ['1002x', 'number-characters'],
    ['1+2', 'number-characters'],
    ['++1', 'number-characters'],
    ['+', 'number-characters'],
    ['١٢٣', 'number-characters'],
    ['１２３', 'number-characters'],
    ['1002;1003', 'number-characters'],
    ['sip:1002@x', 'number-characters'],
    ['\ud800', 'number-characters'],
    ['1'.repeat(33), 'number-length'],
  ];
  for (const [number, rule] of wrong) {
    assert.equal(numberRule(number), rule, number);
    assert.equal(ruleBroken({type: 'meeting', tel: number}), rule);
    assert.equal(ruleBroken({type: 'sms', telephone: number, msg: 'x'}), rule);
  }
  assert.equal(numberRule('1'.repeat(32)), undefined);
});

test('an SMS without text is not sent, and the number is looked at first', () => {
  for (const msg of ['', ' ', '\n\t']) {
    assert.equal(ruleBroken({type: 'sms', telephone: '1', msg}), 'no-text');
    assert.equal(ruleBroken({type: 'sms', telephone: '', msg}), 'no-number');
  }
});

test('P11 half a character in an SMS is replaced, and the rest of the text is as it was typed', () => {
  const request = requestOf({type: 'sms', telephone: '1', msg: ' \ud83d😀\n €'}, context);
  assert.deepEqual(request.ok && request.data.params['msg'], ' \ufffd😀\n €');
});

test('a host replaces the path of a command without changing the others', () => {
  for (const [command, path, params] of documented) {
    const routes: {[T in CommandType]?: string} = {[command.type]: '/cc/own'};
    assert.deepEqual(requestOf(command, context, routes), {ok: true, data: {path: '/cc/own', params}});
    const another: CommandType = command.type === 'hold' ? 'sms' : 'hold';
    const request = requestOf(command, context, {[another]: '/cc/own'});
    assert.equal(request.ok && request.data.path, path);
  }
});

test('any text as a number is refused or dialled with at most 32 characters that can be dialled', () => {
  const typed = fc.oneof(anyText, fc.string({unit: fc.constantFrom(...'0129+*# ()-.–x')}));
  fc.assert(
    fc.property(typed, (tel) => {
      const request = requestOf({type: 'meeting', tel}, context);
      if (request.ok) assert.match(request.data.params['tel'] ?? '', /^(?=.{1,32}$)\+?[0-9*#]+$/);
      else assert.equal(request.fault.rule, numberRule(tel));
    }),
    {numRuns: 1000},
  );
});
