import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import {isRecord, parseJson, readable, wireInteger, wireText} from '../../src/protocol/text.ts';
import {anyText} from './any-text.ts';

test('P7 a text that is shown has no control characters and no marks that turn its direction', () => {
  for (let unit = 0; unit < 0xa0; unit += 1) {
    const shown = readable(`a${String.fromCharCode(unit)}b`);
    const kept = unit === 9 || unit === 10 || (unit >= 0x20 && unit < 0x7f);
    assert.equal(shown.length, kept ? 3 : 2, `U+${unit.toString(16)}`);
  }
  for (const mark of '\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069') {
    assert.equal(readable(`a${mark}b`), 'ab');
  }
});

test('a text that is shown keeps its language: Arabic, Hebrew, joined emoji and full-width letters', () => {
  const text = 'مرحبا שלום 👩‍👩‍👧‍👦🏳️‍🌈 ＡＢＣ ก็';
  assert.equal(readable(text), text);
});

test('P7 a long text ends with an ellipsis at its limit, and never with half a character', () => {
  assert.equal(readable('a'.repeat(10), 10), 'a'.repeat(10));
  assert.equal(readable('a'.repeat(11), 10), `${'a'.repeat(9)}…`);
  assert.equal(readable('a'.repeat(2001)).length, 2000);
  assert.ok(readable('😀'.repeat(2000)).isWellFormed());
});

test('P11 any text becomes one that is well-formed, within its limit and not changed by reading it again', () => {
  fc.assert(
    fc.property(anyText, fc.integer({min: 1, max: 30}), (text, limit) => {
      const shown = readable(text, limit);
      assert.ok(shown.isWellFormed() && shown.length <= limit);
      assert.equal(readable(shown, limit), shown);
    }),
    {numRuns: 1000},
  );
});

test('P10 a text field takes a text or a whole number that JSON did not round', () => {
  assert.equal(wireText('1003'), '1003');
  assert.equal(wireText(1003), '1003');
  assert.equal(wireText(-1), '-1');
  for (const value of [2 ** 53, 1.5, NaN, Infinity, null, undefined, true, {}, ['x'], 10n]) {
    assert.equal(wireText(value), '');
  }
});

test('P5 a number field takes a whole number, or a text of one', () => {
  assert.equal(wireInteger(2), 2);
  assert.equal(wireInteger('2'), 2);
  assert.equal(wireInteger(' -2\n'), -2);
  for (const value of [
    '',
    ' ',
    '2.0',
    '+2',
    '0x2',
    '2e0',
    '２',
    '99999999999999999999',
    2.5,
    NaN,
    null,
    [2],
  ]) {
    assert.equal(wireInteger(value), undefined, String(value));
  }
});

test('P1 JSON that is none is undefined, and only objects are records', () => {
  assert.deepEqual(parseJson('{"a":1}'), {a: 1});
  assert.deepEqual(parseJson('\ufeff[1]'), [1]);
  for (const text of ['', '{', '\ufeff\ufeff1', 'undefined']) assert.equal(parseJson(text), undefined);
  assert.ok(isRecord({}));
  for (const value of [null, [], 'x', 5, undefined]) assert.equal(isRecord(value), false);
});
