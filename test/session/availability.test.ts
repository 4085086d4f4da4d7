import assert from 'node:assert/strict';
import {test} from 'node:test';
import {commandTypes, type CommandType} from '../../src/protocol/commands.ts';
import type {AgentStatus} from '../../src/protocol/facts.ts';
import {obstacle, type Obstacle} from '../../src/session/commands/availability.ts';
import {fixture, info, no, notice, talking, yes} from './fakes.ts';

type Row = readonly [command: CommandType, ...obstacles: readonly (Obstacle | undefined)[]];

const statuses: readonly AgentStatus[] = ['unknown', 'signed-out', 'idle', 'busy', 'wrap-up'];
const free = undefined;

/** What stands in the way in each status, without a call. */
const table: readonly Row[] = [
  ['sign-in', free, free, 'signed-in', 'signed-in', 'signed-in'],
  ['sign-out', free, 'signed-out', free, 'in-call', free],
  ['next-call', free, 'signed-out', free, 'in-call', free],
  ['hold', free, 'signed-out', 'no-call', free, 'no-call'],
  ['meeting', free, 'signed-out', 'no-call', free, 'no-call'],
  ['blacklist', 'no-call', 'no-call', 'no-call', 'no-call', 'no-call'],
  ['sms-text', free, 'signed-out', free, free, free],
  ['sms', free, 'signed-out', free, free, free],
  ['save', 'no-call', 'signed-out', 'no-call', 'no-call', 'no-call'],
];

test('the table below names every command', () => {
  assert.deepEqual(
    table.map(([command]) => command),
    commandTypes,
  );
});

for (const [index, status] of statuses.entries()) {
  test(`what an agent can do when ${status}, and why not`, () => {
    const {session, hear} = fixture();
    if (status !== 'unknown') hear(notice(status));
    for (const [command, ...obstacles] of table) {
      assert.equal(obstacle(command, session), obstacles[index], command);
    }
  });
}

test('a lost link forbids nothing, a refused or closed one forbids everything', () => {
  for (const state of ['connecting', 'open', 'waiting', 'refused', 'closed'] as const) {
    const {session, hear, link} = fixture();
    hear(notice('idle'));
    link({state});
    for (const [command, ...obstacles] of table) {
      const expected = state === 'refused' || state === 'closed' ? 'not-connected' : obstacles[2];
      assert.equal(obstacle(command, session), expected, `${command} ${state}`);
    }
  }
});

test('without a work number an agent cannot sign in or out, whatever the status', () => {
  for (const status of ['signed-out', 'idle', 'busy'] as const) {
    const {session, hear} = fixture({extno: ''});
    hear(notice(status));
    assert.equal(obstacle('sign-in', session), 'no-extno');
    assert.equal(obstacle('sign-out', session), 'no-extno');
    assert.equal(obstacle('sms', session), status === 'signed-out' ? 'signed-out' : undefined);
  }
});

test('D4 a command that waits for its answer cannot be given again, and others can', async () => {
  const {session, posted} = talking();
  void session.send({type: 'hold'});
  assert.equal(obstacle('hold', session), 'pending');
  assert.equal(obstacle('meeting', session), undefined);
  await posted[0]?.answer(yes);
  assert.equal(obstacle('hold', session), undefined);
});

test('a command that failed can be given again', async () => {
  const {session, posted} = talking();
  void session.send({type: 'hold'});
  await posted[0]?.answer({ok: false, fault: {code: 'not-confirmed'}});
  assert.equal(obstacle('hold', session), undefined);
});

test('S10 after a sign-in that was not confirmed everything is offered: the call system may know better than its notices', async () => {
  const {session, posted, hear} = fixture();
  hear(notice('signed-out'));
  void session.send({type: 'sign-in'});
  await posted[0]?.answer({ok: false, fault: {code: 'not-confirmed'}});
  for (const type of ['sign-in', 'sign-out', 'next-call', 'hold', 'meeting', 'sms'] as const)
    assert.equal(obstacle(type, session), undefined, type);
  void session.send({type: 'sign-in'});
  await posted[1]?.answer(no);
  assert.equal(obstacle('next-call', session), 'signed-out');
});

test('the customer of a call can be blacklisted once, while talking and in wrap-up', async () => {
  const {session, posted, hear} = talking();
  assert.equal(obstacle('blacklist', session), undefined);
  hear(notice('wrap-up'));
  assert.equal(obstacle('blacklist', session), undefined);
  void session.send({type: 'blacklist'});
  assert.equal(obstacle('blacklist', session), 'pending');
  await posted[0]?.answer(yes);
  assert.equal(obstacle('blacklist', session), 'blacklisted');
  hear(notice('idle'));
  assert.equal(obstacle('blacklist', session), 'no-call');
});

test('P8 a call without a customer number gives nobody to blacklist', () => {
  const {session, hear} = fixture();
  hear(notice('busy'), info('a', {uuid: ''}));
  assert.equal(obstacle('blacklist', session), 'no-customer');
});
