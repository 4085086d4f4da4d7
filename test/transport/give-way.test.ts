import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fixture} from './fixture.ts';

test('S4 a link that another page of the agent has taken stays there until the agent wants it here', async (t) => {
  const rig = await fixture(t);
  rig.present.open();
  rig.present.die(4409);
  assert.deepEqual(rig.link, {state: 'refused', since: 0, fault: {code: 'in-use'}});
  await rig.pass(3_600_000);
  assert.equal(rig.made.length, 1);
  rig.monitor.retry();
  await rig.pass(0);
  assert.equal(rig.made.length, 2);
  rig.present.open();
  assert.deepEqual(rig.link, {state: 'open'});
});

test('S1 agents of a server that restarts come back over five seconds, not in the first half of one', async (t) => {
  for (const code of [1001, 1012, 1013]) {
    const rig = await fixture(t);
    rig.luck = 0.9;
    rig.present.open();
    rig.present.die(code);
    assert.equal(rig.link?.retryAt, 4_500, `code ${code}`);
    t.mock.timers.reset();
  }
});

test('S5 a server that is busy is asked again when it said, within a minute, and not by all in the same moment', async (t) => {
  for (const [retryAfter, at] of [
    [5, 5_250],
    [60, 60_250],
  ] as const) {
    const rig = await fixture(t, {answer: {code: 'overloaded', retryAfter}});
    rig.present.die();
    await rig.pass(0);
    assert.equal(rig.link?.retryAt, at);
    t.mock.timers.reset();
  }
});

test('N5 after four dials that failed, REST must answer before a fifth', async (t) => {
  const rig = await fixture(t, {answer: {code: 'unreachable'}});
  while (rig.made.length < 4) {
    rig.present.die();
    await rig.pass(5_000);
  }
  rig.present.die();
  await rig.pass(600_000);
  assert.equal(rig.made.length, 4);
  assert.ok(rig.probes() > 100);
  assert.equal(rig.link?.fault?.code, 'unreachable');
  rig.answer = undefined;
  await rig.pass(2_500);
  assert.equal(rig.made.length, 5);
  rig.present.open();
  assert.deepEqual(rig.link, {state: 'open'});
});

test('S3 a server that only forbids the question is dialled all the same, and says so', async (t) => {
  for (const code of ['forbidden', 'not-found'] as const) {
    const rig = await fixture(t, {answer: {code}});
    for (let dial = 1; dial <= 6; dial += 1) {
      assert.equal(rig.made.length, dial);
      rig.present.die();
      await rig.pass(2_750);
    }
    assert.equal(rig.link?.fault?.code, code);
    t.mock.timers.reset();
  }
});

test('N12 a link that opens and dies is called unstable from the third time on, and until it has held', async (t) => {
  const rig = await fixture(t);
  for (let life = 1; life <= 3; life += 1) {
    rig.present.open();
    rig.present.say('frame');
    assert.deepEqual(rig.link, {state: 'open'});
    await rig.pass(3_000);
    rig.present.die();
    if (life < 3) await rig.pass(2_500);
  }
  const since = rig.now();
  assert.deepEqual(rig.link?.fault, {code: 'unstable'});
  await rig.pass(2_500);
  rig.present.open();
  assert.deepEqual(rig.link, {state: 'open', since, fault: {code: 'unstable'}});
  rig.present.say('frame');
  await rig.pass(9_750);
  assert.equal(rig.link?.since, since);
  await rig.pass(250);
  assert.deepEqual(rig.link, {state: 'open'});
});

test('N13 a frame that no browser bears is met ever more rarely: from the third time on the longest wait', async (t) => {
  const rig = await fixture(t);
  const waits: number[] = [];
  rig.luck = 0.999;
  for (let life = 1; life <= 5; life += 1) {
    rig.present.open();
    rig.present.say('welcome');
    rig.present.die();
    waits.push(rig.link!.retryAt! - rig.now());
    await rig.pass(waits.at(-1)!);
  }
  assert.deepEqual(waits, [500, 1_998, 4_995, 4_995, 4_995]);
});
