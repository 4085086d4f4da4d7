import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import {
  withValues,
  parseDefinitions,
  type FieldDefinition,
} from '../../src/protocol/customer-form/field-definitions.ts';
import type {FieldValue, FieldValues} from '../../src/protocol/customer-form/field-values.ts';
import {name, wireString} from './json-source.ts';

const runs = {numRuns: 1000};
const kinds = new Set('text textarea number date datetime tel email select radio multiselect'.split(' '));

const any = fc.oneof(
  fc.anything({withNullPrototype: true, withBigInt: true, withSparseArray: true}),
  wireString,
);
const key = fc.constantFrom(...'type group order required options min max pattern default help'.split(' '));
const type = fc.constantFrom(...kinds, 'signature');
const option = fc.oneof(any, fc.record({value: any, label: any}, {requiredKeys: []}));
const options = fc.oneof(any, fc.array(option), fc.array(option).map(jsonOf));
const definition = fc.oneof(
  any,
  fc
    .tuple(
      fc.dictionary(key, any),
      fc.record({name: fc.oneof(name, any), type, options}, {requiredKeys: ['name']}),
    )
    .map(([wrong, right]): object => Object.assign({}, wrong, right)),
);
const definitions = fc.oneof(any, fc.array(definition), fc.array(definition).map(jsonOf));
const value: fc.Arbitrary<FieldValue> = fc.oneof(wireString, fc.array(wireString, {maxLength: 4}));
const values: fc.Arbitrary<FieldValues> = fc
  .dictionary(name, value, {noNullPrototype: true})
  .map((record) => Object.entries(record));

function jsonOf(list: readonly unknown[]): string {
  return JSON.stringify(list, (_, item: unknown) => (typeof item === 'bigint' ? String(item) : item)) ?? '';
}

function assertDefinition(read: FieldDefinition): void {
  assert.ok(kinds.has(read.type));
  assert.notEqual(read.name.trim(), '');
  for (const text of [read.group, read.min, read.max, read.pattern, read.help])
    assert.equal(typeof text, 'string');
  assert.equal(typeof read.required, 'boolean');
  assert.doesNotThrow(() => new RegExp(read.pattern, 'v'));
  for (const text of [read.default].flat()) assert.equal(typeof text, 'string');
  assert.equal(new Set(read.options.map((one) => one.value)).size, read.options.length);
  for (const one of read.options)
    assert.ok(one.value && typeof one.value === 'string' && typeof one.label === 'string');
}

test('anything at all as definitions is a list of fields with names of their own, or none', () => {
  fc.assert(
    fc.property(definitions, (given) => {
      const read = parseDefinitions(given);
      if (!read) return;
      assert.ok(read.length > 0 || Array.isArray(typeof given === 'string' ? JSON.parse(given) : given));
      assert.equal(new Set(read.map((one) => one.name)).size, read.length);
      for (const one of read) assertDefinition(one);
    }),
    runs,
  );
});

test('every value of the record stands in the form or beside it, once and unchanged', () => {
  fc.assert(
    fc.property(definitions, values, (given, recorded) => {
      const {fields, others} = withValues(parseDefinitions(given), recorded);
      assert.equal(new Set(fields.map((field) => field.name)).size, fields.length);
      for (const [known, expected] of recorded) {
        const shown = fields.filter((field) => field.name === known).map((field) => field.value);
        const kept = others.filter(([other]) => other === known).map((other) => other[1]);
        assert.deepEqual([...shown, ...kept], [expected]);
      }
      assert.equal(
        others.length + fields.filter((field) => recorded.some(([known]) => known === field.name)).length,
        recorded.length,
      );
    }),
    runs,
  );
});

test('what stands in a choice is always one of its options, and nothing but a multi-choice holds several', () => {
  fc.assert(
    fc.property(definitions, values, (given, recorded) => {
      for (const field of withValues(parseDefinitions(given), recorded).fields) {
        const held = [field.value].flat().filter((text) => text !== '');
        if (held.length > 1) assert.equal(field.type, 'multiselect');
        if (!['select', 'radio', 'multiselect'].includes(field.type)) continue;
        for (const text of held) assert.ok(field.options.some((one) => one.value === text));
      }
    }),
    runs,
  );
});

test('five hundred definitions and ten thousand options are read while nobody notices', () => {
  const many = Array.from({length: 10_000}, (_, i) => `选项 ${i}`);
  const list = Array.from({length: 500}, (_, i) => ({
    name: `字段 ${i}`,
    type: 'select',
    order: -i,
    options: ['是'],
  }));
  const began = performance.now();
  const read = parseDefinitions(
    JSON.stringify([...list, {name: '多选', type: 'multiselect', options: many}]),
  );
  const others = Array.from({length: 10_000}, (_, i) => `别的 ${i}`);
  const {fields} = withValues(read, [['多选', [...many, ...others]]]);
  assert.ok(performance.now() - began < 1_000);
  assert.equal(fields.length, 501);
  assert.equal(fields[0]?.name, '字段 499');
  assert.equal(fields.at(-1)?.options.length, 20_000);
});

test('a list of options nested thousands of levels deep is a list without options', () => {
  const deep = '['.repeat(5_000) + ']'.repeat(5_000);
  const [field] =
    parseDefinitions(`[{"name":"a","type":"select","options":${deep},"default":${deep}}]`) ?? [];
  assert.deepEqual([field?.type, field?.options, field?.default], ['text', [], []]);
});
