import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import type {FieldValue} from '../../src/protocol/customer-form/field-values.ts';
import type {Call} from '../../src/session/calls/calls.ts';
import {
  emptyDraft,
  fieldKey,
  fieldName,
  merged,
  recorded,
  same,
  unsavedPart,
  withEdit,
  withoutEdits,
  withoutReplaced,
  type Draft,
  type Edit,
} from '../../src/session/drafts/drafts.ts';
import {talking} from './fakes.ts';

const age = fieldKey('年龄');
const notes = fieldKey('长文本');
const call: Call = {...talking().session.$calls.get()[0]!, inspection: '未质检'};

/** What one page writes, one after another: name, value, time. */
function typed(tab: string, ...edits: readonly (readonly [string, FieldValue, number])[]): Draft {
  return edits.reduce(
    (draft, [name, value, at]) => withEdit(draft, fieldKey(name), value, at, tab),
    emptyDraft,
  );
}

const values = ({edits}: Draft) => Object.fromEntries(edits.map(({key, value}) => [key, value]));
const texts = ({replaced}: Draft) => replaced.map(({value}) => value);

test('a field may have any name, and the choices beside the fields are none of them', () => {
  for (const name of ['年龄', '', 'field:', 'call-status', 'inspection', '__proto__'])
    assert.equal(fieldName(fieldKey(name)), name);
  assert.equal(fieldName('call-status'), undefined);
  assert.equal(fieldName('inspection'), undefined);
  assert.equal(recorded(call, fieldKey('call-status')), undefined);
});

test('the record is what the call system holds for a field, the call status and the quality check', () => {
  assert.equal(recorded(call, age), '39');
  assert.deepEqual(recorded(call, fieldKey('多选2')), ['张三', '李四']);
  assert.equal(recorded(call, fieldKey('无')), undefined);
  assert.equal(recorded(call, 'call-status'), '0');
  assert.equal(recorded(call, 'inspection'), '未质检');
});

test('one text and a list of it say the same, and so do an empty text and an empty list', () => {
  assert.ok(same('a', ['a']) && same('', []) && same(['a', 'b'], ['a', 'b']));
  for (const [a, b] of [
    ['a', 'b'],
    ['a', ''],
    ['a', ['a', 'b']],
    [
      ['a', 'b'],
      ['b', 'a'],
    ],
    ['', ['']],
  ] as const)
    assert.equal(same(a, b), false);
});

test('a draft holds the newest value of each field, and the same value again is no edit', () => {
  const draft = typed('A', ['年龄', '4', 1], ['长文本', 'x', 2], ['年龄', '40', 3]);
  assert.deepEqual(values(draft), {[notes]: 'x', [age]: '40'});
  assert.equal(withEdit(draft, age, ['40'], 4, 'A'), draft);
});

test('an edit is later than the one it replaces, even if the clock of its page is behind', () => {
  const draft = withEdit(typed('A', ['年龄', '40', 600_000]), age, '41', 5, 'B');
  const [edit] = draft.edits;
  assert.ok(edit && edit.at > 600_000 && edit.by === 'B');
  assert.deepEqual(values(merged(typed('A', ['年龄', '40', 600_000]), draft)), {[age]: '41'});
});

test('a draft that says what the record says is none', () => {
  assert.equal(unsavedPart(typed('A', ['年龄', '39', 1], ['长文本', '', 2], ['无', '', 3]), call), undefined);
  const draft = typed('A', ['年龄', '39', 1], ['长文本', 'x', 2]);
  assert.equal(unsavedPart(draft, call), draft);
  const [lost] = draft.edits;
  assert.ok(unsavedPart({...emptyDraft, replaced: [lost!]}, call));
});

test('T9 of two pages that edited a field the later one wins, and the other text is kept in both', () => {
  const [a, b] = [typed('A', ['年龄', '40', 1]), typed('B', ['年龄', '41', 2])];
  for (const both of [merged(a, b), merged(b, a)]) {
    assert.deepEqual(values(both), {[age]: '41'});
    assert.deepEqual(texts(both), ['40']);
  }
  assert.deepEqual(texts(merged(a, merged(b, a))), ['40']);
});

test('T9 two pages that wrote in the same millisecond agree on one of them', () => {
  const [a, b] = [typed('A', ['年龄', '40', 1]), typed('B', ['年龄', '41', 1])];
  assert.deepEqual(values(merged(a, b)), values(merged(b, a)));
  assert.deepEqual(texts(merged(a, b)), texts(merged(b, a)));
});

test('T9 fields that only one page edited are brought together without a word', () => {
  const both = merged(typed('A', ['年龄', '40', 1]), typed('B', ['长文本', 'x', 2]));
  assert.deepEqual(values(both), {[age]: '40', [notes]: 'x'});
  assert.deepEqual(both.replaced, []);
});

test('T9 what one page writes on and on is no conflict in the other', () => {
  let mirror = emptyDraft;
  for (const text of ['一', '一二', '一二三'])
    mirror = merged(mirror, typed('A', ['长文本', text, text.length]));
  assert.deepEqual(values(mirror), {[notes]: '一二三'});
  assert.deepEqual(mirror.replaced, []);
});

test('T9 an edit that was made knowing the other one is no conflict, nor is the same text twice', () => {
  const a = typed('A', ['年龄', '40', 1]);
  const b = withEdit(merged(emptyDraft, a), age, '41', 2, 'B');
  assert.deepEqual(merged(a, b).replaced, []);
  assert.deepEqual(merged(a, typed('B', ['年龄', ['40'], 2])).replaced, []);
});

test('T9 knowing an earlier text of the other page is not knowing its latest', () => {
  const first = typed('A', ['年龄', '40', 1]);
  const b = withEdit(merged(emptyDraft, first), age, '50', 3, 'B');
  const a = withEdit(first, age, '41', 2, 'A');
  assert.deepEqual(texts(merged(a, b)), ['41']);
  assert.deepEqual(texts(merged(b, a)), ['41']);
});

test('T9 knowing the later text of one page is not knowing the earlier one of a third', () => {
  const c = typed('C', ['年龄', '30', 1]);
  const a = withEdit(typed('B', ['年龄', '41', 5]), age, '50', 6, 'A');
  assert.deepEqual(texts(merged(a, c)), ['30']);
  assert.deepEqual(texts(merged(c, a)), ['30']);
});

test('T9 what was typed without having seen the other page’s text keeps that text beside it', () => {
  const mine = typed('A', ['年龄', '4', 1]);
  const both = merged(mine, typed('B', ['年龄', '41', 2]));
  const on = withEdit(both, age, '40', 3, 'A', mine.edits[0]);
  assert.deepEqual(values(on), {[age]: '40'});
  assert.deepEqual(texts(on), ['41']);
  assert.deepEqual(texts(withEdit(both, age, '40', 3, 'A')), ['4']);
});

test('the same draft once more changes nothing, not even the object', () => {
  const tab = fc.constantFrom('A', 'B', 'C');
  const edit = fc.tuple(tab, fc.constantFrom('年龄', '长文本'), fc.constantFrom('1', '2', '3'), fc.nat(9));
  const draft = fc
    .array(edit)
    .map((edits) =>
      edits.reduce((one, [by, name, value, at]) => merged(one, typed(by, [name, value, at])), emptyDraft),
    );
  fc.assert(
    fc.property(draft, draft, (mine, theirs) => {
      const both = merged(mine, theirs);
      assert.equal(merged(both, theirs), both);
      assert.equal(merged(both, mine), both);
      assert.equal(withoutEdits(both, []), both);
    }),
  );
});

test('what was saved or thrown away is gone with all that its page wrote there before, and nothing else', () => {
  const draft = merged(typed('A', ['年龄', '40', 5], ['长文本', 'x', 6]), typed('B', ['下拉框', '2', 5]));
  const gone = ([name, at, by]: readonly [string, number, string]): Edit => ({
    key: fieldKey(name),
    value: '',
    at,
    by,
    from: 0,
    seen: {},
  });
  assert.deepEqual(Object.keys(values(withoutEdits(draft, [gone(['年龄', 5, 'A'])]))), [
    notes,
    fieldKey('下拉框'),
  ]);
  assert.equal(withoutEdits(draft, [gone(['年龄', 4, 'A']), gone(['下拉框', 9, 'A'])]), draft);
  const conflict = merged(typed('A', ['年龄', '40', 1]), typed('B', ['年龄', '41', 2]));
  assert.deepEqual(withoutEdits(conflict, [{...gone(['年龄', 1, 'A']), from: 1}]).replaced, []);
  assert.equal(withoutEdits(conflict, [{...gone(['年龄', 1, 'A']), from: 2}]), conflict);
});

test('a replaced text goes when the agent lets it go, and only that one', () => {
  const conflict = merged(
    typed('A', ['年龄', '40', 1], ['长文本', 'x', 1]),
    typed('B', ['年龄', '41', 2], ['长文本', 'y', 2]),
  );
  assert.deepEqual(texts(conflict), ['40', 'x']);
  assert.deepEqual(texts(withoutReplaced(conflict, conflict.replaced[0]!)), ['x']);
});
