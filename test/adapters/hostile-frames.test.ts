import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import {parseFrame} from '../../src/adapters/workbench/frames.ts';
import type {Fact} from '../../src/protocol/facts.ts';
import {exampleFrames} from '../examples.ts';
import {anyText} from '../protocol/any-text.ts';

const runs = {numRuns: 2000};
const reasons = new Set(['binary', 'too-long', 'not-json', 'unknown-method', 'no-session-id']);
const statuses = new Set(['unknown', 'signed-out', 'idle', 'busy', 'wrap-up']);
const keysBefore = Reflect.ownKeys(Object.prototype).length;

const text = fc.oneof(anyText, fc.constantFrom('1003', '00:04:17', '2', '', ' '));
const value = fc.oneof(
  text,
  fc.jsonValue(),
  fc.double(),
  fc.integer({min: -2, max: 5}),
  fc.constant(undefined),
);
const encoded = (content: fc.Arbitrary<unknown>) =>
  fc.oneof(
    content,
    content.map((inner) => JSON.stringify(inner)),
  );
const names = fc.oneof(text, fc.constantFrom('__proto__', 'constructor', 'toString', '0'));
const fields = encoded(fc.dictionary(names, fc.oneof(value, fc.array(value))));
const info = encoded(
  fc.record({uuid: value, name: value, telephone: value, project_id: value, fields}, {requiredKeys: []}),
);
const frame = fc.record(
  {
    method: fc.oneof(fc.constantFrom('notice', 'message', 'info'), value),
    status: value,
    time: value,
    msg: value,
    sessionId: value,
    city: value,
    extno: value,
    info: fc.oneof(info, value),
  },
  {requiredKeys: ['method']},
);

interface Cut {
  readonly frame: string;
  readonly from: number;
  readonly length: number;
  readonly instead: string;
}

const instead = fc.oneof(
  anyText,
  fc.constantFrom('', '"', '}', '{', '[', '\\', 'null', '\ufeff', '0', '"a":'),
);
const cut: fc.Arbitrary<Cut> = fc.record({
  frame: fc.constantFrom(...exampleFrames),
  from: fc.nat(600),
  length: fc.nat(60),
  instead,
});
const mutated = fc
  .tuple(cut, fc.boolean())
  .map(([change, truncated]) =>
    truncated
      ? change.frame.slice(0, change.from) + change.instead
      : change.frame.slice(0, change.from) + change.instead + change.frame.slice(change.from + change.length),
  );

function assertShowable(...texts: readonly string[]): void {
  for (const shown of texts) {
    assert.ok(shown.isWellFormed() && shown.length <= 2000, JSON.stringify(shown));
  }
}

function assertNumbers(...numbers: readonly (number | undefined)[]): void {
  for (const number of numbers) assert.ok(number === undefined || Number.isSafeInteger(number));
}

/** Fields are left out on purpose: they stay as the server gave them, to be sent back unchanged. */
function assertCall({call}: Extract<Fact, {type: 'call'}>): void {
  const {customer} = call;
  assert.notEqual(call.sessionId, '');
  assertShowable(call.sessionId, call.city, call.extno, customer.uuid, customer.name, customer.telephone);
  assertShowable(customer.group, customer.owner, customer.editedAt, customer.importedAt);
  assertNumbers(customer.adminId, customer.projectId, customer.taskId, customer.callStatus);
  for (const [name, content] of customer.fields) {
    assert.equal(typeof name, 'string');
    for (const part of typeof content === 'string' ? [content] : content) assert.equal(typeof part, 'string');
  }
}

function check(data: unknown): void {
  const message = parseFrame(data);
  switch (message.type) {
    case 'status':
      assert.ok(statuses.has(message.status));
      assert.ok(
        message.waited === undefined || (Number.isSafeInteger(message.waited) && message.waited >= 0),
      );
      break;
    case 'notice':
      assertShowable(message.text);
      break;
    case 'call':
      assertCall(message);
      break;
    case 'ignored':
      assert.ok(reasons.has(message.reason));
      break;
    case 'call-changed':
      assert.fail('The workbench tells no such thing.');
      break;
    default:
      assert.fail(`unknown type ${JSON.stringify(message satisfies never)}`);
  }
  assert.equal(Reflect.ownKeys(Object.prototype).length, keysBefore);
}

test('P1 any text at all becomes a message of a known kind', () => {
  fc.assert(fc.property(text, check), runs);
});

test('P1 P4 any JSON at all becomes a message of a known kind', () => {
  fc.assert(fc.property(fc.json(), check), runs);
});

test('P2 anything that is no text becomes a message of a known kind', () => {
  fc.assert(fc.property(fc.anything(), check), runs);
});

test('P5 P6 P7 P8 P9 P10 P11 any value in any place of a frame becomes a message of a known kind', () => {
  fc.assert(fc.property(frame.map(JSON.stringify), check), runs);
});

test('P1 P8 the documents’ frames with any part cut, replaced or repeated become messages of a known kind', () => {
  fc.assert(fc.property(mutated, check), runs);
});
