import assert from 'node:assert/strict';
import {test} from 'node:test';
import {commandTypes} from '../../src/protocol/commands.ts';
import type {AgentStatus} from '../../src/protocol/facts.ts';
import {isShown, verdict} from '../../src/session/commands/confirmations.ts';
import {createWorkbench} from '../../src/adapters/workbench/workbench.ts';
import {fixture, no, notice} from './fakes.ts';

const {confirmedBy} = createWorkbench({
  routes: {},
  rest: {post: assert.fail, postAgain: assert.fail, close: () => undefined},
  openMonitor: () => assert.fail('opened'),
});

const statuses: readonly AgentStatus[] = ['unknown', 'signed-out', 'idle', 'busy', 'wrap-up'];

/** What each status says of a command that was sent in the first one: yes, no, or nothing. */
const said = (type: (typeof commandTypes)[number], sentIn: AgentStatus) =>
  statuses.map(
    (status) => ({confirmed: 'yes', contradicted: 'no'})[verdict(confirmedBy, type, sentIn, status)!] ?? '–',
  );

test('S10 a sign-in shows in whatever an agent who is signed in can be', () => {
  assert.deepEqual(said('sign-in', 'signed-out'), ['–', '–', 'yes', 'yes', 'yes']);
  assert.deepEqual(said('sign-in', 'unknown'), ['–', '–', 'yes', 'yes', 'yes']);
});

test('S10 S11 a sign-out shows as signed out, and any other change says that it was overtaken', () => {
  assert.deepEqual(said('sign-out', 'idle'), ['–', 'yes', '–', 'no', 'no']);
  assert.deepEqual(said('sign-out', 'wrap-up'), ['–', 'yes', 'no', 'no', '–']);
  assert.deepEqual(said('sign-out', 'unknown'), ['–', 'yes', '–', '–', '–']);
});

test('S10 S11 being ready shows as idle or as the next call, and being signed out says that it was overtaken', () => {
  assert.deepEqual(said('next-call', 'wrap-up'), ['–', 'no', 'yes', 'yes', '–']);
});

test('what is so already is no news: only the answer can say that the command was done', () => {
  for (const status of ['idle', 'busy', 'wrap-up'] as const)
    assert.equal(isShown(confirmedBy, 'sign-in', status), false);
  assert.equal(isShown(confirmedBy, 'sign-out', 'signed-out'), false);
  assert.equal(isShown(confirmedBy, 'next-call', 'idle'), false);
  assert.deepEqual(new Set(said('next-call', 'idle')), new Set(['–']));
});

test('S10 no status says anything of the commands that have only their answer', () => {
  const silent = commandTypes.filter((type) => !['sign-in', 'sign-out', 'next-call'].includes(type));
  assert.deepEqual(silent, ['hold', 'meeting', 'blacklist', 'sms-text', 'sms', 'save']);
  for (const type of silent)
    for (const sentIn of statuses) assert.deepEqual(new Set(said(type, sentIn)), new Set(['–']), type);
});

test('Z5 what an earlier page knew confirms nothing that this one has asked for', async () => {
  const before = fixture();
  before.hear(notice('idle'));
  const {session, posted} = fixture();
  const sent = session.send({type: 'sign-in'});
  session.restoreSnapshot(before.session.snapshot());
  assert.equal(session.$agent.get().stale, true);
  await posted[0]?.answer(no);
  assert.equal((await sent).ok, false);
});
