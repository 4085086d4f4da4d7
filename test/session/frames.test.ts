import assert from 'node:assert/strict';
import {test} from 'node:test';
import {infoFrame, messageFrame, noticeFrame} from '../examples.ts';
import {fixture, info, monday, notice, talking} from './fakes.ts';

const announcement = (msg: unknown) => ({method: 'message', msg});

test('before the first notice the agent’s state is unknown', () => {
  const {session} = fixture();
  assert.deepEqual(session.$agent.get(), {extno: '1003', status: 'unknown'});
  assert.deepEqual(session.$link.get(), {state: 'connecting'});
  assert.equal(session.$call.get(), undefined);
});

test('P17 a state began as long ago as the notice says, on the session’s clock', () => {
  const {session, hear, pass} = fixture();
  hear(noticeFrame);
  assert.deepEqual(session.$agent.get(), {extno: '1003', status: 'signed-out', since: monday - 257_000});
  pass(60_000);
  hear(notice('signed-out', '00:05:17'));
  assert.equal(session.$agent.get().since, monday - 257_000);
  hear(notice('idle', '100:00:00'));
  assert.equal(session.$agent.get().since, monday + 60_000 - 360_000_000);
  assert.equal(session.now(), monday + 60_000);
});

test('P6 a state whose time cannot be read has no beginning, and never a wrong one', () => {
  for (const time of ['25:99:99', '', 'NaN', '-00:00:01']) {
    const {session, hear} = fixture();
    hear(notice('busy', '00:10:00'), notice('idle', time));
    assert.deepEqual(session.$agent.get(), {extno: '1003', status: 'idle'});
  }
});

test('P5 a state that nobody knows is shown as unknown, not as the last one', () => {
  const {session, hear} = fixture();
  hear(notice('idle'), notice('unknown', '00:00:03'));
  assert.deepEqual(session.$agent.get(), {extno: '1003', status: 'unknown', since: monday - 3_000});
});

test('what the link tells is handed on as it is', () => {
  const {session, link} = fixture();
  const waiting = {state: 'waiting', retryAt: monday + 250, fault: {code: 'unreachable'}} as const;
  link(waiting);
  assert.deepEqual(session.$link.get(), waiting);
});

test('N1 a lost link changes nothing of the agent, the call and the announcements', () => {
  const {session, link, hear} = talking();
  hear(messageFrame);
  const before = [session.$agent.get(), session.$calls.get(), session.$notices.get()];
  link({state: 'waiting', retryAt: monday});
  link({state: 'refused', fault: {code: 'unauthorized'}});
  assert.deepEqual([session.$agent.get(), session.$calls.get(), session.$notices.get()], before);
});

test('P1 P2 P3 P4 P10 frames are counted by kind, and those not understood by their reason', () => {
  const {session, hear} = fixture();
  hear(noticeFrame, noticeFrame, messageFrame, infoFrame, infoFrame);
  hear('', '{', 'x'.repeat(300_000), {method: 'hangup'}, {method: 'info'}, {});
  assert.deepEqual(session.$frames.get(), {
    status: 2,
    notice: 1,
    call: 2,
    'not-json': 2,
    'too-long': 1,
    'unknown-method': 2,
    'no-session-id': 1,
  });
});

test('P1 frames that are not understood change nothing that the agent sees', () => {
  const {session, hear} = talking();
  const before = [session.$agent.get(), session.$calls.get(), session.$notices.get(), session.$fault.get()];
  hear('', 'null', '<html>', '[]', {method: 'notify', status: 0}, {...info('b'), sessionId: null});
  const now = [session.$agent.get(), session.$calls.get(), session.$notices.get(), session.$fault.get()];
  assert.deepEqual(now, before);
});

test('P3 P7 a frame nested thousands of levels deep does not reach the page as an error', () => {
  const deep = '['.repeat(60_000) + ']'.repeat(60_000);
  const {session, hear} = fixture();
  assert.doesNotThrow(() => {
    hear(`{"method":"message","msg":${deep}}`);
    hear(`{"method":"info","sessionId":"a","info":{"fields":{"x":${deep}}}}`);
  });
  hear(notice('idle'));
  assert.equal(session.$agent.get().status, 'idle');
});

test('announcements are kept in their order with the time at which they came', () => {
  const {session, hear, pass} = fixture();
  hear(messageFrame);
  pass(1_000);
  hear(announcement('第二条'));
  assert.deepEqual(session.$notices.get(), [
    {id: 1, text: '公告内容', at: monday},
    {id: 2, text: '第二条', at: monday + 1_000},
  ]);
});

test('P7 the same announcement again is one announcement, made new', () => {
  const {session, hear, pass} = fixture();
  hear(announcement('one'), announcement('two'));
  pass(1_000);
  hear(announcement('one'));
  assert.deepEqual(session.$notices.get(), [
    {id: 2, text: 'two', at: monday},
    {id: 3, text: 'one', at: monday + 1_000},
  ]);
});

test('P7 an announcement without any text is none', () => {
  const {session, hear} = fixture();
  for (const msg of ['', '  \n', null, '\u202e\u0000']) hear(announcement(msg));
  assert.deepEqual(session.$notices.get(), []);
  assert.equal(session.$frames.get().notice, 4);
});

test('P7 of five hundred announcements in a second the last fifty stay', () => {
  const {session, hear} = fixture();
  for (let i = 1; i <= 500; i += 1) hear(announcement(`announcement ${i}`));
  const notices = session.$notices.get();
  assert.equal(notices.length, 50);
  assert.deepEqual([notices[0]?.id, notices.at(-1)?.id], [451, 500]);
  assert.equal(notices.at(-1)?.text, 'announcement 500');
});

test('S14 a burst of thousands of frames leaves no more than their last values', () => {
  const {session, hear} = fixture();
  for (let i = 0; i < 400; i += 1) {
    hear(notice('idle', '00:00:01'), info(`call ${i}`), announcement(`${i}`), notice('wrap-up'), 'garbage');
  }
  assert.equal(session.$agent.get().status, 'wrap-up');
  assert.equal(session.$calls.get().length, 300);
  assert.equal(session.$notices.get().length, 50);
  assert.equal(session.$call.get()?.sessionId, 'call 399');
});
