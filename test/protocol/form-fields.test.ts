import assert from 'node:assert/strict';
import {test} from 'node:test';
import {
  withValues,
  parseDefinitions,
  type FormField,
} from '../../src/protocol/customer-form/field-definitions.ts';
import type {FieldValue, FieldValues} from '../../src/protocol/customer-form/field-values.ts';

const types = ['text', 'textarea', 'number', 'date', 'datetime', 'tel', 'email'] as const;
const choices = ['select', 'radio', 'multiselect'] as const;

const labels = ({options}: FormField) => options.map(({label}) => label);

/** The field that a definition makes of a value. */
function fieldOf(definition: object, value?: FieldValue): FormField {
  const values: FieldValues = value === undefined ? [] : [['字段', value]];
  const [field] = withValues(parseDefinitions([{name: '字段', ...definition}]), values).fields;
  assert.ok(field);
  return field;
}

test('a default stands in a field that the record has no value for, and in no other', () => {
  assert.equal(fieldOf({default: '无'}).value, '无');
  assert.equal(fieldOf({default: '无'}, '').value, '');
  assert.deepEqual(fieldOf({type: 'multiselect', options: ['1'], default: ['1', 2, '', null]}).value, [
    '1',
    '2',
  ]);
  for (const wrong of [null, {}, true, Number.NaN]) assert.equal(fieldOf({default: wrong}).value, '');
});

test('several values in a field for one become a multi-choice, so that none is cut off', () => {
  for (const type of [...types, 'select', 'radio']) {
    const field = fieldOf({type, options: ['1', '2']}, ['2', '9']);
    assert.equal(field.type, 'multiselect');
    assert.deepEqual(field.value, ['2', '9']);
    assert.deepEqual(labels(field), ['1', '2', '9']);
  }
  assert.equal(fieldOf({type: 'text'}, ['2']).type, 'text');
  assert.equal(fieldOf({type: 'text'}, []).type, 'text');
});

test('a value that is no option becomes one, and the text of a multi-choice is a choice', () => {
  for (const type of choices) {
    assert.deepEqual(labels(fieldOf({type, options: ['1', '2']}, '3')), ['1', '2', '3']);
    assert.deepEqual(labels(fieldOf({type, options: ['1', '2']}, '2')), ['1', '2']);
    assert.deepEqual(labels(fieldOf({type, options: ['1', '2']}, '')), ['1', '2']);
  }
  assert.deepEqual(labels(fieldOf({type: 'multiselect'}, ['3', '3', ''])), ['3']);
});

test('without definitions a value says what it is', () => {
  const values: FieldValues = [
    ['年龄', '39'],
    ['多选2', ['张三', '李四', '张三']],
    ['空', []],
  ];
  const {fields, others} = withValues(undefined, values);
  assert.deepEqual(others, []);
  assert.deepEqual(
    fields.map((field) => [field.name, field.type, labels(field), field.value]),
    [
      ['年龄', 'text', [], '39'],
      ['多选2', 'multiselect', ['张三', '李四'], ['张三', '李四', '张三']],
      ['空', 'multiselect', [], []],
    ],
  );
});

test('values that no definition knows stand beside the form, unchanged', () => {
  const values: FieldValues = [
    ['旧字段', '\u202e留'],
    ['年龄', '39'],
    ['旧列表', ['1', '']],
  ];
  const {fields, others} = withValues(parseDefinitions([{name: '年龄'}, {name: '备注'}]), values);
  assert.deepEqual(
    fields.map(({name}) => name),
    ['年龄', '备注'],
  );
  assert.deepEqual(others, [values[0], values[2]]);
});
