import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fixture} from './fixture.ts';

for (const [leaves, returns, code] of [
  ['pagehide', 'pageshow', 4001],
  ['freeze', 'resume', 4002],
] as const) {
  test(`Z3 Z4 the server is told with ${code} when the page has ${leaves}, and one new socket follows ${returns}`, async (t) => {
    const rig = await fixture(t);
    rig.present.open();
    await rig.happens(leaves);
    assert.equal(rig.made[0]?.code, code);
    assert.deepEqual(rig.link, {state: 'waiting', since: 0});
    await rig.pass(600_000);
    assert.equal(rig.made.length, 1);
    await rig.happens(returns);
    assert.equal(rig.made.length, 2);
    rig.present.open();
    assert.deepEqual(rig.link, {state: 'open'});
  });
}

test('Z4 a page from the back/forward cache hears four events and dials once', async (t) => {
  const rig = await fixture(t);
  rig.present.open();
  for (const type of ['pagehide', 'freeze', 'resume', 'pageshow']) await rig.happens(type);
  assert.equal(rig.made.length, 2);
  assert.equal(rig.made[0]?.code, 4001);
});

test('the first pageshow of a page dials nothing', async (t) => {
  const rig = await fixture(t);
  await rig.happens('pageshow');
  assert.equal(rig.made.length, 1);
});

test('Z4 a page that is put away while it dials, waits or asks leaves no timer and dials when it is back', async (t) => {
  for (const reach of ['dialling', 'waiting'] as const) {
    const rig = await fixture(t, {answer: {code: 'unreachable'}});
    if (reach === 'waiting') {
      rig.present.die();
      await rig.pass(1);
      assert.equal(rig.link?.state, 'waiting');
    }
    await rig.happens('pagehide');
    await rig.pass(60_000);
    rig.monitor.retry();
    await rig.happens('online');
    assert.equal(rig.made.length, 1);
    await rig.happens('pageshow');
    assert.equal(rig.made.length, 2);
    t.mock.timers.reset();
  }
});

test('Z4 a link that somebody has to help, or that is closed, stays so when the page comes back', async (t) => {
  const rig = await fixture(t);
  rig.present.open();
  rig.present.die(4409);
  for (const type of ['freeze', 'resume', 'pagehide', 'pageshow', 'online']) await rig.happens(type);
  await rig.pass(60_000);
  assert.equal(rig.made.length, 1);
  assert.equal(rig.link?.fault?.code, 'in-use');
  rig.monitor.close();
  const told = rig.links.length;
  for (const type of ['freeze', 'resume', 'online', 'offline']) await rig.happens(type);
  assert.equal(rig.links.length, told);
});

test('N6 when the network is back the socket is made anew within 250 ms, whatever it says of itself', async (t) => {
  const rig = await fixture(t);
  rig.luck = 0.999;
  rig.present.open();
  await rig.pass(1_000);
  await rig.happens('online');
  assert.deepEqual(rig.link, {state: 'waiting', since: 1_000, retryAt: 1_250});
  await rig.pass(250);
  assert.equal(rig.made.length, 2);
  assert.equal(rig.made[0]?.closed, true);
});

test('N6 a wait and a dial without an answer end when the network is back', async (t) => {
  const rig = await fixture(t);
  await rig.happens('online');
  await rig.pass(250);
  assert.equal(rig.made.length, 2);
  assert.equal(rig.made[0]?.closed, true);
});

test('N7 a browser that calls itself offline is only a reason to check: the link goes on', async (t) => {
  const rig = await fixture(t);
  rig.present.open();
  await rig.happens('offline');
  assert.deepEqual(rig.link, {state: 'open', checking: true});
  rig.present.say('still here');
  assert.deepEqual(rig.link, {state: 'open'});
  assert.equal(rig.made.length, 1);
});

test('N7 a browser that calls itself offline goes on trying', async (t) => {
  const rig = await fixture(t, {answer: {code: 'unreachable'}});
  await rig.happens('offline');
  for (let dial = 1; dial <= 3; dial += 1) {
    assert.equal(rig.made.length, dial);
    rig.present.die();
    await rig.pass(2_500);
  }
  assert.equal(rig.made.length, 4);
});
