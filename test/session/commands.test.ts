import assert from 'node:assert/strict';
import {test} from 'node:test';
import {type Command} from '../../src/protocol/commands.ts';
import {requestOf} from '../../src/adapters/workbench/requests.ts';
import type {Fault, Outcome} from '../../src/protocol/faults.ts';
import {fixture, info, no, notice, talking, yes} from './fakes.ts';

const commands: readonly Command[] = [
  {type: 'sign-in'},
  {type: 'sign-out'},
  {type: 'next-call'},
  {type: 'hold'},
  {type: 'meeting', tel: '1002'},
  {type: 'blacklist'},
  {type: 'sms-text'},
  {type: 'sms', telephone: '13800138000', msg: '您好'},
];

const outcomes: readonly Outcome[] = [
  no,
  {ok: false, fault: {code: 'token-renewed', status: 401}},
  {ok: false, fault: {code: 'unauthorized', status: 401}},
  {ok: false, fault: {code: 'forbidden', status: 403}},
  {ok: false, fault: {code: 'not-found', status: 404}},
  {ok: false, fault: {code: 'overloaded', status: 503, retryAfter: 60}},
  {ok: false, fault: {code: 'server-error', status: 500}},
  {ok: false, fault: {code: 'unreachable'}},
  {ok: false, fault: {code: 'not-confirmed'}},
  {ok: false, fault: {code: 'not-understood', status: 200}},
  {ok: false, fault: {code: 'no-token'}},
  {ok: false, fault: {code: 'closed'}},
];

test('a command goes to its path with the agent’s number and the customer of the call', () => {
  const {session, posted} = talking();
  for (const command of commands) void session.send(command);
  const context = {extno: '1003', call: session.$call.get()};
  assert.deepEqual(
    posted.map(({path, params}) => ({path, params})),
    commands.map((command) => {
      const request = requestOf(command, context);
      return request.ok && request.data;
    }),
  );
});

test('a host’s own path is used for its command', () => {
  const {session, posted} = fixture({routes: {hold: '/cc/hold'}});
  void session.send({type: 'hold'});
  assert.equal(posted[0]?.path, '/cc/hold');
});

test('nothing that the agent sees changes while a command waits for its answer', async () => {
  for (const command of commands) {
    const {session, posted} = talking();
    const before = [session.$agent.get(), session.$calls.get(), session.$notices.get(), session.$link.get()];
    void session.send(command);
    assert.deepEqual(session.$progress.get(), {[command.type]: 'pending'});
    const now = [session.$agent.get(), session.$calls.get(), session.$notices.get(), session.$link.get()];
    assert.deepEqual(now, before, command.type);
    await posted[0]?.answer(no);
    assert.deepEqual(session.$calls.get(), before[1], command.type);
  }
});

test('the agent’s status is what the notices say, never what a command asked for', async () => {
  for (const type of ['sign-in', 'sign-out', 'next-call'] as const) {
    const {session, posted, hear} = fixture();
    hear(notice('idle'));
    void session.send({type});
    await posted[0]?.answer(yes);
    assert.equal(session.$agent.get().status, 'idle');
  }
});

test('D4 the same command waits for its answer before it can be sent again, and others do not', async () => {
  for (const command of commands) {
    const {session, posted, pass} = talking();
    void session.send(command);
    const fault: Fault = {code: 'pending', command: command.type};
    assert.deepEqual(await session.send(command), {ok: false, fault});
    assert.equal(posted.length, 1);
    assert.equal(session.$fault.get(), undefined);
    for (const other of commands) if (other !== command) void session.send(other);
    assert.equal(posted.length, commands.length);
    await posted[0]?.answer(yes);
    pass(2_000);
    void session.send(command);
    assert.equal(posted.length, commands.length + 1);
  }
});

test('a yes gives the server’s data and leaves no trace of the command', async () => {
  const {session, posted} = fixture();
  const sent = session.send({type: 'sms-text'});
  await posted[0]?.answer({ok: true, data: '短信内容'});
  assert.deepEqual(await sent, {ok: true, data: '短信内容'});
  assert.equal(session.$progress.get()['sms-text'], undefined);
  assert.equal(session.$fault.get(), undefined);
});

test('every way in which a command can fail is told with its command', async () => {
  for (const outcome of outcomes) {
    const {session, posted} = fixture();
    const sent = session.send({type: 'hold'});
    await posted[0]?.answer(outcome);
    const fault = {...(outcome.ok ? {} : outcome.fault), command: 'hold'};
    assert.deepEqual(await sent, {ok: false, fault});
    assert.deepEqual(session.$progress.get().hold, fault);
    assert.deepEqual(session.$fault.get(), fault);
  }
});

test('what cannot be sent is told at once, and nothing is sent', async () => {
  const {session, posted} = fixture({extno: ''});
  const wrong: readonly (readonly [Command, Fault['rule']])[] = [
    [{type: 'sign-in'}, 'no-extno'],
    [{type: 'meeting', tel: 'x'}, 'number-characters'],
    [{type: 'blacklist'}, 'no-customer'],
    [{type: 'sms', telephone: '1', msg: ' '}, 'no-text'],
  ];
  for (const [command, rule] of wrong) {
    const fault = {code: 'bad-input', command: command.type, rule};
    assert.deepEqual(await session.send(command), {ok: false, fault});
    assert.deepEqual(session.$progress.get()[command.type], fault);
    assert.deepEqual(session.$fault.get(), fault);
  }
  assert.equal(posted.length, 0);
});

test('a fault goes when it is dismissed, a later command succeeds or the status changes', async () => {
  const {session, posted, hear} = fixture();
  for (const end of ['dismiss', 'success', 'status']) {
    void session.send({type: 'hold'});
    await posted.at(-1)?.answer(no);
    assert.equal(session.$fault.get()?.command, 'hold');
    if (end === 'dismiss') session.dismiss();
    else if (end === 'status') hear(notice('wrap-up'));
    else {
      void session.send({type: 'next-call'});
      await posted.at(-1)?.answer(yes);
    }
    assert.equal(session.$fault.get(), undefined, end);
    assert.notEqual(session.$progress.get().hold, undefined);
  }
});

test('a command that is sent again is pending, not failed', async () => {
  const {session, posted} = fixture();
  void session.send({type: 'hold'});
  await posted[0]?.answer(no);
  void session.send({type: 'hold'});
  assert.equal(session.$progress.get().hold, 'pending');
});

test('S11 a notice that contradicts a pending command wins, and the command is not sent again', async () => {
  const {session, posted, hear} = fixture();
  hear(notice('idle'));
  void session.send({type: 'sign-out'});
  hear(notice('busy'), info('a'));
  assert.equal(session.$agent.get().status, 'busy');
  await posted[0]?.answer(yes);
  assert.equal(session.$agent.get().status, 'busy');
  assert.equal(session.$call.get()?.phase, 'talking');
  assert.equal(posted.length, 1);
});

test('a command that a page’s script got wrong ends in a fault, never in a rejection', async () => {
  const wrong: unknown[] = [
    {type: 'save'},
    {type: 'save', values: '年龄'},
    {type: 'save', values: {}, sessionId: 'nobody’s'},
    {type: 'constructor'},
    {type: 'meeting'},
    {type: 'meeting', tel: null},
    {type: 'sms', telephone: '13800138000'},
    {type: 'sms', msg: 'x'},
    {},
  ];
  for (const command of wrong) {
    const {session, posted} = talking();
    const ended = session.send(command as Command);
    await assert.doesNotReject(ended, JSON.stringify(command));
    assert.equal((await ended).ok, false, JSON.stringify(command));
    assert.equal(posted.length, 0);
  }
});

test('closing closes the socket and what is pending, and retrying reaches the socket', () => {
  const {session, edges} = fixture();
  session.retry();
  session.close();
  assert.deepEqual(edges, ['retry', 'close', 'close rest']);
});

test('D6 a hold that fails in the middle of a call says so, changes nothing, and can be pressed again at once', async () => {
  const {session, posted} = talking();
  const first = session.send({type: 'hold'});
  await posted[0]?.answer({ok: false, fault: {code: 'unreachable'}});
  assert.deepEqual(await first, {ok: false, fault: {code: 'unreachable', command: 'hold'}});
  assert.equal(session.$call.get()?.held, false);
  assert.equal(session.$fault.get()?.command, 'hold');
  const second = session.send({type: 'hold'});
  await posted[1]?.answer(yes);
  assert.equal((await second).ok, true);
  assert.equal(session.$call.get()?.held, true);
  assert.equal(session.$fault.get(), undefined);
});
