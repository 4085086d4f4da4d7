import assert from 'node:assert/strict';
import {test} from 'node:test';
import {info, talking} from './fakes.ts';
import {write} from './forms.ts';
import {browser, onDisk} from './draft-persistence-rig.ts';

test('H14 a disk that takes nothing is told at once, and a disk that takes again is told too', async (t) => {
  for (const work of ['seal', 'write'] as const) {
    await t.test(work, async (inner) => {
      const [kept, {session}] = [browser(inner), talking()];
      await kept.keep(session);
      await kept.pass(100);
      kept.failing.add(work);
      write(session, 'a', '长文本', '一');
      await kept.pass(0);
      assert.equal(session.$keeping.get(), 'memory');
      assert.equal(onDisk(kept, 'a'), undefined);
      kept.failing.clear();
      await kept.pass(100);
      write(session, 'a', '长文本', '一二');
      await kept.pass(0);
      assert.equal(session.$keeping.get(), 'browser');
      assert.deepEqual(onDisk(kept, 'a'), {长文本: '一二'});
    });
  }
});

test('H14 a disk that cannot even be read is an error for who asked, not a promise that never ends', async (t) => {
  const [kept, {session}] = [browser(t), talking()];
  kept.failing.add('read');
  await assert.rejects(kept.keep(session));
  assert.equal(session.$keeping.get(), 'starting');
});

test('H14 a draft that could not be kept is tried again when the page is left, though nothing more was typed', async (t) => {
  const [kept, {session}] = [browser(t), talking()];
  const {page} = await kept.keep(session);
  await kept.pass(100);
  kept.failing.add('write');
  write(session, 'a', '长文本', '一');
  await kept.pass(0);
  kept.failing.clear();
  page.dispatchEvent(new Event('visibilitychange'));
  await kept.pass(0);
  assert.deepEqual(onDisk(kept, 'a'), {长文本: '一'});
  assert.equal(session.$keeping.get(), 'browser');
});

test('H14 drafts are called kept only when every one of them is', async (t) => {
  const [kept, {session, hear}] = [browser(t), talking()];
  hear(info('b'));
  await kept.keep(session);
  await kept.pass(100);
  kept.failing.add('write');
  write(session, 'a', '长文本', '一');
  await kept.pass(100);
  kept.failing.clear();
  const release = kept.holdNext('seal');
  write(session, 'b', '长文本', '二');
  await kept.pass(0);
  assert.deepEqual([...kept.disk.keys()], ['b']);
  assert.equal(session.$keeping.get(), 'memory');
  await release();
  assert.deepEqual([...kept.disk.keys()].toSorted(), ['a', 'b']);
  assert.equal(session.$keeping.get(), 'browser');
});

test('D8 a draft that could not be erased is erased with the next write', async (t) => {
  const [kept, {session, hear}] = [browser(t), talking()];
  hear(info('b'));
  await kept.keep(session);
  write(session, 'a', '长文本', '一');
  await kept.pass(100);
  kept.failing.add('erase');
  session.discard('a');
  await kept.pass(100);
  assert.deepEqual([...kept.disk.keys()], ['a']);
  assert.equal(session.$keeping.get(), 'memory');
  kept.failing.clear();
  write(session, 'b', '长文本', '二');
  await kept.pass(100);
  assert.deepEqual([...kept.disk.keys()], ['b']);
  assert.equal(session.$keeping.get(), 'browser');
});

test('a write that fails late does not undo what a later one said', async (t) => {
  const [kept, {session}] = [browser(t), talking()];
  await kept.keep(session);
  await kept.pass(100);
  const release = kept.holdNext('seal');
  write(session, 'a', '长文本', '一');
  await kept.pass(0);
  write(session, 'a', '长文本', '一二');
  await kept.pass(100);
  kept.failing.add('seal');
  await release();
  assert.equal(session.$keeping.get(), 'browser');
  assert.deepEqual(onDisk(kept, 'a'), {长文本: '一二'});
});

test('T9 tabs hear of each other’s words even while the disk takes none', async (t) => {
  const [kept, a, b] = [browser(t), talking(), talking()];
  await kept.keep(a.session);
  await kept.keep(b.session);
  await kept.pass(100);
  kept.failing.add('write');
  write(a.session, 'a', '长文本', '一');
  await kept.pass(100);
  assert.equal(b.session.$drafts.get().get('a')?.elsewhere, true);
});
