import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import {duration} from '../../src/elements/shared/format.ts';
import {createClock} from '../../src/transport/clock.ts';
import {fixture, info, monday, notice} from './fakes.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** A session on a computer whose steady clock stands still while it sleeps. */
function computer() {
  let [steady, wall] = [0, monday];
  const {now} = createClock({steady: () => steady, wall: () => wall});
  const rig = fixture({now});
  const {session} = rig;
  return {
    ...rig,
    work(ms: number) {
      steady += ms;
      wall += ms;
    },
    sleep: (ms: number) => void (wall += ms),
    set: (ms: number) => void (wall += ms),
    /** What the bar shows beside the status. */
    shown: () => duration(now() - (session.$agent.get().since ?? NaN)),
  };
}

/** A duration as a notice says it. */
const said = (ms: number) =>
  [Math.floor(ms / hour), Math.floor(ms / minute) % 60, Math.floor(ms / 1_000) % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');

test('Z1 who sleeps an hour in wrap-up reads an hour more, before the call system has said a word', () => {
  const one = computer();
  one.hear(notice('busy'), info('a'));
  one.work(5 * minute);
  one.hear(notice('wrap-up', '00:00:10'));
  one.work(minute);
  assert.equal(one.shown(), '01:10');
  one.sleep(hour);
  assert.equal(one.shown(), '1:01:10');
  one.work(1_000);
  one.hear(notice('wrap-up', '01:01:11'));
  assert.equal(one.shown(), '1:01:11');
  const {startedAt, endedAt = NaN} = one.session.$call.get()!;
  assert.equal(endedAt - startedAt, 5 * minute);
});

test('Z6 a state goes on over midnight and past a day, and its clock does not begin anew', () => {
  const one = computer();
  one.hear(notice('idle', '00:00:00'));
  one.work(14 * hour - 1_000);
  assert.equal(one.shown(), '13:59:59');
  assert.equal(new Date(one.session.now()).getHours(), 23);
  one.work(1_000);
  assert.equal(one.shown(), '14:00:00');
  assert.equal(new Date(one.session.now()).getHours(), 0);
  one.work(10 * hour);
  one.hear(notice('idle', '24:00:00'));
  assert.equal(one.shown(), '24:00:00');
  one.work(5 * day + 4_000);
  one.hear(notice('idle', '144:00:04'));
  assert.equal(one.shown(), '144:00:04');
});

test('Z6 a call that goes on over midnight stays the call of the agent, and yesterday’s others leave', () => {
  const one = computer();
  one.hear(notice('busy'), info('evening'), notice('wrap-up'), notice('idle'));
  one.work(13 * hour + 50 * minute);
  one.hear(notice('busy'), info('late'));
  one.work(20 * minute);
  assert.equal(one.session.$call.get()?.sessionId, 'late');
  one.hear(notice('wrap-up'), notice('idle'), notice('busy'), info('early'));
  assert.deepEqual(
    one.session.$calls.get().map(({sessionId}) => sessionId),
    ['early'],
  );
});

for (const [what, step] of [
  ['set back by ten minutes', -10 * minute],
  ['set ahead by ten minutes', 10 * minute],
  ['set back by a second', -1_000],
  ['set back by an hour, as by somebody who means summer time', -hour],
  ['set ahead by an hour', hour],
] as const)
  test(`P17 a wall clock that is ${what} makes no duration shorter, and none wrong after the next notice`, () => {
    const one = computer();
    one.hear(notice('busy', '00:01:00'));
    one.set(step);
    one.work(5_000);
    const off = step > 5_000 ? step : 0;
    assert.equal(one.shown(), duration(minute + 5_000 + off));
    one.work(3_000);
    one.hear(notice('busy', '00:01:08'));
    assert.equal(one.shown(), '01:08');
  });

const event = fc.record({
  what: fc.constantFrom('work', 'sleep', 'set' as const),
  ms: fc.integer({min: -2 * hour, max: 2 * hour}),
});

test('P17 Z1 whatever becomes of the clocks, a notice puts the duration right to the second, and none is ever below zero', () => {
  fc.assert(
    fc.property(fc.array(event, {maxLength: 30}), fc.boolean(), (events, hears) => {
      const one = computer();
      let passed = 0;
      one.hear(notice('idle', '00:00:00'));
      for (const {what, ms} of events) {
        one[what](what === 'set' ? ms : Math.abs(ms));
        if (what !== 'set') passed += Math.abs(ms);
        const {since = NaN} = one.session.$agent.get();
        assert.ok(one.session.now() >= since);
        if (!hears) continue;
        one.hear(notice('idle', said(passed)));
        const shown = one.session.now() - (one.session.$agent.get().since ?? NaN);
        assert.ok(Math.abs(shown - passed) <= 1_000, `${shown} instead of ${passed}`);
      }
    }),
  );
});
