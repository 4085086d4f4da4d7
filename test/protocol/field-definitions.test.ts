import assert from 'node:assert/strict';
import {test} from 'node:test';
import {
  withValues,
  parseDefinitions,
  parseOptions,
  type FieldDefinition,
  type FormField,
} from '../../src/protocol/customer-form/field-definitions.ts';
import type {FieldValue, FieldValues} from '../../src/protocol/customer-form/field-values.ts';

const types = ['text', 'textarea', 'number', 'date', 'datetime', 'tel', 'email'] as const;
const choices = ['select', 'radio', 'multiselect'] as const;

const read = (...list: readonly unknown[]): readonly FieldDefinition[] => parseDefinitions(list) ?? [];
const names = (definitions: readonly {readonly name: string}[]) => definitions.map(({name}) => name);

/** The field that a definition makes of a value. */
function fieldOf(definition: object, value?: FieldValue): FormField {
  const values: FieldValues = value === undefined ? [] : [['字段', value]];
  const [field] = withValues(read({name: '字段', ...definition}), values).fields;
  assert.ok(field);
  return field;
}

test('every type of the documents is itself', () => {
  for (const type of types) assert.equal(fieldOf({type}).type, type);
  for (const type of choices) assert.equal(fieldOf({type, options: ['1']}).type, type);
});

test('a type that nobody knows is a text with its value untouched', () => {
  for (const type of [
    'signature',
    'TEXT',
    '',
    null,
    undefined,
    5,
    {},
    ['text'],
    '__proto__',
    'constructor',
  ]) {
    const field = fieldOf({type}, '  <b>39</b>\u0000 ');
    assert.equal(field.type, 'text');
    assert.equal(field.value, '  <b>39</b>\u0000 ');
  }
});

test('a definition with nothing but a name is a text that may stay empty', () => {
  assert.deepEqual(read({name: '年龄'}), [
    {
      name: '年龄',
      type: 'text',
      group: '',
      required: false,
      options: [],
      min: '',
      max: '',
      pattern: '',
      default: '',
      help: '',
    },
  ]);
});

test('a definition is read with all that it says', () => {
  const said = {
    name: '年龄',
    type: 'number',
    group: '客户',
    required: true,
    min: 18,
    max: '99.5',
    pattern: '\\d+',
    default: 30,
    help: '周岁',
  };
  const [definition] = read(said);
  assert.deepEqual(definition, {...said, options: [], min: '18', max: '99.5', default: '30'});
});

test('what is required may be said as a truth, a one or a text of either', () => {
  for (const required of [true, 1, '1', 'true']) assert.equal(fieldOf({required}).required, true);
  for (const required of [false, 0, '0', 'false', '', null, 'yes', [], {}, 2])
    assert.equal(fieldOf({required}).required, false);
});

test('fields stand by their order, and in the order given where none is said', () => {
  const list = [
    {name: 'z'},
    {name: 'b', order: 2},
    {name: 'a', order: '1'},
    {name: 'y', order: 'first'},
    {name: 'c', order: 2},
    {name: 'n', order: -5},
  ];
  assert.deepEqual(names(read(...list)), ['n', 'a', 'b', 'c', 'z', 'y']);
});

test('definitions that are none are left out, and the others are there', () => {
  const list = [
    null,
    undefined,
    'text',
    5,
    [],
    ['年龄'],
    {},
    {name: ''},
    {name: ' \n'},
    {name: null},
    {name: {}},
    {name: 1.5},
    {type: 'text'},
    JSON.parse('{"__proto__":{"name":"inherited"}}'),
    {name: '年龄'},
  ];
  assert.deepEqual(names(read(...list)), ['年龄']);
});

test('P9 __proto__ and constructor are names like any other, and a number is its digits', () => {
  const [proto, ...others] = read({name: '__proto__'}, {name: 'constructor'}, {name: 7}, {name: ' 年龄 '});
  assert.equal(proto?.name, '__proto__');
  assert.deepEqual(names(others), ['constructor', '7', ' 年龄 ']);
  const values: FieldValues = [
    ['__proto__', '甲'],
    ['constructor', '乙'],
  ];
  const {fields} = withValues([proto, ...others], values);
  assert.deepEqual(
    fields.map(({value}) => value),
    ['甲', '乙', '', ''],
  );
  assert.equal(Reflect.ownKeys(Object.prototype).includes('甲'), false);
});

test('of two definitions with one name the first counts', () => {
  const definitions = read({name: 'a', type: 'date'}, {name: 'b'}, {name: 'a', type: 'number', order: 1});
  assert.deepEqual(
    definitions.map(({name, type}) => `${name} ${type}`),
    ['a date', 'b text'],
  );
});

test('definitions may come as JSON text, anything that is no list is none, and an empty list is a form without fields', () => {
  const list = [{name: '年龄', type: 'number'}];
  assert.deepEqual(parseDefinitions(JSON.stringify(list)), parseDefinitions(list));
  for (const none of [undefined, null, '', '{', 'null', {}, {data: list}, 5, true, [null], [{}]])
    assert.equal(parseDefinitions(none), undefined);
  for (const empty of ['[]', []]) assert.deepEqual(parseDefinitions(empty), []);
});

test('options are texts, numbers, pairs of value and label, or JSON text of these; each value once', () => {
  const pairs = [
    {value: '1', label: '男'},
    {value: 2, label: '女'},
  ];
  const expected = [
    {value: '1', label: '男'},
    {value: '2', label: '女'},
  ];
  assert.deepEqual(parseOptions(pairs), expected);
  assert.deepEqual(parseOptions(JSON.stringify(pairs)), expected);
  assert.deepEqual(parseOptions([1, '1', 'x', 'x', {value: 'x', label: '又'}, {value: 'y'}]), [
    {value: '1', label: '1'},
    {value: 'x', label: 'x'},
    {value: 'y', label: 'y'},
  ]);
  assert.deepEqual(parseOptions(['', null, undefined, {}, [], {label: 'x'}, true, 1.5]), []);
  for (const none of [undefined, null, '', '{', '{"1":"男"}', {1: '男'}, 5])
    assert.deepEqual(parseOptions(none), []);
});

test('the value of an option is kept to the character, its label is made safe to show', () => {
  const [option] = parseOptions(['\u202e<b>\ud83d ']);
  assert.equal(option?.value, '\u202e<b>\ud83d ');
  assert.equal(option.label, '<b>\ufffd ');
});

test('a choice without options would be a trap and is a text; many radio buttons are a list to pull down', () => {
  assert.equal(fieldOf({type: 'select'}).type, 'text');
  assert.equal(fieldOf({type: 'radio', options: 'x'}).type, 'text');
  assert.equal(fieldOf({type: 'multiselect'}).type, 'multiselect');
  const options = Array.from({length: 13}, (_, i) => i);
  assert.equal(fieldOf({type: 'radio', options}).type, 'select');
  assert.equal(fieldOf({type: 'radio', options: options.slice(1)}).type, 'radio');
});

test('a pattern that is none does not stand in the way of any text', () => {
  for (const pattern of ['(', '[', '\\', '*', 5, null, {}, ['a']])
    assert.equal(fieldOf({pattern}).pattern, '');
  assert.equal(fieldOf({pattern: '\\d{3}'}).pattern, '\\d{3}');
});
