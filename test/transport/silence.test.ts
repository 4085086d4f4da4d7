import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import {createHeartbeat} from '../../src/transport/socket/heartbeat.ts';
import {fixture, type Fixture} from './fixture.ts';

/** An open link whose server says something every `tick` ms, for long enough to be known for it. */
async function ticking(t: TestContext, tick: number): Promise<Fixture> {
  const rig = await fixture(t);
  rig.present.open();
  for (let count = 0; count < 4; count += 1) {
    await rig.pass(tick);
    rig.present.say('tick');
  }
  return rig;
}

for (const tick of [5_000, 8_000]) {
  test(`N2 with a tick of ${tick / 1000} s a silent link is doubted, and made anew within 20 s of the last frame`, async (t) => {
    const rig = await ticking(t, tick);
    const heardAt = rig.now();
    await rig.pass(1.5 * tick - 250);
    assert.deepEqual(rig.link, {state: 'open'});
    await rig.pass(250);
    assert.deepEqual(rig.link, {state: 'open', checking: true});
    assert.equal(rig.made.length, 1);
    await rig.pass(tick);
    assert.equal(rig.made.length, 2);
    assert.ok(rig.now() - heardAt <= 20_000);
    assert.deepEqual(rig.link, {state: 'connecting', since: heardAt});
    assert.equal(rig.made[0]?.closed, true);
    rig.present.open();
    assert.deepEqual(rig.link, {state: 'open'});
  });
}

test('N3 a frame in time ends the doubt, and the socket is kept', async (t) => {
  const rig = await ticking(t, 5_000);
  await rig.pass(8_000);
  assert.equal(rig.link?.checking, true);
  rig.present.say('late');
  assert.deepEqual(rig.link, {state: 'open'});
  await rig.pass(7_000);
  assert.deepEqual(rig.link, {state: 'open'});
  assert.equal(rig.made.length, 1);
});

test('N2 a server that never had a rhythm is not doubted, however long it is silent', async (t) => {
  const rig = await fixture(t);
  rig.present.open();
  for (const gap of [100, 3_000, 47_000, 9_000, 300_000, 20, 20, 20, 20]) {
    await rig.pass(gap);
    rig.present.say('news');
  }
  await rig.pass(3_600_000);
  assert.deepEqual(
    rig.links.map(({state, checking}) => [state, checking]),
    [
      ['connecting', undefined],
      ['open', undefined],
    ],
  );
  assert.equal(rig.made.length, 1);
});

test('N2 a server that stops ticking costs one new socket, not one after another', async (t) => {
  const rig = await ticking(t, 5_000);
  await rig.pass(13_000);
  rig.present.open();
  rig.present.say('welcome');
  await rig.pass(600_000);
  assert.equal(rig.made.length, 2);
  assert.deepEqual(rig.link, {state: 'open'});
});

test('N2 the rhythm of one socket is known of the next', async (t) => {
  const rig = await ticking(t, 5_000);
  rig.present.die();
  await rig.pass(500);
  rig.present.open();
  await rig.pass(12_500);
  assert.equal(rig.made.length, 3);
});

test('N2 without a rhythm the host’s question finds a dead line within 30 s, answered or not', async (t) => {
  for (const answer of [Promise.resolve(false), new Promise<boolean>(() => undefined)]) {
    const rig = await fixture(t, {ping: () => answer});
    rig.present.open();
    await rig.pass(19_750);
    assert.deepEqual(rig.link, {state: 'open'});
    await rig.pass(10_250);
    assert.ok(rig.links.some(({checking}) => checking));
    assert.equal(rig.made.length, 2);
    t.mock.timers.reset();
  }
});

test('N2 a server that answers the host’s question keeps its silent socket', async (t) => {
  let asked = 0;
  const rig = await fixture(t, {
    ping() {
      asked += 1;
      return Promise.resolve(true);
    },
  });
  rig.present.open();
  await rig.pass(120_000);
  assert.equal(rig.made.length, 1);
  assert.deepEqual(rig.link, {state: 'open'});
  assert.ok(asked >= 5 && asked <= 6, `${asked} questions`);
});

test('H12 a page that hung for ten seconds hears what waited for it, and keeps its socket', async (t) => {
  const rig = await ticking(t, 5_000);
  const late = rig.present;
  await rig.hang(14_000);
  late.say('tick');
  late.say('tick');
  await rig.pass(4_000);
  assert.equal(rig.made.length, 1);
  assert.deepEqual(rig.link, {state: 'open'});
});

test('H12 a page that hung while its line died notices a second after', async (t) => {
  const rig = await ticking(t, 5_000);
  await rig.hang(14_000);
  await rig.pass(1_000);
  assert.equal(rig.made.length, 2);
});

test('F8 in a hidden page, whose timers run once a minute, a dead line is found with the second of them', async (t) => {
  const rig = await ticking(t, 5_000);
  await rig.hang(60_000);
  await rig.hang(60_000);
  assert.equal(rig.made.length, 2);
});

test('Z1 after the computer has slept the socket is made anew, though nobody said that it is dead', async (t) => {
  const rig = await fixture(t);
  rig.present.open();
  await rig.pass(61_000);
  rig.sleep(600_000);
  await rig.pass(5_000);
  assert.equal(rig.made.length, 2);
  assert.equal(rig.made[0]?.closed, true);
  rig.present.open();
  await rig.pass(60_000);
  assert.equal(rig.made.length, 2);
});

test('Z1 a sleep during which every clock went on is noticed too', async (t) => {
  const rig = await fixture(t);
  rig.present.open();
  await rig.hang(600_000);
  assert.equal(rig.made.length, 2);
});

test('Z1 a page that is looked at again notices at once that the computer has slept', async (t) => {
  const rig = await fixture(t);
  rig.present.open();
  rig.sleep(600_000);
  await rig.happens('visibilitychange');
  assert.equal(rig.made.length, 2);
});

test('P17 a wall clock that is put right by and by, or set back, is no sleep', async (t) => {
  const rig = await fixture(t);
  rig.present.open();
  for (let minute = 0; minute < 60; minute += 1) {
    rig.sleep(500);
    await rig.pass(60_000);
  }
  rig.sleep(-3_600_000);
  await rig.pass(60_000);
  assert.equal(rig.made.length, 1);
});

test('a tick is learned from three gaps alike, and neither from bursts nor from what comes by the minute', () => {
  const after = (...gaps: readonly number[]) => {
    const rhythm = createHeartbeat();
    let at = 0;
    rhythm.beat(at);
    for (const gap of gaps) rhythm.beat((at += gap));
    return rhythm.tick;
  };
  assert.equal(after(5_000, 5_100, 4_900), 4_900);
  assert.equal(after(1_001, 1_000, 999), 999);
  assert.equal(after(5_000, 5_000), undefined);
  assert.equal(after(5_000, 5_000, 2_000, 3_000, 5_000), undefined);
  assert.equal(after(2, 2, 2, 2, 2), undefined);
  assert.equal(after(90_000, 90_000, 90_000, 90_000), undefined);
});
