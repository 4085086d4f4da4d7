import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import {emptyDraft, withoutReplaced, type Draft, type Edit} from '../../src/session/drafts/drafts.ts';
import type {StoredCall} from '../../src/session/drafts/drafting.ts';
import {info, notice, talking, yes, type Fixture} from './fakes.ts';
import {callOf, phases, recordOf, replaced, save, words, write} from './forms.ts';

/** What one page tells the others of its call; nothing is shared between pages. */
function kept({session}: Fixture, gone: readonly Edit[] = []): StoredCall {
  return structuredClone({
    call: callOf(session, 'a'),
    draft: session.$drafts.get().get('a') ?? emptyDraft,
    gone,
  });
}

/** Two pages of one agent, in the same call. */
const twoTabs = () => [talking(), talking()] as const;

function exchange(from: Fixture, to: Fixture): void {
  to.session.restore(kept(from));
}

const draftOf = ({session}: Fixture): Draft => session.$drafts.get().get('a') ?? emptyDraft;

test('T9 in whatever order two pages write and hear of each other, they end alike and no text vanishes', () => {
  const tab = fc.constantFrom(0, 1);
  const step = fc.oneof(
    fc.record({write: fc.constantFrom('年龄', '长文本'), tab, pass: fc.nat(3)}),
    fc.record({tell: tab}),
    fc.record({hear: tab}),
  );
  fc.assert(
    fc.property(fc.array(step, {maxLength: 40}), fc.nat(5), (steps, ahead) => {
      const tabs = twoTabs();
      tabs[1].pass(ahead);
      /** What is on its way to each page, in order. */
      const waiting: readonly StoredCall[][] = [[], []];
      /** What was written, by whom, and which of it each page has shown. */
      const written: {name: string; value: string; by: number}[] = [];
      const shown = [new Set<string>(), new Set<string>()] as const;
      const settled = new Set<string>();
      const look = () =>
        tabs.forEach(({session}, i) => {
          for (const value of Object.values(words(session, 'a') ?? {})) shown[i as 0].add(String(value));
        });
      for (const [i, one] of steps.entries()) {
        if ('tell' in one) waiting[1 - one.tell]?.push(kept(tabs[one.tell as 0]));
        else if ('hear' in one) {
          const news = waiting[one.hear]?.shift();
          if (news) tabs[one.hear as 0].session.restore(news);
        } else {
          for (const old of written)
            if (old.name === one.write && (old.by === one.tab || shown[one.tab as 0].has(old.value)))
              settled.add(old.value);
          tabs[one.tab as 0].pass(one.pass);
          write(tabs[one.tab as 0].session, 'a', one.write, `text ${i}`);
          written.push({name: one.write, value: `text ${i}`, by: one.tab});
        }
        look();
      }
      const [a, b] = tabs;
      exchange(a, b);
      exchange(b, a);
      exchange(a, b);
      assert.deepEqual(words(a.session, 'a') ?? {}, words(b.session, 'a') ?? {});
      assert.deepEqual(new Set(replaced(a.session, 'a')), new Set(replaced(b.session, 'a')));
      const found = new Set([...Object.values(words(a.session, 'a') ?? {}), ...replaced(a.session, 'a')]);
      for (const {value} of written) assert.ok(found.has(value) || settled.has(value), value);
      assert.equal(new Set(replaced(a.session, 'a')).size, replaced(a.session, 'a').length);
    }),
    {numRuns: 500},
  );
});

test('what one page writes shows in the other, and hearing it once more tells nobody', () => {
  const [a, b] = twoTabs();
  write(a.session, 'a', '长文本', '一');
  const news = kept(a);
  b.session.restore(news);
  assert.deepEqual(words(b.session, 'a'), {长文本: '一'});
  const told: unknown[] = [];
  for (const {session} of [a, b]) {
    session.$drafts.listen((drafts) => told.push(drafts));
    session.$calls.listen((calls) => told.push(calls));
  }
  exchange(b, a);
  exchange(a, b);
  b.session.restore(structuredClone(news));
  assert.deepEqual(told, []);
});

test('T9 an echo that comes after more was typed takes nothing back', () => {
  const [a, b] = twoTabs();
  write(a.session, 'a', '长文本', '一');
  exchange(a, b);
  write(a.session, 'a', '长文本', '一二');
  exchange(b, a);
  assert.deepEqual(words(a.session, 'a'), {长文本: '一二'});
  assert.deepEqual(replaced(a.session, 'a'), []);
});

test('what was saved here is not unsaved again because another page still tells of it', async () => {
  const [a, b] = twoTabs();
  write(a.session, 'a', '长文本', '一');
  exchange(a, b);
  write(a.session, 'a', '长文本', '一二');
  a.hear(notice('wrap-up'));
  void save(a.session, 'a');
  await a.posted[0]?.answer(yes);
  exchange(b, a);
  assert.equal(words(a.session, 'a'), undefined);
  assert.deepEqual(phases(a.session), ['a closed']);
});

test('what was saved in one page is saved in the other, and its card leaves there too', async () => {
  const [a, b] = twoTabs();
  for (const tab of [a, b]) tab.hear(notice('wrap-up'), notice('idle'));
  write(a.session, 'a', '长文本', '一');
  exchange(a, b);
  const gone = draftOf(a).edits;
  void save(a.session, 'a', {inspection: '质检合格'});
  await a.posted[0]?.answer(yes);
  b.session.restore(kept(a, gone));
  assert.equal(words(b.session, 'a'), undefined);
  assert.equal(recordOf(b.session, 'a')['长文本'], '一');
  assert.equal(callOf(b.session, 'a').inspection, '质检合格');
  assert.deepEqual(phases(b.session), ['a closed']);
});

test('what was written here since another page saved stays unsaved, on top of what was saved', async () => {
  const [a, b] = twoTabs();
  write(a.session, 'a', '年龄', '40');
  exchange(a, b);
  write(b.session, 'a', '长文本', '二');
  const gone = draftOf(a).edits;
  void save(a.session, 'a');
  await a.posted[0]?.answer(yes);
  b.session.restore(kept(a, gone));
  assert.deepEqual(words(b.session, 'a'), {长文本: '二'});
  assert.equal(recordOf(b.session, 'a')['年龄'], '40');
});

test('what another page threw away leaves the record alone, however old that page’s record is', async () => {
  const [a, b] = twoTabs();
  write(a.session, 'a', '年龄', '40');
  exchange(a, b);
  void save(b.session, 'a', {values: {下拉框: '5'}});
  await b.posted[0]?.answer(yes);
  const gone = draftOf(a).edits;
  a.session.discard('a');
  b.session.restore(kept(a, gone));
  assert.equal(words(b.session, 'a'), undefined);
  assert.equal(recordOf(b.session, 'a')['下拉框'], '5');
});

test('T9 a replaced text is let go once for both pages', () => {
  const [a, b] = twoTabs();
  write(a.session, 'a', '年龄', '40');
  b.pass(1);
  write(b.session, 'a', '年龄', '41');
  exchange(a, b);
  exchange(b, a);
  const [dropped] = draftOf(a).replaced;
  assert.equal(dropped?.value, '40');
  a.session.redraft('a', (draft) => withoutReplaced(draft, dropped));
  b.session.restore(kept(a, [dropped]));
  assert.deepEqual([replaced(a.session, 'a'), replaced(b.session, 'a')], [[], []]);
  assert.deepEqual(words(b.session, 'a'), {年龄: '41'});
});

test('T9 a replaced text that was let go does not come back with what another page said before', () => {
  const [a, b] = twoTabs();
  write(a.session, 'a', '年龄', '40');
  b.pass(1);
  write(b.session, 'a', '年龄', '41');
  exchange(a, b);
  const before = kept(b);
  exchange(b, a);
  const [dropped] = draftOf(a).replaced;
  a.session.redraft('a', (draft) => withoutReplaced(draft, dropped!));
  a.session.restore(before);
  assert.deepEqual(replaced(a.session, 'a'), []);
  assert.deepEqual(words(a.session, 'a'), {年龄: '41'});
});

test('T9 a text that another page replaces while a save is pending is not taken for seen', async () => {
  const [a, b] = twoTabs();
  write(a.session, 'a', '年龄', '40');
  void save(a.session, 'a');
  b.pass(1);
  write(b.session, 'a', '年龄', '41');
  exchange(b, a);
  await a.posted[0]?.answer(yes);
  assert.deepEqual(words(a.session, 'a'), {年龄: '41'});
  assert.deepEqual(replaced(a.session, 'a'), ['40']);
  void save(a.session, 'a');
  await a.posted[1]?.answer(yes);
  assert.deepEqual(replaced(a.session, 'a'), []);
});

test('a call that only the other page knows comes with its words', () => {
  const [a, b] = twoTabs();
  a.hear(info('c'));
  write(a.session, 'c', '年龄', '40');
  b.session.restore(
    structuredClone({call: callOf(a.session, 'c'), draft: a.session.$drafts.get().get('c')!}),
  );
  assert.deepEqual(words(b.session, 'c'), {年龄: '40'});
  assert.deepEqual(phases(b.session), ['a talking', 'c talking']);
});
