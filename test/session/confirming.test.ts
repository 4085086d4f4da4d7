import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import type {Fault, Outcome} from '../../src/protocol/faults.ts';
import {fixture, info, no, notice, settled, talking, yes, type Fixture} from './fakes.ts';
import {phases, words, write} from './forms.ts';

const lost: Outcome = {ok: false, fault: {code: 'not-confirmed'}};

/** A fixture with a live socket, whose clock and timers go together. */
function live(t: TestContext, made: Fixture = fixture()) {
  t.mock.timers.enable({apis: ['setTimeout']});
  made.link({state: 'open'});
  const wait = async (ms: number) => {
    made.pass(ms);
    t.mock.timers.tick(ms);
    await settled();
  };
  return {...made, wait};
}

const faultOf = ({session}: Fixture) => session.$fault.get()?.code;
const code = (outcome: Outcome) => (outcome.ok ? 'ok' : outcome.fault.code);

test('S10 a yes is pending until the status shows it', async (t) => {
  const made = live(t);
  const {session, posted, hear} = made;
  hear(notice('signed-out'));
  const sent = session.send({type: 'sign-in'});
  await posted[0]?.answer(yes);
  assert.equal(session.$progress.get()['sign-in'], 'pending');
  hear(notice('signed-out', '00:00:05'));
  assert.equal(session.$progress.get()['sign-in'], 'pending');
  hear(notice('idle'));
  assert.equal(code(await sent), 'ok');
  assert.equal(session.$progress.get()['sign-in'], undefined);
});

test('S10 a yes that shows nowhere within eight seconds is not confirmed, is offered again, and is not sent again', async (t) => {
  const made = live(t);
  const {session, posted, hear, wait} = made;
  hear(notice('signed-out'));
  const sent = session.send({type: 'sign-in'});
  await posted[0]?.answer(yes);
  await wait(7_999);
  assert.equal(session.$progress.get()['sign-in'], 'pending');
  await wait(1);
  const fault: Fault = {code: 'not-confirmed', command: 'sign-in'};
  assert.deepEqual(await sent, {ok: false, fault});
  assert.deepEqual(session.$fault.get(), fault);
  assert.equal(session.$agent.get().status, 'signed-out');
  await wait(60_000);
  assert.equal(posted.length, 1);
  void session.send({type: 'sign-in'});
  assert.equal(posted.length, 2);
});

test('S10 when the status shows it later, what was said goes by itself', async (t) => {
  for (const answer of [yes, lost]) {
    const made = live(t);
    const {session, posted, hear, wait} = made;
    hear(notice('idle'), notice('wrap-up'));
    void session.send({type: 'next-call'});
    await posted[0]?.answer(answer);
    await wait(8_000);
    assert.equal(faultOf(made), 'not-confirmed');
    hear(notice('idle'));
    assert.equal(faultOf(made), undefined);
    assert.deepEqual(session.$progress.get(), {});
    t.mock.timers.reset();
  }
});

test('S10 a status of another day is no answer to what was not confirmed', async (t) => {
  const {session, posted, hear, wait} = live(t, talking());
  write(session, 'a', '年龄', '40');
  hear(notice('wrap-up'), notice('idle'));
  void session.send({type: 'sign-out'});
  await posted[0]?.answer(lost);
  await wait(60_000);
  hear(notice('signed-out'));
  assert.deepEqual(words(session, 'a'), {年龄: '40'});
});

test('S10 a sign-out that shows late erases what the agent wrote, as one that shows at once', async (t) => {
  for (const late of [false, true]) {
    const {session, posted, hear} = live(t, talking());
    write(session, 'a', '年龄', '40');
    hear(notice('wrap-up'));
    void session.send({type: 'sign-out'});
    if (late) await posted[0]?.answer(lost);
    assert.deepEqual(words(session, 'a'), {年龄: '40'});
    hear(notice('signed-out'));
    assert.equal(words(session, 'a'), undefined);
    assert.deepEqual(phases(session), []);
    t.mock.timers.reset();
  }
});

test('S10 a call system that never tells a status is believed by its answers, and none of them waits', async (t) => {
  const {session, posted} = live(t);
  for (const [index, type] of (['sign-in', 'next-call', 'sign-out'] as const).entries()) {
    const sent = session.send({type});
    await posted[index]?.answer(yes);
    assert.equal(code(await sent), 'ok');
  }
});

test('S9 without a live socket a yes is all that can be had', async (t) => {
  const {session, posted, hear, link, wait} = live(t);
  hear(notice('signed-out'));
  link({state: 'waiting'});
  const first = session.send({type: 'sign-in'});
  await posted[0]?.answer(yes);
  assert.equal(code(await first), 'ok');
  link({state: 'open'});
  await wait(2_000);
  const second = session.send({type: 'sign-in'});
  await posted[1]?.answer(yes);
  link({state: 'waiting'});
  await wait(8_000);
  assert.equal(code(await second), 'ok');
});

test('S12 a status that comes before the answer is the answer, and a later one changes nothing', async (t) => {
  for (const late of [yes, no, lost]) {
    const made = live(t);
    const {session, posted, hear, wait} = made;
    hear(notice('signed-out'));
    const sent = session.send({type: 'sign-in'});
    hear(notice('idle'));
    assert.equal(code(await sent), 'ok');
    assert.equal(session.$progress.get()['sign-in'], undefined);
    await posted[0]?.answer(late);
    await wait(8_000);
    assert.equal(faultOf(made), undefined);
    assert.deepEqual(session.$progress.get(), {});
    t.mock.timers.reset();
  }
});

test('S12 a late answer is none to a command that was sent since', async (t) => {
  const {session, posted, hear, wait} = live(t);
  hear(notice('signed-out'));
  void session.send({type: 'sign-in'});
  hear(notice('idle'));
  await wait(2_000);
  void session.send({type: 'sign-out'});
  hear(notice('signed-out'));
  await wait(2_000);
  void session.send({type: 'sign-in'});
  await posted[0]?.answer(no);
  assert.equal(session.$progress.get()['sign-in'], 'pending');
  await posted[2]?.answer(no);
  assert.equal((session.$progress.get()['sign-in'] as Fault).code, 'refused');
});

test('S11 a status that contradicts a command wins and is told once, before or after the yes', async (t) => {
  for (const answered of [false, true]) {
    const made = live(t);
    const {session, posted, hear, wait} = made;
    const told: (Fault | undefined)[] = [];
    hear(notice('idle'));
    session.$fault.listen((fault) => fault && told.push(fault));
    const sent = session.send({type: 'sign-out'});
    if (answered) await posted[0]?.answer(yes);
    hear(notice('busy'), info('a'));
    assert.equal(code(await sent), 'overtaken');
    if (!answered) await posted[0]?.answer(no);
    hear(notice('busy', '00:00:05'));
    await wait(60_000);
    assert.deepEqual(told, [{code: 'overtaken', command: 'sign-out'}]);
    assert.equal(session.$agent.get().status, 'busy');
    assert.equal(session.$call.get()?.phase, 'talking');
    assert.equal(posted.length, 1);
    t.mock.timers.reset();
  }
});

test('S11 a command that was only overtaken shows all the same, and then nothing is said of it any more', async (t) => {
  const made = live(t);
  const {session, hear} = made;
  hear(notice('idle'), notice('wrap-up'));
  void session.send({type: 'sign-out'});
  hear(notice('idle'));
  await settled();
  assert.equal(faultOf(made), 'overtaken');
  hear(notice('signed-out'));
  assert.equal(faultOf(made), undefined);
  assert.deepEqual(session.$progress.get(), {});
});

test('S13 a server that has forgotten the conversation is believed: the call is over, and its words are kept', () => {
  const {session, hear, link} = talking();
  write(session, 'a', '年龄', '40');
  link({state: 'waiting'});
  link({state: 'open'});
  hear(notice('idle'));
  assert.deepEqual(phases(session), ['a wrap-up']);
  assert.deepEqual(words(session, 'a'), {年龄: '40'});
});

test('a session that is closed ends what waits for a status', async (t) => {
  const {session, posted, hear} = live(t);
  hear(notice('signed-out'));
  const sent = session.send({type: 'sign-in'});
  await posted[0]?.answer(yes);
  session.close();
  assert.equal(code(await sent), 'closed');
});

test('S10 S12 what a status has confirmed does not hold up the next press, though its answer never came', async (t) => {
  const {session, posted, hear, wait} = live(t, talking());
  hear(notice('wrap-up'));
  const first = session.send({type: 'next-call'});
  hear(notice('idle'));
  assert.equal(code(await first), 'ok');
  await wait(3_000);
  hear(notice('busy'), info('b'), notice('wrap-up'));
  const second = session.send({type: 'next-call'});
  await settled();
  assert.equal(posted.length, 2);
  hear(notice('idle'));
  assert.equal(code(await second), 'ok');
});
