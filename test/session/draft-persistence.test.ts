import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import type {Session} from '../../src/session/session.ts';
import {fixture, info, monday, notice, settled, talking, yes} from './fakes.ts';
import {callOf, phases, save, words, write} from './forms.ts';
import {browser, onDisk} from './draft-persistence-rig.ts';

test('D1 the first word is kept at once, the next ones together after a tenth of a second', async (t) => {
  const [kept, {session}] = [browser(t), talking()];
  await kept.keep(session);
  await kept.pass(1_000);
  write(session, 'a', '长文本', '一');
  await settled();
  assert.deepEqual(onDisk(kept, 'a'), {长文本: '一'});
  for (const text of ['一二', '一二三', '一二三四']) {
    await kept.pass(20);
    write(session, 'a', '长文本', text);
  }
  await kept.pass(39);
  assert.deepEqual(onDisk(kept, 'a'), {长文本: '一'});
  await kept.pass(1);
  assert.deepEqual(onDisk(kept, 'a'), {长文本: '一二三四'});
  assert.deepEqual(kept.done, ['write a', 'write a']);
});

test('D1 however fast an agent types, what is on disk is a tenth of a second old at most', async (t) => {
  const kept = browser(t);
  const pauses = fc.array(fc.integer({min: 0, max: 150}), {maxLength: 40});
  await fc.assert(
    fc.asyncProperty(pauses, async (steps) => {
      const {session} = talking();
      const tab = await kept.keep(session);
      const before = kept.done.length;
      const typed: {readonly text: string; readonly at: number}[] = [];
      let now = 0;
      for (const [i, pause] of steps.entries()) {
        write(session, 'a', '长文本', `text ${i}`);
        typed.push({text: `text ${i}`, at: now});
        now += pause;
        await kept.pass(pause);
        const known = typed.find(({text}) => text === onDisk(kept, 'a')?.['长文本'])?.at ?? -1;
        const waiting = typed.find(({at}) => at > known);
        assert.ok(!waiting || now - waiting.at < 100, `${now - (waiting?.at ?? 0)} ms`);
      }
      await kept.pass(100);
      if (steps.length > 0) assert.equal(onDisk(kept, 'a')?.['长文本'], `text ${steps.length - 1}`);
      assert.ok(kept.done.length - before <= now / 100 + 2);
      await tab.stop();
      kept.disk.clear();
    }),
    {numRuns: 60},
  );
});

test('Z5 a page that hides, freezes or is left keeps the last word at once', async (t) => {
  const kept = browser(t);
  for (const moment of ['visibilitychange', 'beforeunload', 'pagehide', 'freeze']) {
    const {session} = talking(moment);
    const {page, stop} = await kept.keep(session);
    write(session, moment, '长文本', '一');
    write(session, moment, '长文本', '一二');
    page.dispatchEvent(new Event(moment));
    await settled();
    assert.deepEqual(onDisk(kept, moment), {长文本: '一二'});
    await stop();
  }
});

test('D1 what was typed before the browser’s storage was open is kept too', async (t) => {
  const [kept, {session}] = [browser(t), talking()];
  const open = kept.holdNext('read');
  const keeping = kept.keep(session);
  write(session, 'a', '长文本', '一');
  await open();
  const {stop} = await keeping;
  assert.deepEqual(onDisk(kept, 'a'), {长文本: '一'});
  await stop();
  const after = talking();
  write(after.session, 'a', '年龄', '40');
  await kept.keep(after.session);
  assert.deepEqual(onDisk(kept, 'a'), {长文本: '一', 年龄: '40'});
});

test('a slow write does not take the place of a later one, nor bring back what was erased', async (t) => {
  const [kept, {session}] = [browser(t), talking()];
  await kept.keep(session);
  await kept.pass(100);
  for (const last of ['一二', '']) {
    const release = kept.holdNext('seal');
    write(session, 'a', '长文本', '一');
    await settled();
    write(session, 'a', '长文本', last);
    await kept.pass(100);
    await release();
    assert.deepEqual(onDisk(kept, 'a'), last ? {长文本: last} : undefined);
  }
});

test('D8 a draft is erased when its call is saved, thrown away, taken back or the agent signs out', async (t) => {
  const kept = browser(t);
  const ends: readonly ((session: Session) => unknown)[] = [
    (session) => save(session, 'a'),
    (session) => session.discard('a'),
    (session) => write(session, 'a', '长文本', ''),
    (session) => session.send({type: 'sign-out'}),
  ];
  for (const end of ends) {
    const {session, posted} = talking();
    const {stop} = await kept.keep(session);
    write(session, 'a', '长文本', '一');
    await kept.pass(100);
    assert.deepEqual([...kept.disk.keys()], ['a']);
    end(session);
    await settled();
    if (posted[0]) assert.deepEqual([...kept.disk.keys()], ['a']);
    await posted[0]?.answer(yes);
    await kept.pass(100);
    assert.deepEqual([...kept.disk.keys()], [], String(end));
    await stop();
  }
});

test('D1 the next page finds the words, each call with its own, and says from when they are', async (t) => {
  const [kept, before] = [browser(t), talking()];
  const tab = await kept.keep(before.session);
  write(before.session, 'a', '年龄', '40');
  before.pass(60_000);
  write(before.session, 'a', '长文本', '一');
  before.hear(notice('wrap-up'), info('b'));
  write(before.session, 'b', '年龄', '50');
  await kept.pass(100);
  await tab.stop();
  const after = fixture();
  assert.equal(after.session.$keeping.get(), 'starting');
  await kept.keep(after.session);
  assert.equal(after.session.$keeping.get(), 'browser');
  assert.deepEqual(words(after.session, 'a'), {年龄: '40', 长文本: '一'});
  assert.deepEqual(words(after.session, 'b'), {年龄: '50'});
  assert.equal(after.session.$drafts.get().get('a')?.restoredFrom, monday + 60_000);
  assert.equal(after.session.$drafts.get().get('a')?.elsewhere, false);
  assert.equal(callOf(after.session, 'a').phase, 'wrap-up');
});

test('D8 words that the record holds by now are erased as soon as the next page sees them', async (t) => {
  const [kept, before] = [browser(t), talking()];
  const tab = await kept.keep(before.session);
  write(before.session, 'a', '年龄', '40');
  await kept.pass(100);
  await tab.stop();
  const after = fixture();
  after.hear(notice('busy'), info('a', {fields: '{"年龄":"40"}'}));
  await kept.keep(after.session);
  assert.equal(words(after.session, 'a'), undefined);
  assert.deepEqual([...kept.disk.keys()], []);
});

test('P15 what the call system says while the kept words are still being read wins over them', async (t) => {
  const [kept, before] = [browser(t), talking()];
  const tab = await kept.keep(before.session);
  write(before.session, 'a', '年龄', '40');
  await kept.pass(100);
  await tab.stop();
  const {session, hear} = fixture();
  const read = kept.holdNext('read');
  const keeping = kept.keep(session);
  await settled();
  hear(notice('busy'), info('a', {name: '李雪'}), notice('wrap-up'));
  const said = callOf(session, 'a');
  await read();
  await keeping;
  assert.deepEqual(words(session, 'a'), {年龄: '40'});
  assert.equal(callOf(session, 'a'), said);
  assert.deepEqual([said.customer.name, said.phase, said.restored], ['李雪', 'wrap-up', undefined]);
});

test('D9 a record of another version is left alone: neither shown nor erased, and no other suffers from it', async (t) => {
  const [kept, before] = [browser(t), talking()];
  const tab = await kept.keep(before.session);
  write(before.session, 'a', '年龄', '40');
  await kept.pass(100);
  await tab.stop();
  const newer = (kept.disk.get('a') ?? '').replace('"version":1', '"version":2').replaceAll('"a"', '"b"');
  const broken = ['{"draft":{}}', '{"version":1,"call":{},"draft":{}}', 'no JSON', 'null', '[]', ''];
  const strange = [newer, ...broken];
  for (const [i, text] of strange.entries()) kept.disk.set(`strange ${i}`, text);
  const after = fixture();
  await kept.keep(after.session);
  assert.deepEqual(phases(after.session), ['a talking']);
  after.session.discard('a');
  await kept.pass(100);
  assert.deepEqual([...kept.disk.values()], strange);
});

test('closing the session keeps the last word and nothing after it', async (t) => {
  const [kept, {session}] = [browser(t), talking()];
  const tab = await kept.keep(session);
  write(session, 'a', '长文本', '一');
  await tab.stop();
  assert.deepEqual(onDisk(kept, 'a'), {长文本: '一'});
  assert.equal(session.$keeping.get(), 'browser');
  write(session, 'a', '长文本', '一二');
  tab.page.dispatchEvent(new Event('pagehide'));
  await kept.pass(1_000);
  assert.deepEqual(onDisk(kept, 'a'), {长文本: '一'});
});

test('S14 a flood of calls does not reach the disk', async (t) => {
  const [kept, {session, hear}] = [browser(t), talking()];
  await kept.keep(session);
  for (let i = 1; i <= 2_000; i += 1)
    hear(notice('busy'), info(`call ${i}`), notice('wrap-up'), notice('idle'));
  hear(notice('busy'), info('last'));
  await kept.pass(100);
  assert.deepEqual(kept.done, []);
});
