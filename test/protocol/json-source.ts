/** JSON objects as somebody may write them: the characters, not only what they mean. */
import * as fc from 'fast-check';
import {anyText} from './any-text.ts';

export interface ObjectSource {
  /** Each member with the characters of its value, in the order written; a name may come twice. */
  readonly members: readonly (readonly [name: string, json: string])[];
  readonly text: string;
}

const space = fc.constantFrom('', '', ' ', '\n  ', '\t', ' \r\n');

/** A text in quotation marks: as JSON writes it, all in escapes, or with as few of them as there may be. */
const quoted = (text: fc.Arbitrary<string>) =>
  fc.oneof(
    text.map((plain) => JSON.stringify(plain)),
    text.map((plain) => `"${plain.split('').map(escape).join('')}"`),
    // oxlint-disable-next-line no-control-regex -- these are the characters that JSON wants escaped
    text.map((plain) => `"${plain.replace(/["\\\u0000-\u001f]/g, escape)}"`),
    text.map((plain) => JSON.stringify(plain).replaceAll('/', String.raw`\/`)),
  );

const escape = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

const numbers = fc.oneof(
  fc.constantFrom(
    '0',
    '-0',
    '1e400',
    '-1E+2',
    '9007199254740993',
    '12345678901234567890',
    '1.10',
    '0.1e-400',
  ),
  fc.integer().map(String),
);

/** What punctuation is made of, inside a text. */
const trap = fc.constantFrom(
  '"',
  '\\',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '","a":"',
  '\\"',
  '/',
  '\u2028',
  '\u202e',
  '\u0000',
);
export const wireString = fc.oneof(
  anyText,
  trap,
  fc.array(trap).map((parts) => parts.join('')),
);

export const name = fc.oneof(
  wireString,
  fc.constantFrom('年龄', '多选2', '__proto__', 'constructor', 'toString', '', '0', '7', '-1', ' ', 'a'),
);

function valueOf(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.letrec<{value: string}>((tie) => {
    const item = fc.tuple(space, tie('value'), space).map((parts) => parts.join(''));
    const member = fc
      .tuple(space, quoted(text), space, item)
      .map(([a, key, b, json]) => `${a}${key}${b}:${json}`);
    return {
      value: fc.oneof(
        {maxDepth: 3, depthSize: 'small'},
        fc.oneof(quoted(text), numbers, fc.constantFrom('true', 'false', 'null', '[]', '{ }', '[ ]')),
        fc.array(item, {maxLength: 4}).map((items) => `[${items.join(',') || ' '}]`),
        fc.array(member, {maxLength: 3}).map((items) => `{${items.join(',')}}`),
      ),
    };
  }).value;
}

function objectOf(names: fc.Arbitrary<string>, text: fc.Arbitrary<string>): fc.Arbitrary<ObjectSource> {
  const key = names.chain((plain) => fc.tuple(fc.constant(plain), quoted(fc.constant(plain))));
  const member = fc.record({key, json: valueOf(text), gaps: fc.tuple(space, space, space, space)});
  return fc.tuple(fc.array(member, {maxLength: 6}), space, space).map(([list, before, after]) => {
    const written = list.map(
      ({key: [, source], json, gaps: [a, b, c, d]}) => a + source + b + ':' + c + json + d,
    );
    return {
      members: list.map(({key: [plain], json}) => [plain, json]),
      text: `${before}{${written.join(',')}}${after}`,
    };
  });
}

const wellFormed = (text: fc.Arbitrary<string>) => text.map((one) => one.toWellFormed());

export const objectSource = objectOf(wellFormed(name), wellFormed(wireString));
/** The same with half characters, raw and escaped. */
export const brokenSource = objectOf(name, wireString);
