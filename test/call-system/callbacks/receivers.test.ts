import assert from 'node:assert/strict';
import {createServer} from 'node:net';
import {test} from 'node:test';

import type {CallSystemOptions} from '../../../demo/call-system/call-system.ts';
import {operate, quietSystem, signedInDesk} from '../support.ts';
import {agreeing, pushTo, receiver, tries} from './support.ts';

const soon: CallSystemOptions = {pushDelay: 10, pushInterval: 10};

const refusing: readonly [string, () => [number, string, Record<string, string>?]][] = [
  ['“success” in small letters', () => [200, 'success']],
  ['SUCCESS and a line break', () => [200, 'SUCCESS\n']],
  ['SUCCESS in JSON', () => [200, '"SUCCESS"']],
  ['500, even with SUCCESS', () => [500, 'SUCCESS']],
  ['nothing in a 204', () => [204, '']],
  ['a redirect', () => [302, '', {location: '/elsewhere'}]],
  ['a page without end', () => [200, '<!doctype html>'.repeat(100_000)]],
];

for (const [what, answer] of refusing) {
  test(`a receiver that answers ${what} is tried three times in all, with the same push`, async (t) => {
    const system = await quietSystem(t, soon);
    const {url, bodies, requests} = await receiver(t, (_request, response) => {
      const [status, text, headers] = answer();
      response.writeHead(status, headers).end(text);
    });
    await pushTo(system, url);
    const agent = await signedInDesk(t, system);
    await agent.ring();
    await agent.hangUp();
    await tries(system, 3);
    // A fourth try would come before the second one of what is pushed now.
    await operate(system, 'push-again');
    const lines = await tries(system, 6);
    assert.deepEqual(
      lines.map(({attempt, accepted, status}) => [attempt, accepted, status]),
      [1, 2, 3, 1, 2, 3].map((attempt) => [attempt, false, answer()[0]]),
    );
    assert.ok(lines.every((line) => (line.answer ?? '').length <= 81));
    assert.equal(new Set(bodies).size, 1);
    assert.ok(requests.every((request) => request.url === '/pushes'));
  });
}

test('a receiver that agrees at the second try is not asked a third time', async (t) => {
  const system = await quietSystem(t, soon);
  const {url} = await receiver(t, (_request, response, _body, turn) => {
    response.writeHead(turn === 1 ? 503 : 200).end('SUCCESS');
  });
  await pushTo(system, url);
  const agent = await signedInDesk(t, system);
  await agent.ring();
  await agent.hangUp();
  await tries(system, 2);
  await operate(system, 'push-again');
  const lines = await tries(system, 3);
  assert.deepEqual(
    lines.map(({attempt, accepted}) => [attempt, accepted]),
    [
      [1, false],
      [2, true],
      [1, true],
    ],
  );
});

test('a receiver that answers nothing, or late, or only begins to, is given up in time and blocks nothing', async (t) => {
  const system = await quietSystem(t, {...soon, pushTimeout: 60});
  const {url} = await receiver(t, (_request, response, _body, turn) => {
    if (turn === 2) response.writeHead(200).write('SUCC');
    else if (turn === 3) setTimeout(() => response.end('SUCCESS'), 500);
  });
  await pushTo(system, url);
  const agent = await signedInDesk(t, system);
  await agent.ring();
  await agent.hangUp();
  const [ringing] = await Promise.all([agent.send('/admin/agent/getMsg'), tries(system, 3)]);
  assert.equal(ringing.code, 0);
  assert.deepEqual(
    system.state().callbacks.pushes.map(({failure}) => failure),
    ['timeout', 'timeout', 'timeout'],
  );
});

test('a receiver that is down or resets the connection is tried three times, and found again when it is back', async (t) => {
  const system = await quietSystem(t, soon);
  const resetting = createServer((socket) => socket.on('error', () => undefined).resetAndDestroy());
  await new Promise<void>((resolve) => resetting.listen(0, '127.0.0.1', resolve));
  t.after(() => resetting.close());
  const address = resetting.address();
  assert.ok(typeof address === 'object' && address);
  await pushTo(system, `http://127.0.0.1:${address.port}/`);
  const agent = await signedInDesk(t, system);
  await agent.ring();
  await agent.hangUp();
  assert.ok((await tries(system, 3)).every(({failure}) => failure === 'unreachable'));
  await new Promise((resolve) => resetting.close(resolve));
  await operate(system, 'push-again');
  assert.ok((await tries(system, 6)).every(({failure}) => failure === 'unreachable'));
  const {url} = await receiver(t, agreeing);
  await pushTo(system, url);
  await agent.send('/admin/agent/nextCall');
  await agent.ring();
  await agent.hangUp();
  assert.equal((await tries(system, 7)).at(-1)?.accepted, true);
});
