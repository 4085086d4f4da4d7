import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import {parseAnswer} from '../../src/protocol/answers.ts';
import type {Fault, FaultCode, Outcome} from '../../src/protocol/faults.ts';
import {bareAnswer, commandAnswer, smsTextAnswer} from '../examples.ts';
import {anyText} from './any-text.ts';

const yes = (data: unknown): Outcome => ({ok: true, data});
const no = (fault: Fault): Outcome => ({ok: false, fault});
const refusal = (code: unknown, msg: unknown = '坐席不空闲') => JSON.stringify({code, msg, data: null});

const httpFaults: readonly (readonly [status: number, code: FaultCode])[] = [
  [401, 'unauthorized'],
  [403, 'forbidden'],
  [404, 'not-found'],
  [429, 'overloaded'],
  [503, 'overloaded'],
  [500, 'server-error'],
  [502, 'server-error'],
  [504, 'server-error'],
  [405, 'server-error'],
  [418, 'server-error'],
  [302, 'not-understood'],
  [0, 'not-understood'],
];

test('the documents’ answers are a yes with their data', () => {
  assert.deepEqual(parseAnswer({status: 200, text: commandAnswer}), yes(1));
  assert.deepEqual(parseAnswer({status: 200, text: smsTextAnswer}), yes('短信内容'));
  assert.deepEqual(parseAnswer({status: 200, text: bareAnswer}), yes(undefined));
});

test('a code 0 written as text is a yes too', () => {
  assert.deepEqual(parseAnswer({status: 200, text: '{"code":"0","data":[1]}'}), yes([1]));
});

test('S8 an empty answer with a success status is a yes', () => {
  for (const status of [200, 202, 204]) {
    for (const text of ['', ' ', '\r\n']) assert.deepEqual(parseAnswer({status, text}), yes(undefined));
  }
});

test('S7 a code other than 0 is a refusal with the server’s sentence, whether number or text', () => {
  for (const code of [1, -1, 401, 500, '1', ' 17 ']) {
    const fault: Fault = {code: 'refused', status: 200, reason: '坐席不空闲'};
    assert.deepEqual(parseAnswer({status: 200, text: refusal(code)}), no(fault));
  }
});

test('S7 an answer of another shape is not understood, and none of it is used', () => {
  const codes = ['null', '""', '"x"', '1.5', '"1.5"', 'true', '[0]', '{}', '1e99'];
  const shapes = ['[]', 'null', '0', '1', '"ok"', '{}', '{"data":1}', '{"msg":"success"}', '{"Code":0}'];
  for (const text of [...shapes, ...codes.map((code) => `{"code":${code},"msg":"success","data":1}`)]) {
    assert.deepEqual(parseAnswer({status: 200, text}), no({code: 'not-understood', status: 200}), text);
  }
});

test('N8 a login page in place of an answer is not understood, and nothing of it is shown', () => {
  for (const text of ['<!doctype html><form>Log in</form>', 'OK', '{"code":0', `${commandAnswer}<!-- -->`]) {
    assert.deepEqual(parseAnswer({status: 200, text}), no({code: 'not-understood', status: 200}));
  }
});

test('S5 each HTTP status that is no success has its fault, with or without an envelope', () => {
  for (const [status, code] of httpFaults) {
    for (const text of ['', '<h1>nginx</h1>', '[]', '"text"']) {
      assert.deepEqual(parseAnswer({status, text}), no({code, status}), `${status} ${text}`);
    }
    for (const own of [0, 1, status, 'x']) {
      const fault: Fault = {code, status, reason: '坐席不空闲'};
      assert.deepEqual(parseAnswer({status, text: refusal(own)}), no(fault), `${status} code ${own}`);
    }
  }
});

test('P7 the server’s sentence is clipped and cannot turn the direction of the page', () => {
  const long = parseAnswer({status: 200, text: refusal(1, '长'.repeat(9000))});
  assert.equal(long.ok ? '' : long.fault.reason?.length, 500);
  const turned = parseAnswer({status: 200, text: refusal(1, 'a\u202eb\u0000c\ud800')});
  assert.deepEqual(turned, no({code: 'refused', status: 200, reason: 'abc\ufffd'}));
});

test('a refusal without a sentence has no reason, not an empty or foreign one', () => {
  for (const msg of ['', null, 5, {}, ['x'], '\u0000']) {
    const answer = parseAnswer({status: 200, text: refusal(2, msg)});
    assert.deepEqual(answer, no({code: 'refused', status: 200}));
  }
});

function waitSaid(retryAfter: string | null | undefined, status = 503): number | undefined {
  const answer = parseAnswer(retryAfter === undefined ? {status, text: ''} : {status, text: '', retryAfter});
  return answer.ok ? undefined : answer.fault.retryAfter;
}

test('S5 the wait that the server asks for is told in seconds, between one second and one minute', () => {
  assert.equal(waitSaid('7'), 7);
  assert.equal(waitSaid(' 7 ', 429), 7);
  assert.equal(waitSaid('0'), 1);
  assert.equal(waitSaid('60'), 60);
  assert.equal(waitSaid('86400'), 60);
  assert.equal(waitSaid('9'.repeat(400)), 60);
});

test('S5 a wait may be a date, and one that is over means soon', () => {
  assert.equal(waitSaid(new Date(Date.now() + 86_400_000).toUTCString()), 60);
  assert.equal(waitSaid('Wed, 21 Oct 2015 07:28:00 GMT'), 1);
  const inHalfAMinute = waitSaid(new Date(Date.now() + 30_000).toUTCString()) ?? 0;
  assert.ok(inHalfAMinute >= 28 && inHalfAMinute <= 30, String(inHalfAMinute));
});

test('S5 a wait that is neither a number nor a date is not told', () => {
  for (const garbage of ['', ' ', 'later', '1e3', '5 apples', 'NaN', 'Infinity', null, undefined]) {
    assert.equal(waitSaid(garbage), undefined, String(garbage));
  }
});

test('S5 a wait with a sign, several values or a word before it is garbage too', () => {
  for (const garbage of ['-5', '7, 8', 'soon 5']) assert.equal(waitSaid(garbage), undefined, garbage);
});

test('S5 only an overloaded server is asked again after its wait', () => {
  for (const status of [401, 403, 404, 500, 502]) assert.equal(waitSaid('7', status), undefined);
});

test('S7 any answer at all becomes a yes or a fault, and only code 0 or emptiness is a yes', () => {
  const text = fc.oneof(
    anyText,
    fc.json(),
    fc
      .record({code: fc.oneof(fc.jsonValue(), fc.constantFrom(0, '0', 1)), msg: fc.jsonValue()})
      .map((body) => JSON.stringify(body)),
  );
  const retryAfter = fc.option(fc.oneof(fc.string(), fc.integer().map(String)));
  fc.assert(
    fc.property(fc.integer({min: 0, max: 599}), text, retryAfter, (status, body, wait) => {
      const answer = parseAnswer({status, text: body, retryAfter: wait});
      if (answer.ok) {
        assert.ok(status >= 200 && status <= 299);
        assert.ok(body.trim() === '' || /^0$/.test(String(JSON.parse(body).code).trim()));
        return;
      }
      const {reason = '', retryAfter: seconds = 1} = answer.fault;
      assert.equal(answer.fault.status, status);
      assert.ok(reason.isWellFormed() && reason.length <= 500);
      assert.ok(Number.isSafeInteger(seconds) && seconds >= 1 && seconds <= 60);
    }),
    {numRuns: 1000},
  );
});
