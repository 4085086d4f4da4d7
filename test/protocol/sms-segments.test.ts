import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import {SegmentedMessage} from 'sms-segments-calculator';
import {smsSize} from '../../src/protocol/sms-segments.ts';

const segmentsOf = (text: string): number => smsSize(text).segments;

/** An independent count; its third argument turns replacing characters by similar ones off. */
function assertLikeOracle(text: string): void {
  const oracle = new SegmentedMessage(text, 'auto', false);
  const {encoding, segments} = smsSize(text);
  assert.deepEqual([encoding, segments], [oracle.encodingName, oracle.segmentsCount], JSON.stringify(text));
}

test('a plain SMS holds 160 characters, and a longer one 153 in each part', () => {
  for (const [length, segments] of [
    [0, 0],
    [1, 1],
    [160, 1],
    [161, 2],
    [306, 2],
    [307, 3],
    [459, 3],
    [460, 4],
  ] as const) {
    const perSegment = length > 160 ? 153 : 160;
    assert.deepEqual(smsSize('a'.repeat(length)), {
      characters: length,
      segments,
      perSegment,
      encoding: 'GSM-7',
    });
  }
});

test('a Chinese SMS holds 70 characters, and a longer one 67 in each part', () => {
  for (const [length, segments] of [
    [1, 1],
    [70, 1],
    [71, 2],
    [134, 2],
    [135, 3],
    [201, 3],
    [202, 4],
  ] as const) {
    const perSegment = length > 70 ? 67 : 70;
    assert.deepEqual(smsSize('您'.repeat(length)), {
      characters: length,
      segments,
      perSegment,
      encoding: 'UCS-2',
    });
  }
});

test('one character outside the alphabet makes the whole SMS count like Chinese', () => {
  assert.equal(smsSize(`${'a'.repeat(69)}ç`).segments, 1);
  assert.equal(smsSize(`${'a'.repeat(70)}ç`).segments, 2);
  assert.equal(smsSize('`').encoding, 'UCS-2');
  assert.equal(smsSize('“').encoding, 'UCS-2');
});

test('the euro sign and brackets take the room of two characters', () => {
  assert.equal(segmentsOf('€'.repeat(80)), 1);
  assert.equal(segmentsOf('€'.repeat(81)), 2);
  assert.equal(segmentsOf(`${'a'.repeat(158)}€`), 1);
  assert.equal(segmentsOf(`${'a'.repeat(159)}€`), 2);
  assert.deepEqual(smsSize('€[]{}~^|\\\f'), {
    characters: 10,
    segments: 1,
    perSegment: 160,
    encoding: 'GSM-7',
  });
});

test('a euro sign at the end of a part moves to the next one whole', () => {
  assert.equal(segmentsOf(`${'a'.repeat(151)}€${'a'.repeat(153)}`), 2);
  assert.equal(segmentsOf(`${'a'.repeat(152)}€${'a'.repeat(151)}`), 2);
  assert.equal(segmentsOf(`${'a'.repeat(152)}€${'a'.repeat(152)}`), 3);
});

test('an emoji counts as one character for people, as two in the SMS, and is never cut', () => {
  assert.deepEqual(smsSize('😀'.repeat(35)), {
    characters: 35,
    segments: 1,
    perSegment: 70,
    encoding: 'UCS-2',
  });
  assert.equal(segmentsOf('😀'.repeat(36)), 2);
  assert.equal(segmentsOf(`${'您'.repeat(66)}😀${'您'.repeat(65)}`), 2);
  assert.equal(segmentsOf(`${'您'.repeat(66)}😀${'您'.repeat(66)}`), 3);
  assert.equal(segmentsOf(`${'您'.repeat(65)}😀${'您'.repeat(67)}`), 2);
});

test('half a character counts as one and breaks nothing', () => {
  assert.deepEqual(smsSize('\ud83d'), {characters: 1, segments: 1, perSegment: 70, encoding: 'UCS-2'});
});

test('every single character up to the euro sign has the encoding that an independent count gives it', () => {
  for (let unit = 0; unit <= 0x20ac; unit += 1) {
    const text = String.fromCharCode(unit);
    const gsm = new SegmentedMessage(text, 'auto', false).encodingName;
    if (smsSize(text).encoding !== gsm) assert.fail(`U+${unit.toString(16)} is ${gsm}`);
  }
});

/** Texts around the lengths at which another part begins; the oracle is too slow for many long ones. */
const textOf = (alphabet: string, ...boundaries: readonly number[]) =>
  fc.constantFrom(...boundaries).chain((length) =>
    fc.string({
      unit: fc.constantFrom(...alphabet),
      minLength: length - 6,
      maxLength: length + 6,
      size: 'max',
    }),
  );

test('a text within the alphabet has as many parts as an independent count finds', () => {
  // No line feed beside the carriage return: the oracle takes the pair for one character outside the alphabet.
  const plain = 'abcxyzABC0189 @£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ!"#¤%&\'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà\n';
  fc.assert(fc.property(textOf(`${plain}€[]{}~^|\\`, 7, 153, 160), assertLikeOracle), {numRuns: 40});
  fc.assert(fc.property(textOf('a€', 103, 107), assertLikeOracle), {numRuns: 40});
  fc.assert(fc.property(textOf('aaaaaaaaaaaa€', 142, 148, 284), assertLikeOracle), {numRuns: 40});
});

test('a Chinese text with emoji has as many parts as an independent count finds', () => {
  // Only characters that stand for themselves: the oracle keeps clusters (accents, flags, families) together,
  // as no exchange must, and counts an accented letter written as two characters as one.
  fc.assert(fc.property(textOf('您好,请a1€[😀🎉', 7, 56, 112), assertLikeOracle), {numRuns: 100});
  fc.assert(fc.property(textOf('您您您您您您您😀', 60, 119), assertLikeOracle), {numRuns: 100});
});

test('an empty text is no SMS, where the oracle counts one', () => {
  assert.equal(segmentsOf(''), 0);
  assert.equal(new SegmentedMessage('').segmentsCount, 1);
});
