import assert from 'node:assert/strict';
import {test} from 'node:test';
import {lateSending} from '../../src/late-sending.ts';
import {createSending} from '../../src/session/sending.ts';
import {desk, settled, yes} from './fakes.ts';

test('a command that is pressed before the file for it is there is pending, and goes out when it comes, once', async () => {
  let arrive: (file: {createSending: typeof createSending}) => void = () => undefined;
  const file = new Promise<{createSending: typeof createSending}>((resolve) => (arrive = resolve));
  const {session, posted} = desk({sending: lateSending(file)});
  const [first, second] = [session.send({type: 'hold'}), session.send({type: 'hold'})];
  assert.deepEqual(session.$progress.get(), {hold: 'pending'});
  arrive({createSending});
  await settled();
  assert.equal(posted.length, 1);
  assert.deepEqual(await second, {ok: false, fault: {code: 'pending', command: 'hold'}});
  await posted[0]?.answer(yes);
  assert.deepEqual(await first, yes);
  assert.deepEqual(session.$progress.get(), {});
});

test('N9 a command whose file does not come in time is not kept for later', async (t) => {
  t.mock.timers.enable({apis: ['setTimeout']});
  let arrive: (file: {createSending: typeof createSending}) => void = () => undefined;
  const file = new Promise<{createSending: typeof createSending}>((resolve) => (arrive = resolve));
  const {session, posted} = desk({sending: lateSending(file)});
  const sent = session.send({type: 'sign-in'});
  t.mock.timers.tick(8_000);
  const fault = {code: 'unreachable', command: 'sign-in'};
  assert.deepEqual(await sent, {ok: false, fault});
  assert.deepEqual([session.$progress.get()['sign-in'], session.$fault.get()], [fault, fault]);
  arrive({createSending});
  await settled();
  assert.equal(posted.length, 0);
  void session.send({type: 'sign-in'});
  assert.equal(posted.length, 1);
});
