import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import {fixture, info, no, notice, talking, yes, type Fixture} from './fakes.ts';
import {callOf, phases, save, words, write} from './forms.ts';

const statuses = ['signed-out', 'idle', 'busy', 'wrap-up', 'unknown'] as const;
type Status = (typeof statuses)[number];

/** Every way in which so many notices can follow each other. */
function* sequences(length: number): Generator<readonly Status[]> {
  if (length === 0) yield [];
  else for (const rest of sequences(length - 1)) for (const status of statuses) yield [...rest, status];
}

/** A call with unsaved words, whose conversation is over. */
function unsaved(): Fixture {
  const made = talking();
  write(made.session, 'a', '长文本', '一个月后回访');
  made.hear(notice('wrap-up'));
  return made;
}

test('no sequence of notices takes away a card with unsaved words, though they take away those without', () => {
  const left = new Set<string>();
  for (const sequence of sequences(4)) {
    const {session, hear} = fixture();
    hear(notice('idle'), notice('busy'), info('a'), info('b'));
    write(session, 'a', '长文本', '一');
    for (const status of sequence) {
      hear(notice(status));
      assert.notEqual(callOf(session, 'a').phase, 'closed', sequence.join(' '));
    }
    assert.deepEqual(words(session, 'a'), {长文本: '一'});
    if (callOf(session, 'b').phase === 'closed') left.add(sequence.join(' '));
  }
  assert.ok(left.has('wrap-up idle idle idle') && left.has('idle unknown busy busy'));
});

test('D7 whatever frames come and whoever is next, every unsaved word has its card', async () => {
  const step = fc.oneof(
    fc.constantFrom(...statuses).map((status) => notice(status)),
    fc.constantFrom('a', 'b', 'c').map((sessionId) => info(sessionId)),
    fc.constantFrom('a', 'b', 'c').map((sessionId) => ({writes: sessionId})),
    fc.constantFrom('next-call', 'refused save').map((asks) => ({asks})),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, {maxLength: 30}), async (steps) => {
      const {session, hear, posted} = fixture();
      const written = new Map<string, string>();
      for (const [i, one] of steps.entries()) {
        if ('asks' in one) {
          void (one.asks === 'next-call' ? session.send({type: 'next-call'}) : save(session, 'a'));
          await posted.at(-1)?.answer(one.asks === 'next-call' ? yes : no);
        } else if (!('writes' in one)) hear(one);
        else if (session.$calls.get().some(({sessionId}) => sessionId === one.writes)) {
          write(session, one.writes, '长文本', String(i));
          written.set(one.writes, String(i));
        }
        for (const [sessionId, text] of written) {
          assert.notEqual(callOf(session, sessionId).phase, 'closed');
          assert.deepEqual(words(session, sessionId), {长文本: text});
        }
      }
    }),
    {numRuns: 200},
  );
});

test('D7 a call that arrives during another one, or during its wrap-up, has a card of its own', () => {
  const {session, hear} = talking();
  write(session, 'a', '长文本', '一');
  hear(info('b'));
  write(session, 'b', '长文本', '二');
  hear(notice('wrap-up'), info('c'));
  write(session, 'c', '长文本', '三');
  assert.deepEqual(phases(session), ['a wrap-up', 'b wrap-up', 'c talking']);
  assert.deepEqual(
    ['a', 'b', 'c'].map((sessionId) => words(session, sessionId)?.['长文本']),
    ['一', '二', '三'],
  );
  assert.equal(session.$call.get()?.sessionId, 'c');
});

test('a finished call whose words are thrown away leaves, unless its after-call work is going on', () => {
  const going = unsaved();
  going.session.discard('a');
  assert.equal(words(going.session, 'a'), undefined);
  assert.deepEqual(phases(going.session), ['a wrap-up']);
  going.hear(notice('idle'));
  assert.deepEqual(phases(going.session), ['a closed']);

  for (const later of [[notice('idle')], [notice('idle'), notice('busy'), info('b')], [info('b')]]) {
    const {session, hear} = unsaved();
    hear(...later);
    session.discard('a');
    assert.equal(callOf(session, 'a').phase, 'closed');
  }
});

test('words that are thrown away during the call leave the call as it is', () => {
  const {session} = talking();
  write(session, 'a', '长文本', '一');
  session.discard('a');
  assert.equal(words(session, 'a'), undefined);
  assert.deepEqual(phases(session), ['a talking']);
});

test('a field that is emptied to be written anew does not take the card from under the agent’s hands', () => {
  const {session, hear} = unsaved();
  hear(notice('idle'));
  write(session, 'a', '长文本', '');
  assert.equal(words(session, 'a'), undefined);
  assert.deepEqual(phases(session), ['a wrap-up']);
  write(session, 'a', '长文本', '二');
  assert.deepEqual(phases(session), ['a wrap-up']);
});

test('what is typed while the card of a saved call is on its way out brings the card back', async () => {
  const {session, posted} = unsaved();
  void save(session, 'a');
  await posted[0]?.answer(yes);
  assert.deepEqual(phases(session), ['a closed']);
  write(session, 'a', '长文本', '一个月后回访。');
  assert.deepEqual(phases(session), ['a wrap-up']);
});

test('a write that changes nothing, or is meant for a call that is not known, tells nobody', () => {
  const {session} = talking();
  const told: unknown[] = [];
  session.$drafts.listen((drafts) => told.push(drafts));
  write(session, 'a', '年龄', '39');
  write(session, 'a', '多选框', '11');
  write(session, 'b', '年龄', '40');
  assert.deepEqual(told, []);
  write(session, 'a', '年龄', '40');
  write(session, 'a', '年龄', '40');
  assert.equal(told.length, 1);
});

test('the next call is asked for, and only the card without unsaved words leaves', async () => {
  const {session, hear, posted} = talking();
  hear(info('b'));
  write(session, 'a', '长文本', '一');
  hear(notice('wrap-up'));
  void session.send({type: 'next-call'});
  await posted[0]?.answer(yes);
  assert.deepEqual(phases(session), ['a wrap-up', 'b closed']);
  assert.deepEqual(words(session, 'a'), {长文本: '一'});
});

test('D8 the yes to signing out erases every draft, its no and a notice alone erase none', async () => {
  const {session, hear, posted} = unsaved();
  hear(notice('signed-out'));
  assert.deepEqual(words(session, 'a'), {长文本: '一个月后回访'});
  hear(notice('idle'));
  void session.send({type: 'sign-out'});
  assert.deepEqual(words(session, 'a'), {长文本: '一个月后回访'});
  await posted[0]?.answer(no);
  assert.deepEqual(words(session, 'a'), {长文本: '一个月后回访'});
  void session.send({type: 'sign-out'});
  await posted[1]?.answer(yes);
  assert.equal(session.$drafts.get().size, 0);
  assert.deepEqual(phases(session), []);
});
