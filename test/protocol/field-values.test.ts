import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import {fieldValue, type FieldValues} from '../../src/protocol/customer-form/field-values.ts';
import {readFields, writeFields} from '../../src/adapters/workbench/fields-text.ts';
import {infoFrame} from '../examples.ts';
import {brokenSource, name, objectSource, wireString} from './json-source.ts';

const runs = {numRuns: 1000};
const keysBefore = Reflect.ownKeys(Object.prototype).length;

const value = fc.oneof(wireString, fc.array(wireString, {maxLength: 4}));
const changes: fc.Arbitrary<FieldValues> = fc.array(fc.tuple(name, value), {maxLength: 4});

/** What stands under each name in the end, in the order in which the names came first. */
function written(members: readonly (readonly [string, string])[]): string {
  return `{${[...new Map(members)].map(([key, json]) => `${JSON.stringify(key)}:${json}`).join(',')}}`;
}

/** Half of a character cannot be sent as it is. */
const escaped = (text: string) =>
  text.replace(/\p{Surrogate}/gu, (half) => `\\u${half.charCodeAt(0).toString(16)}`);

const asJson = (values: FieldValues) => values.map(([key, given]) => [key, JSON.stringify(given)] as const);
const parsed = (text: string): Readonly<Record<string, unknown>> =>
  JSON.parse(text) as Record<string, unknown>;

test('P9 P10 what nobody changed goes back in its own characters, whatever they are', () => {
  fc.assert(
    fc.property(objectSource, ({text, members}) => {
      const submitted = writeFields(text, []);
      assert.equal(submitted, written(members));
      assert.deepEqual(parsed(submitted), parsed(text));
      assert.equal(writeFields(submitted, []), submitted);
      assert.equal(Reflect.ownKeys(Object.prototype).length, keysBefore);
    }),
    runs,
  );
});

test('P9 P10 a change changes its own member and no character of another', () => {
  fc.assert(
    fc.property(objectSource, changes, ({text, members}, edits) => {
      const submitted = writeFields(text, edits);
      assert.equal(submitted, written([...members, ...asJson(edits)]));
      const read = new Map(readFields(submitted));
      for (const [key, given] of new Map(edits)) assert.deepEqual(read.get(key), given);
      for (const [key, given] of readFields(text) ?? [])
        if (!edits.some(([edited]) => edited === key)) assert.deepEqual(read.get(key), given);
    }),
    runs,
  );
});

test('P11 half a character is kept too, and in a way that any request can carry', () => {
  fc.assert(
    fc.property(brokenSource, changes, ({text}, edits) => {
      const submitted = writeFields(text, edits);
      assert.ok(submitted.isWellFormed());
      const carried = new URLSearchParams(new URLSearchParams({fields: submitted}).toString()).get('fields');
      const expected = {...parsed(text)};
      for (const [key, given] of edits)
        Object.defineProperty(expected, key, {
          value: given,
          enumerable: true,
          configurable: true,
          writable: true,
        });
      assert.deepEqual(parsed(carried ?? ''), expected);
    }),
    runs,
  );
});

test('P8 where there was no object to begin with, the changes are all there is', () => {
  const none = fc.oneof(
    fc.constantFrom(
      '',
      ' ',
      '{',
      '{"年龄":',
      '[]',
      '["a"]',
      '5',
      'null',
      '"{}"',
      '{"a":1}}',
      "{'a':1}",
      '\ufeff',
    ),
    wireString.filter((text) => !readFields(text)),
  );
  fc.assert(
    fc.property(none, changes, (text, edits) => {
      const untouched = edits.length === 0 && text !== '';
      assert.equal(writeFields(text, edits), untouched ? escaped(text) : written(asJson(edits)));
    }),
    runs,
  );
});

test('whatever is submitted is an object whose changed values are texts and lists of texts', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), wireString), fc.array(fc.tuple(name, fc.anything())), (text, given) => {
      const edits = given.map(([key, any]) => [key, fieldValue(any)] as const);
      fc.pre(edits.length > 0 || readFields(text) !== undefined);
      const submitted = parsed(writeFields(text, edits));
      for (const [key] of edits) {
        const texts = [Object.getOwnPropertyDescriptor(submitted, key)?.value].flat() as unknown[];
        assert.ok(texts.every((one) => typeof one === 'string'));
      }
    }),
    runs,
  );
});

test('texts and lists of texts that went through the form are what they were', () => {
  fc.assert(
    fc.property(fc.dictionary(name, value, {noNullPrototype: true}), (record) => {
      const text = JSON.stringify(record);
      const values = readFields(text) ?? [];
      assert.deepEqual(new Map(values), new Map(Object.entries(record)));
      assert.deepEqual(parsed(writeFields(text, values)), record);
      assert.deepEqual(parsed(writeFields('', values)), record);
    }),
    runs,
  );
});

test('the documents’ fields come back as the documents write them', () => {
  const {info}: {info: {fields: string}} = JSON.parse(infoFrame);
  const documented = '{"年龄":"39","多选2":["张三","李四"],"下拉框":"3","多选框":["11"],"长文本":""}';
  assert.equal(writeFields('', readFields(info.fields) ?? []), documented);
  assert.equal(writeFields(documented, []), documented);
  assert.equal(writeFields(info.fields, []), documented.replace('","李四', '", "李四'));
  assert.equal(
    writeFields(info.fields, [
      ['多选2', ['张三']],
      ['长文本', '已回访'],
    ]),
    '{"年龄":"39","多选2":["张三"],"下拉框":"3","多选框":["11"],"长文本":"已回访"}',
  );
});

test('P10 a number that JSON would round keeps its digits while another field changes', () => {
  const given = String.raw`{ "编号" : 12345678901234567890 , "金额":1.10,"大":1e400, "\u5e74\u9f84" : "39" }`;
  assert.equal(
    writeFields(given, [['备注', '好']]),
    '{"编号":12345678901234567890,"金额":1.10,"大":1e400,"年龄":"39","备注":"好"}',
  );
});

test('P9 of two members with one name the last one stays, where the first one stood', () => {
  assert.equal(writeFields('{"a":"1","b":"2","a":"3"}', []), '{"a":"3","b":"2"}');
});

test('a text from the clipboard survives to its last character, however long it is', () => {
  const long = '一个月后回访。\u202e\ud83d"\\\n'.repeat(100_000);
  assert.ok(long.length > 1_000_000);
  const first = writeFields('{"编号":12345678901234567890}', [['备注', long]]);
  const second = writeFields(first, [['年龄', '40']]);
  assert.deepEqual(new Map(readFields(second)).get('备注'), long);
  assert.ok(second.startsWith('{"编号":12345678901234567890,'));
  const huge = 'x'.repeat(10_000_000);
  assert.ok(writeFields(JSON.stringify({备注: huge}), [['年龄', '40']]) === `{"备注":"${huge}","年龄":"40"}`);
});

test('P7 lists nested thousands of levels deep stay as they are beside a change', () => {
  const deep = '['.repeat(5_000) + ']'.repeat(5_000);
  assert.equal(writeFields(`{"a":${deep},"b":"1"}`, [['b', '2']]), `{"a":${deep},"b":"2"}`);
});
