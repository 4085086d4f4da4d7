import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import {textsIn} from '../../src/session/drafts/stored-schema.ts';
import {fixture, notice, settled, talking, yes} from './fakes.ts';
import {write} from './forms.ts';
import {browser} from './draft-persistence-rig.ts';

/** Kept by a version that may write what it likes. */
const strange = {
  'a version that counts on': {
    version: 2,
    call: {sessionId: 'b', customer: {name: '王建国', telephone: '13900139000'}, phase: 'talking'},
    draft: {edits: [{key: 'field:公司', value: 'Harbour', at: 1, by: 'x1'}], replaced: []},
  },
  'a version that names fields by themselves': {draft: {公司: 'Harbour', 多选2: ['王五', '李雪']}},
  'a version that keeps less': {edits: [{key: 'field:公司', value: 'Harbour'}]},
};

const said = ['王建国 13900139000\n公司: Harbour', '公司: Harbour\n多选2: 王五, 李雪', '公司: Harbour'];

test('D9 words that another version kept are told of and readable, and stay on disk', async (t) => {
  const kept = browser(t);
  const texts = Object.values(strange).map((record) => JSON.stringify(record));
  for (const [i, text] of texts.entries()) kept.disk.set(`strange ${i}`, text);
  const {session, hear} = talking();
  const tab = await kept.keep(session);
  assert.deepEqual(session.$leftovers.get(), said);
  write(session, 'a', '年龄', '40');
  hear(notice('wrap-up'));
  await kept.pass(100);
  session.discard('a');
  await kept.pass(100);
  await tab.stop();
  assert.deepEqual([...kept.disk.values()], texts);
  assert.deepEqual(session.$leftovers.get(), said);
});

test('D9 X8 who signs out leaves none of them on the screen', async (t) => {
  const kept = browser(t);
  kept.disk.set('strange', JSON.stringify(strange['a version that keeps less']));
  const {session, hear, posted} = fixture();
  hear(notice('idle'));
  await kept.keep(session);
  assert.equal(session.$leftovers.get().length, 1);
  void session.send({type: 'sign-out'});
  await settled();
  await posted[0]?.answer(yes);
  assert.deepEqual(session.$leftovers.get(), []);
});

test('D9 what was no JSON is readable as it stands, and what holds no words is not told of', () => {
  assert.equal(textsIn('Harbour\u202e Ltd'), 'Harbour Ltd');
  for (const empty of [
    '',
    'null',
    '[]',
    '{}',
    '{"draft":{}}',
    '{"version":1,"call":{},"draft":{"edits":[]}}',
  ])
    assert.equal(textsIn(empty), '', empty);
});

test('D9 whatever a record is made of, reading it throws nothing and loses no text of a field', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => typeof textsIn(text) === 'string'));
  const plain = fc.stringMatching(/^[a-z]{1,20}$/);
  fc.assert(
    fc.property(fc.dictionary(plain, plain), (draft) => {
      const read = textsIn(JSON.stringify({version: 7, draft}));
      for (const text of Object.values(draft)) assert.ok(read.includes(text));
    }),
  );
  const deep = `{"draft":${'['.repeat(50_000)}"x"${']'.repeat(50_000)}}`;
  assert.equal(textsIn(deep), '');
});
