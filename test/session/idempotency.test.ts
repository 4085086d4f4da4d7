import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Command} from '../../src/protocol/commands.ts';
import type {FaultCode, Outcome} from '../../src/protocol/faults.ts';
import {fixture, info, no, notice, settled, talking, yes} from './fakes.ts';
import {save, write} from './forms.ts';

const failure = (code: FaultCode): Outcome => ({ok: false, fault: {code}});
const lost = failure('not-confirmed');

const commands: readonly Command[] = [
  {type: 'sign-in'},
  {type: 'sign-out'},
  {type: 'next-call'},
  {type: 'hold'},
  {type: 'meeting', tel: '1002'},
  {type: 'blacklist'},
  {type: 'sms', telephone: '13800138000', msg: '您好'},
  {type: 'save', values: {年龄: '40'}},
];

test('N15 D5 what was not confirmed is sent again by hand only, and as the same intention', async () => {
  for (const code of [
    'not-confirmed',
    'unreachable',
    'server-error',
    'overloaded',
    'not-understood',
  ] as const)
    for (const command of commands) {
      const {session, posted, pass} = talking();
      void session.send(command);
      await posted[0]?.answer(failure(code));
      pass(59_999);
      assert.equal(posted.length, 1);
      void session.send(command);
      assert.equal(posted.length, 2);
      assert.equal(posted[1]?.idempotencyToken, posted[0]?.idempotencyToken, `${command.type} ${code}`);
    }
});

test('N15 a try that was lost too is still the same intention, a minute after the last one it is another', async () => {
  const {session, posted, pass} = talking();
  for (const index of [0, 1, 2]) {
    void session.send({type: 'hold'});
    await posted[index]?.answer(lost);
    pass(40_000);
  }
  assert.equal(posted[2]?.idempotencyToken, posted[0]?.idempotencyToken);
  pass(20_000);
  void session.send({type: 'hold'});
  assert.notEqual(posted[3]?.idempotencyToken, posted[0]?.idempotencyToken);
});

test('N15 after a yes or a no the same command is another intention', async () => {
  for (const known of [yes, no, failure('forbidden'), failure('unauthorized')])
    for (const command of commands) {
      const {session, posted, pass} = talking();
      void session.send(command);
      await posted[0]?.answer(known);
      pass(2_000);
      void session.send(command);
      assert.equal(posted.length, 2, command.type);
      assert.notEqual(posted[1]?.idempotencyToken, posted[0]?.idempotencyToken, command.type);
    }
});

test('N15 with other words or for another number it is another intention', async () => {
  const {session, posted} = talking();
  const others: readonly (readonly [Command, Command])[] = [
    [
      {type: 'meeting', tel: '1002'},
      {type: 'meeting', tel: '1003'},
    ],
    [
      {type: 'sms', telephone: '13800138000', msg: '您好'},
      {type: 'sms', telephone: '13800138000', msg: '您好!'},
    ],
    [
      {type: 'save', values: {年龄: '40'}},
      {type: 'save', values: {年龄: '41'}},
    ],
  ];
  for (const pair of others) {
    for (const command of pair) {
      void session.send(command);
      await posted.at(-1)?.answer(lost);
    }
    assert.notEqual(posted.at(-1)?.idempotencyToken, posted.at(-2)?.idempotencyToken);
  }
});

test('N15 a hold that was not confirmed in one call is another one in the next', async () => {
  const {session, posted, hear} = talking();
  void session.send({type: 'hold'});
  await posted[0]?.answer(lost);
  hear(info('b'));
  void session.send({type: 'hold'});
  await posted[1]?.answer(lost);
  hear(notice('wrap-up'), notice('busy'));
  void session.send({type: 'hold'});
  assert.equal(new Set(posted.map(({idempotencyToken}) => idempotencyToken)).size, 3);
});

test('P5 N15 a status that cannot be read leaves what is in doubt as it is', async () => {
  const {session, posted, hear} = talking();
  void session.send({type: 'hold'});
  await posted[0]?.answer(lost);
  hear(notice('unknown'), notice('busy'));
  void session.send({type: 'hold'});
  assert.equal(posted[1]?.idempotencyToken, posted[0]?.idempotencyToken);
});

test('N15 what a later status has confirmed is done: the same command is another intention then', async () => {
  const {session, posted, hear, pass} = fixture();
  hear(notice('signed-out'));
  void session.send({type: 'sign-in'});
  await posted[0]?.answer(lost);
  hear(notice('idle'), notice('signed-out'));
  pass(2_000);
  void session.send({type: 'sign-in'});
  assert.notEqual(posted[1]?.idempotencyToken, posted[0]?.idempotencyToken);
});

test('D2 a save that goes out again with a new token is the same intention', async () => {
  const {session, posted} = talking();
  write(session, 'a', '年龄', '40');
  void save(session, 'a');
  await posted[0]?.answer(failure('token-renewed'));
  assert.equal(posted.length, 2);
  assert.equal(posted[1]?.idempotencyToken, posted[0]?.idempotencyToken);
});

test('D4 the same again within two seconds of the yes is the same press, however often', async () => {
  for (const command of commands.filter(({type}) => type !== 'hold' && type !== 'save')) {
    const {session, posted, pass} = talking();
    void session.send(command);
    await posted[0]?.answer(yes);
    for (const ms of [0, 33, 1_999, 1_999]) {
      pass(ms);
      assert.deepEqual(await session.send(command), yes, command.type);
    }
    assert.equal(posted.length, 1, command.type);
    assert.deepEqual(session.$progress.get(), {});
    pass(2_000);
    void session.send(command);
    assert.equal(posted.length, 2, command.type);
  }
});

test('D4 what was failed, holds the call or asks for a text is sent at once', async () => {
  const {session, posted} = talking();
  for (const [index, answer] of [no, lost].entries()) {
    void session.send({type: 'meeting', tel: '1002'});
    await posted[index]?.answer(answer);
  }
  for (const type of ['hold', 'hold', 'sms-text', 'sms-text'] as const) {
    const sent = session.send({type});
    await posted.at(-1)?.answer({ok: true, data: posted.length});
    assert.deepEqual(await sent, {ok: true, data: posted.length});
  }
  assert.equal(posted.length, 6);
});

test('D4 who signs in, out and in again within a second has pressed three times', async () => {
  const {session, posted, hear} = fixture();
  hear(notice('signed-out'));
  for (const [type, status] of [
    ['sign-in', 'idle'],
    ['sign-out', 'signed-out'],
    ['sign-in', 'idle'],
  ] as const) {
    void session.send({type});
    hear(notice(status));
    await settled();
  }
  assert.equal(posted.length, 3);
});

test('D5 a third party whose answer is lost is never asked for again by itself', async (t) => {
  t.mock.timers.enable({apis: ['setTimeout']});
  const {session, posted, hear, link, pass} = talking();
  void session.send({type: 'meeting', tel: '1002'});
  await posted[0]?.answer(lost);
  link({state: 'waiting'});
  link({state: 'open'});
  hear(notice('busy', '00:01:00'), info('a'));
  pass(600_000);
  t.mock.timers.tick(600_000);
  await settled();
  assert.equal(posted.length, 1);
  assert.deepEqual(session.$call.get()?.parties, []);
});
