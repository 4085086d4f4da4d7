import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import type {Link} from '../../src/protocol/link.ts';
import {fixture} from './fixture.ts';

const lastOf = (links: readonly Link[]) => links.at(-1);

test('N4 a handshake that nobody answers is given up after ten seconds and tried again', async (t) => {
  const {made, links, pass} = await fixture(t, {answer: {code: 'unreachable'}});
  await pass(9_999);
  assert.deepEqual(links, [{state: 'connecting', since: 0}]);
  await pass(1);
  assert.equal(made[0]?.closed, true);
  assert.deepEqual(lastOf(links), {
    state: 'waiting',
    since: 0,
    retryAt: 10_250,
    fault: {code: 'unreachable'},
  });
  await pass(250);
  assert.equal(made.length, 2);
  made[1]?.open();
  assert.deepEqual(lastOf(links), {state: 'open'});
});

test('P14 nothing that a forgotten socket still says is heard', async (t) => {
  const {made, links, frames, pass} = await fixture(t);
  await pass(10_000);
  await pass(250);
  const [old, present] = made;
  present?.open();
  const told = links.length;
  old?.open();
  old?.say('ghost');
  old?.die(4401);
  await pass(0);
  assert.deepEqual(frames, []);
  assert.equal(links.length, told);
  present?.say('real');
  assert.deepEqual(frames, ['real']);
  assert.equal(made.length, 2);
});

test('P14 nothing is heard after closing', async (t) => {
  const {made, links, frames, monitor, pass} = await fixture(t);
  made[0]?.open();
  monitor.close();
  made[0]?.say('ghost');
  made[0]?.die();
  await pass(60_000);
  assert.deepEqual(frames, []);
  assert.deepEqual(lastOf(links), {state: 'closed'});
  assert.equal(made.length, 1);
});

test('an open link is not given up by the time-out of its handshake', async (t) => {
  const {made, links, pass} = await fixture(t);
  await pass(9_000);
  made[0]?.open();
  await pass(3_600_000);
  assert.deepEqual(lastOf(links), {state: 'open'});
  assert.equal(made[0]?.closed, false);
});

/** How long the wait is that follows three short lives and one of this length. */
async function waitAfterLife(t: TestContext, lifetime: number, frames: readonly string[]): Promise<number> {
  const {made, links, now, pass} = await fixture(t);
  let wait = 0;
  for (const ms of [100, 100, 100, lifetime]) {
    const socket = made.at(-1)!;
    socket.open();
    for (const frame of frames) socket.say(frame);
    await pass(ms);
    socket.die();
    wait = (lastOf(links)?.retryAt ?? 0) - now();
    await pass(wait);
  }
  t.mock.timers.reset();
  return wait;
}

test('N12 only ten seconds of life with at least one frame make the next wait short again', async (t) => {
  assert.equal(await waitAfterLife(t, 10_000, ['frame']), 250);
  assert.equal(await waitAfterLife(t, 9_999, ['frame']), 2_500);
  assert.equal(await waitAfterLife(t, 3_600_000, []), 2_500);
});

test('N11 a proxy that cuts the link every minute costs half a second each time, and is no trouble', async (t) => {
  const rig = await fixture(t);
  rig.luck = 0.999;
  for (let minute = 1; minute <= 60; minute += 1) {
    rig.present.open();
    rig.present.say('frame');
    assert.deepEqual(rig.link, {state: 'open'});
    await rig.pass(60_000);
    rig.present.die();
    await rig.pass(499);
    assert.deepEqual([rig.link?.state, rig.link?.fault], ['waiting', undefined]);
    await rig.pass(1);
    assert.equal(rig.made.length, minute + 1);
  }
});

test('N5 the agent who does not want to wait dials at once, and only once', async (t) => {
  const {made, links, monitor, pass} = await fixture(t);
  made[0]?.open();
  made[0]?.die();
  monitor.retry();
  monitor.retry();
  await pass(0);
  assert.equal(made.length, 2);
  await pass(60);
  made[1]?.open();
  monitor.retry();
  await pass(20_000);
  assert.equal(made.length, 2);
  assert.deepEqual(
    links.map(({state}) => state),
    ['connecting', 'open', 'waiting', 'connecting', 'open'],
  );
});

test('N5 a retry while the handshake runs or its failure is being looked into starts no second one', async (t) => {
  const rig = await fixture(t, {answer: {code: 'unreachable'}});
  rig.monitor.retry();
  await rig.pass(0);
  rig.made[0]?.die();
  rig.monitor.retry();
  await rig.pass(0);
  assert.equal(rig.made.length, 1);
  assert.equal(rig.probes(), 1);
  assert.equal(lastOf(rig.links)?.state, 'waiting');
});
