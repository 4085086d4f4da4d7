import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {FieldValue} from '../../src/protocol/customer-form/field-values.ts';
import type {StoredCall} from '../../src/session/drafts/drafting.ts';
import {emptyDraft, fieldKey} from '../../src/session/drafts/drafts.ts';
import {fixture, info, monday, no, notice, talking, yes} from './fakes.ts';
import {callOf, phases, recordOf, replaced, save, words, write} from './forms.ts';

/** What the page had kept of a call before it was loaded again. */
function kept(sessionId: string, values: Record<string, FieldValue>, at = monday): StoredCall {
  const {session, hear} = talking('earlier');
  hear(info(sessionId));
  const edits = Object.entries(values).map(([name, value]) => ({
    key: fieldKey(name),
    value,
    at,
    by: 'before',
    from: 0,
    seen: {},
  }));
  return {
    call: {...callOf(session, sessionId), startedAt: at},
    draft: {...emptyDraft, edits, restoredFrom: at},
  };
}

test('D1 a call and its words come back as they were, and say from when they are', () => {
  const {session} = fixture();
  session.restore(kept('a', {长文本: '一个月后回访', 多选2: ['王五']}, monday - 60_000));
  assert.deepEqual(words(session, 'a'), {长文本: '一个月后回访', 多选2: ['王五']});
  assert.equal(session.$drafts.get().get('a')?.restoredFrom, monday - 60_000);
  assert.equal(callOf(session, 'a').restored, true);
  assert.equal(callOf(session, 'a').customer.telephone, '123456');
  assert.equal(session.$call.get()?.sessionId, 'a');
});

test('D1 a save that was under way when the page was left is to be sent again by hand', async () => {
  const {session, posted} = talking();
  write(session, 'a', '年龄', '40');
  void save(session, 'a');
  const later = fixture();
  later.session.restore({call: callOf(session, 'a'), draft: session.$drafts.get().get('a')!});
  assert.equal(callOf(later.session, 'a').save, undefined);
  assert.equal(later.posted.length, 0);
  void save(later.session, 'a');
  assert.deepEqual(later.posted[0]?.params, posted[0]?.params);
  await later.posted[0]?.answer(yes);
  assert.equal(words(later.session, 'a'), undefined);
});

test('D1 P15 a call that the server has told already keeps the server’s record and gets its words', () => {
  const {session} = talking();
  const before = callOf(session, 'a');
  const {call, draft} = kept('a', {年龄: '40'});
  session.restore({call: {...call, savedAt: monday, customer: {...call.customer, name: '李雪'}}, draft});
  assert.equal(callOf(session, 'a'), before);
  assert.deepEqual(words(session, 'a'), {年龄: '40'});
});

test('D1 words that were saved after all make no card', () => {
  for (const made of [fixture(), talking()]) {
    const before = made.session.$calls.get();
    made.session.restore(kept('a', {年龄: '39', 多选框: '11'}));
    assert.equal(made.session.$calls.get(), before);
    assert.equal(made.session.$drafts.get().size, 0);
  }
});

test('D1 what was typed before the kept words were read stays, and so do they', () => {
  const {session, pass} = talking();
  pass(60_000);
  write(session, 'a', '年龄', '41');
  session.restore(kept('a', {年龄: '40', 长文本: '一'}));
  assert.deepEqual(words(session, 'a'), {年龄: '41', 长文本: '一'});
  assert.deepEqual(replaced(session, 'a'), ['40']);
});

test('T9 a replaced text outlives the page, even as the only thing that is unsaved', () => {
  const {call, draft} = kept('a', {年龄: '40'});
  const {session} = fixture();
  session.restore({call, draft: {...draft, edits: [], replaced: draft.edits}});
  assert.deepEqual(replaced(session, 'a'), ['40']);
  assert.deepEqual(phases(session), ['a talking']);
});

test('a conversation that was restored is over as soon as the server says so, before or after', () => {
  for (const status of ['idle', 'wrap-up', 'signed-out'] as const) {
    const first = fixture();
    first.session.restore(kept('a', {年龄: '40'}));
    assert.deepEqual(phases(first.session), ['a talking']);
    first.hear(notice(status));
    assert.deepEqual(phases(first.session), ['a wrap-up']);
    const last = fixture();
    last.hear(notice(status));
    last.session.restore(kept('a', {年龄: '40'}));
    assert.deepEqual(phases(last.session), ['a wrap-up']);
  }
  const busy = fixture();
  busy.hear(notice('busy'));
  busy.session.restore(kept('a', {年龄: '40'}));
  assert.deepEqual(phases(busy.session), ['a talking']);
});

test('several calls come back in the order of their day, and a new one is the one the agent is with', () => {
  const {session, hear, pass} = fixture();
  for (const [sessionId, at] of [
    ['b', 2],
    ['c', 3],
    ['a', 1],
  ] as const)
    session.restore(kept(sessionId, {年龄: '40'}, monday + at));
  pass(60_000);
  hear(notice('busy'), info('d'));
  session.restore(kept('late', {年龄: '40'}, monday + 4));
  assert.deepEqual(
    session.$calls.get().map(({sessionId}) => sessionId),
    ['a', 'b', 'c', 'late', 'd'],
  );
  assert.equal(session.$call.get()?.sessionId, 'd');
});

test('a card that had left comes back with words that another page has for it, and only with words', () => {
  const {session, hear} = talking();
  hear(notice('wrap-up'), notice('idle'));
  session.restore({...kept('a', {}), gone: kept('a', {年龄: '40'}).draft.edits});
  assert.deepEqual(phases(session), ['a closed']);
  session.restore(kept('a', {年龄: '39'}, monday + 1));
  assert.deepEqual(phases(session), ['a closed']);
  session.restore(kept('a', {年龄: '40'}));
  assert.deepEqual(phases(session), ['a closed'], 'words that are known to be gone');
  session.restore(kept('a', {年龄: '40'}, monday + 2));
  assert.deepEqual(phases(session), ['a wrap-up']);
});

test('news of a call that nobody here knows, without words, is no call', () => {
  const {session} = fixture();
  session.restore({...kept('a', {}), gone: kept('a', {年龄: '40'}).draft.edits});
  assert.deepEqual(session.$calls.get(), []);
});

test('a restored call can be saved, refused, thrown away and left like any other', async () => {
  const {session, hear, posted} = fixture();
  hear(notice('idle'));
  for (const sessionId of ['a', 'b']) session.restore(kept(sessionId, {年龄: '40'}));
  void save(session, 'a');
  await posted[0]?.answer(no);
  assert.deepEqual(phases(session), ['a wrap-up', 'b wrap-up']);
  void save(session, 'a');
  await posted[1]?.answer(yes);
  assert.equal(recordOf(session, 'a')['年龄'], '40');
  session.discard('b');
  assert.deepEqual(phases(session), ['a closed', 'b closed']);
});

test('Z5 a call that the browser kept comes back with the status that the server tells, and takes nothing from what is known', () => {
  const earlier = talking('earlier');
  const told = earlier.session.snapshot();
  const {session, hear} = fixture();
  session.restoreSnapshot(told);
  assert.equal(session.$agent.get().status, 'busy');
  assert.equal(session.$agent.get().stale, true);
  assert.equal(session.$call.get()?.restored, true);
  hear(notice('busy', '00:00:01'));
  assert.equal(session.$agent.get().stale, undefined);
  assert.equal(session.$call.get()?.phase, 'talking');

  const late = talking('earlier');
  late.session.restoreSnapshot({...told, calls: [{...callOf(earlier.session, 'earlier'), held: true}]});
  assert.equal(late.session.$call.get()?.held, false);
});

test('Z5 a call that the browser kept is over when the status that the server tells began at another time', () => {
  const told = talking('earlier').session.snapshot();
  for (const [status, time, phase] of [
    ['idle', '00:00:01', 'closed'],
    ['busy', '00:00:05', 'closed'],
    ['busy', '00:01:05', 'talking'],
    // It went on until then.
    ['wrap-up', '00:00:05', 'wrap-up'],
  ] as const) {
    const {session, hear, pass} = fixture();
    session.restoreSnapshot(told);
    pass(60_000);
    hear(notice(status, time));
    assert.deepEqual(phases(session), [`earlier ${phase}`], `${status} ${time}`);
  }
});

for (const [which, time, phase] of [
  ['is over does not go on as the one that nobody told of', '00:00:30', 'wrap-up'],
  ['goes on goes on', '00:03:00', 'talking'],
] as const)
  test(`S13 after an outage a call that ${which}`, () => {
    const {session, hear, link, pass} = talking();
    pass(60_000);
    link({state: 'waiting', since: monday + 60_000, retryAt: monday + 61_000});
    pass(120_000);
    link({state: 'open'});
    hear(notice('busy', time));
    assert.deepEqual(phases(session), [`a ${phase}`]);
  });
