import assert from 'node:assert/strict';
import {test} from 'node:test';
import {withoutReplaced} from '../../src/session/drafts/drafts.ts';
import {fixture, info, monday, notice, talking, yes, type Fixture} from './fakes.ts';
import {phases, recordOf, replaced, save, words, write} from './forms.ts';
import {browser, onDisk, type Browser} from './draft-persistence-rig.ts';

/** Two tabs of one browser, in the same call. */
async function harness(kept: Browser, tabs: readonly [Fixture, Fixture] = [talking(), talking()]) {
  await kept.keep(tabs[0].session);
  await kept.keep(tabs[1].session);
  await kept.pass(100);
  return tabs;
}

function replacedOnDisk({disk}: Browser): readonly string[] {
  const {draft}: {draft: {replaced: readonly {value: string}[]}} = JSON.parse(disk.get('a') ?? '');
  return draft.replaced.map(({value}) => value);
}

const elsewhere = ({session}: Fixture) => session.$drafts.get().get('a')?.elsewhere;

test('T9 words appear in the agent’s other tab, and only that tab says where they come from', async (t) => {
  const kept = browser(t);
  const [a, b] = await harness(kept);
  write(a.session, 'a', '长文本', '一');
  await kept.pass(0);
  assert.deepEqual(words(b.session, 'a'), {长文本: '一'});
  assert.deepEqual([elsewhere(a), elsewhere(b)], [false, true]);
});

test('T9 what a tab wrote is written by that tab only, and told once', async (t) => {
  const kept = browser(t);
  const [a] = await harness(kept);
  const before = kept.told.length;
  write(a.session, 'a', '长文本', '一');
  for (let i = 0; i < 10; i += 1) await kept.pass(100);
  assert.deepEqual(kept.done, ['write a']);
  assert.equal(kept.told.length, before + 1);
});

test('T9 a field that both tabs edit at once has one text in both, and the other text beside it, on disk too', async (t) => {
  const kept = browser(t);
  const [a, b] = await harness(kept);
  write(a.session, 'a', '长文本', '甲');
  b.pass(1);
  write(b.session, 'a', '长文本', '乙');
  for (let i = 0; i < 5; i += 1) await kept.pass(100);
  for (const {session} of [a, b]) {
    assert.deepEqual(words(session, 'a'), {长文本: '乙'});
    assert.deepEqual(replaced(session, 'a'), ['甲']);
  }
  const told = kept.told.length;
  for (let i = 0; i < 5; i += 1) await kept.pass(100);
  assert.equal(kept.told.length, told);
  assert.deepEqual(replacedOnDisk(kept), ['甲']);
});

test('T9 a replaced text that is let go in one tab is let go in the other, and on disk', async (t) => {
  const kept = browser(t);
  const [a, b] = await harness(kept);
  write(a.session, 'a', '长文本', '甲');
  b.pass(1);
  write(b.session, 'a', '长文本', '乙');
  for (let i = 0; i < 3; i += 1) await kept.pass(100);
  a.session.redraft('a', (draft) => withoutReplaced(draft, a.session.$drafts.get().get('a')!.replaced[0]!));
  for (let i = 0; i < 3; i += 1) await kept.pass(100);
  assert.deepEqual([replaced(a.session, 'a'), replaced(b.session, 'a')], [[], []]);
  assert.deepEqual(replacedOnDisk(kept), []);
  assert.deepEqual(words(b.session, 'a'), {长文本: '乙'});
});

test('T9 a save settles what was replaced too, in both tabs', async (t) => {
  const kept = browser(t);
  const [a, b] = await harness(kept);
  write(a.session, 'a', '长文本', '甲');
  b.pass(1);
  write(b.session, 'a', '长文本', '乙');
  for (let i = 0; i < 3; i += 1) await kept.pass(100);
  void save(b.session, 'a');
  await b.posted[0]?.answer(yes);
  for (let i = 0; i < 3; i += 1) await kept.pass(100);
  assert.deepEqual([a.session.$drafts.get().size, b.session.$drafts.get().size, kept.disk.size], [0, 0, 0]);
});

test('T9 a replaced text that is all there is says from when it is, after a reload', async (t) => {
  const [kept, {session}] = [browser(t), talking()];
  const {stop} = await kept.keep(session);
  write(session, 'a', '长文本', '乙');
  session.redraft('a', (draft) => ({...draft, edits: [], replaced: draft.edits}));
  await stop();
  const after = fixture();
  await kept.keep(after.session);
  assert.deepEqual(replaced(after.session, 'a'), ['乙']);
  assert.equal(after.session.$drafts.get().get('a')?.restoredFrom, monday);
});

test('what one tab saves leaves the other tab and the disk, and its record is the new one', async (t) => {
  const kept = browser(t);
  const [a, b] = await harness(kept);
  write(a.session, 'a', '年龄', '40');
  for (const tab of [a, b]) tab.hear(notice('wrap-up'), notice('idle'));
  await kept.pass(100);
  void save(a.session, 'a');
  await a.posted[0]?.answer(yes);
  await kept.pass(100);
  assert.equal(words(b.session, 'a'), undefined);
  assert.equal(recordOf(b.session, 'a')['年龄'], '40');
  assert.deepEqual(phases(b.session), ['a closed']);
  assert.deepEqual([...kept.disk.keys()], []);
});

test('T9 words that are saved before another tab could read them are not unsaved there', async (t) => {
  const kept = browser(t);
  const [a, b] = await harness(kept);
  const release = kept.holdNext('open');
  write(a.session, 'a', '年龄', '40');
  await kept.pass(100);
  a.session.discard('a');
  await kept.pass(100);
  await release();
  assert.equal(words(b.session, 'a'), undefined);
});

test('D8 what one tab erases by signing out is erased in the other', async (t) => {
  const kept = browser(t);
  const [a, b] = await harness(kept);
  write(a.session, 'a', '年龄', '40');
  await kept.pass(100);
  void a.session.send({type: 'sign-out'});
  await a.posted[0]?.answer(yes);
  await kept.pass(100);
  assert.equal(b.session.$drafts.get().size, 0);
  assert.deepEqual([...kept.disk.keys()], []);
});

test('words of both tabs on different fields are both on disk, whoever wrote last', async (t) => {
  const kept = browser(t);
  const [a, b] = await harness(kept);
  write(a.session, 'a', '年龄', '40');
  write(b.session, 'a', '长文本', '乙');
  for (let i = 0; i < 3; i += 1) await kept.pass(100);
  assert.deepEqual(onDisk(kept, 'a'), {年龄: '40', 长文本: '乙'});
  write(a.session, 'a', '年龄', '41');
  for (let i = 0; i < 3; i += 1) await kept.pass(100);
  assert.deepEqual(onDisk(kept, 'a'), {年龄: '41', 长文本: '乙'});
});

test('a tab that opens later has the words at once, even those not on disk yet', async (t) => {
  const [kept, a, b] = [browser(t), talking(), fixture()];
  await kept.keep(a.session);
  write(a.session, 'a', '长文本', '一');
  write(a.session, 'a', '长文本', '一二');
  assert.equal(onDisk(kept, 'a'), undefined);
  await kept.keep(b.session);
  await kept.pass(0);
  assert.deepEqual(words(b.session, 'a'), {长文本: '一二'});
  assert.deepEqual(phases(b.session), ['a talking']);
});

test('a tab that was still reading the disk hears what it missed', async (t) => {
  const [kept, a, b] = [browser(t), talking(), talking()];
  await kept.keep(a.session);
  await kept.pass(100);
  const release = kept.holdNext('read');
  const keeping = kept.keep(b.session);
  write(a.session, 'a', '长文本', '一');
  await kept.pass(100);
  await release();
  await keeping;
  assert.deepEqual(words(b.session, 'a'), {长文本: '一'});
});

test('a tab that opens in the moment of a save does not keep the saved words on disk', async (t) => {
  const [kept, a] = [browser(t), talking()];
  await kept.keep(a.session);
  write(a.session, 'a', '长文本', '一');
  await kept.pass(100);
  write(a.session, 'a', '长文本', '一二');
  await kept.pass(0);
  a.session.discard('a');
  await kept.keep(fixture().session);
  await kept.pass(1_000);
  assert.deepEqual([...kept.disk.keys()], []);
});

test('a call that only one tab knows comes to the other with its words', async (t) => {
  const kept = browser(t);
  const [a, b] = await harness(kept, [talking(), fixture()]);
  b.hear(notice('idle'));
  a.hear(info('c'));
  write(a.session, 'c', '年龄', '40');
  await kept.pass(100);
  assert.deepEqual(words(b.session, 'c'), {年龄: '40'});
});

test('a message that is none is no error', async (t) => {
  const [kept, {session}] = [browser(t), talking()];
  const {channel} = await kept.keep(session);
  const wrong = [null, undefined, '', 'hi', 5, {}, [], {iv: 1, data: 2}, {data: new ArrayBuffer(0)}];
  for (const data of wrong) channel.dispatchEvent(new MessageEvent('message', {data}));
  await kept.pass(100);
  write(session, 'a', '长文本', '一');
  await kept.pass(100);
  assert.deepEqual(onDisk(kept, 'a'), {长文本: '一'});
});
