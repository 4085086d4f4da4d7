/** The contract of a call system, by a second one that has no wire: a telephone with facts of its own. */
import assert from 'node:assert/strict';
import {test} from 'node:test';

import type {Command} from '../../src/protocol/commands.ts';
import type {Fact, FactSink} from '../../src/protocol/facts.ts';
import type {CallSystem} from '../../src/session/call-system.ts';
import {obstacle} from '../../src/session/commands/availability.ts';
import {createSession} from '../../src/session/session.ts';
import {monday, watchers} from './fakes.ts';

const customer = {
  uuid: '',
  name: 'Li Wei',
  telephone: '13800138000',
  group: '',
  owner: '',
  adminId: undefined,
  projectId: undefined,
  taskId: undefined,
  callStatus: undefined,
  editedAt: '',
  importedAt: '',
  fields: [],
  fieldsText: '',
};

/** A telephone that can hold and sign in, and tells by itself what becomes of a call. */
function telephone() {
  let sink!: FactSink;
  let time = monday;
  const sent: Command[] = [];
  const callSystem: CallSystem = {
    commands: new Set(['sign-in', 'hold']),
    confirmedBy: {},
    reportsHold: true,
    listen(given) {
      sink = given;
      sink.onLink({state: 'open'});
      return {retry: () => undefined, close: () => sink.onLink({state: 'closed'})};
    },
    prepare: (command) => ({
      ok: true,
      data: {
        fingerprint: command.type,
        async send() {
          sent.push(command);
          return {ok: true, data: undefined};
        },
      },
    }),
    close: () => undefined,
  };
  const now = () => time;
  const session = createSession({
    extno: '1003',
    callSystem,
    now,
    ...watchers(now),
  });
  return {
    session,
    sent,
    tell: (...facts: readonly Fact[]) => facts.forEach((fact) => sink.onFact(fact)),
    pass: (ms: number) => void (time += ms),
  };
}

const ringing: Fact = {
  type: 'call',
  call: {sessionId: 'a', city: '', extno: '1003', customer},
  facts: {state: 'ringing', direction: 'in'},
};

test('a call rings, is talked, held, muted and ended by what the call system tells', () => {
  const {session, tell, pass} = telephone();
  tell({type: 'status', status: 'idle', waited: 0}, ringing);
  assert.equal(session.$call.get()?.phase, 'ringing');
  assert.equal(session.$call.get()?.direction, 'in');
  pass(4_000);
  tell({type: 'call-changed', sessionId: 'a', facts: {state: 'talking'}});
  const call = session.$call.get();
  assert.deepEqual([call?.phase, call?.startedAt], ['talking', monday + 4_000]);
  tell({type: 'call-changed', sessionId: 'a', facts: {held: true, muted: true}});
  assert.deepEqual([session.$call.get()?.held, session.$call.get()?.muted], [true, true]);
  pass(60_000);
  tell({type: 'call-changed', sessionId: 'a', facts: {state: 'ended', cause: 'remote'}});
  const ended = session.$call.get();
  assert.deepEqual(
    [ended?.phase, ended?.held, ended?.endedAt, ended?.cause],
    ['wrap-up', false, monday + 64_000, 'remote'],
  );
});

test('a call that nobody answers is over with its ringing, and what is told of it later changes nothing', () => {
  const {session, tell} = telephone();
  tell(ringing, {type: 'call-changed', sessionId: 'a', facts: {state: 'ended', cause: 'no-answer'}});
  assert.equal(session.$call.get(), undefined);
  tell({type: 'call-changed', sessionId: 'a', facts: {state: 'talking'}});
  tell({type: 'call-changed', sessionId: 'nobody', facts: {held: true}});
  assert.deepEqual(
    session.$calls.get().map(({phase, cause}) => [phase, cause]),
    [['closed', 'no-answer']],
  );
});

test('a yes to hold changes nothing where the call system itself tells what is held', async () => {
  const {session, tell, sent} = telephone();
  tell({type: 'status', status: 'busy', waited: 0}, ringing);
  tell({type: 'call-changed', sessionId: 'a', facts: {state: 'talking'}});
  assert.equal((await session.send({type: 'hold'})).ok, true);
  assert.deepEqual([sent.length, session.$call.get()?.held], [1, false]);
});

test('what a call system cannot do has no button, and is not sent', async () => {
  const {session, sent} = telephone();
  assert.deepEqual([...session.commands], ['sign-in', 'hold']);
  assert.equal(obstacle('sms', session), 'not-offered');
  const outcome = await session.send({type: 'sms', telephone: '10086', msg: 'hello'});
  assert.equal(outcome.ok, false);
  assert.equal(sent.length, 0);
});

test('without forms of its own the call system is not asked for one', async () => {
  const {session} = telephone();
  assert.deepEqual(await session.form(1), {form: {state: 'ready', callStatuses: [], inspections: []}});
});
