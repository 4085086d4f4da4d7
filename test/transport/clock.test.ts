import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import {createClock} from '../../src/transport/clock.ts';

const minute = 60_000;
const hour = 60 * minute;

/** Monday morning on the wall; the page is a minute old. */
const monday = Date.UTC(2026, 1, 2, 10);

/** Two clocks as a computer has them, and the session's over them. `stops`: whether the steady one sleeps too. */
function computer({stops = true} = {}) {
  let steady = minute;
  let wall = monday;
  const clock = createClock({steady: () => steady, wall: () => wall});
  return {
    ...clock,
    passed: () => clock.now() - monday,
    work(ms: number) {
      steady += ms;
      wall += ms;
    },
    sleep(ms: number) {
      wall += ms;
      if (!stops) steady += ms;
    },
    set: (ms: number) => void (wall += ms),
  };
}

for (const stops of [true, false])
  test(`Z1 after an hour of sleep every duration is an hour longer, where clocks ${stops ? 'stop' : 'go on'} meanwhile`, () => {
    const one = computer({stops});
    one.work(minute);
    assert.equal(one.passed(), minute);
    one.sleep(hour);
    one.work(1_000);
    assert.equal(one.passed(), minute + hour + 1_000);
    assert.equal(one.passed(), minute + hour + 1_000);
    assert.equal(one.sleeps(), stops ? 1 : 0);
  });

test('Z1 a lid that is closed again and again for a moment adds up to what it was', () => {
  const one = computer();
  for (let nap = 0; nap < 100; nap += 1) {
    one.sleep(4_000);
    one.work(1_000);
    assert.ok(Math.abs(one.passed() - 5_000 * (nap + 1)) <= 5_000);
  }
});

test('P17 a wall clock that is set back by ten minutes moves no duration, and one that is put right by and by none', () => {
  const one = computer();
  one.set(-10 * minute);
  one.work(minute);
  assert.equal(one.passed(), minute);
  for (let step = 0; step < 600; step += 1) {
    one.set(1_000);
    one.work(minute);
    assert.equal(one.passed(), (step + 2) * minute);
  }
  assert.equal(one.sleeps(), 0);
});

test('P17 a wall clock that is set ahead looks like a sleep, once, however often it is set to and fro', () => {
  const one = computer();
  for (let turn = 0; turn < 5; turn += 1) {
    one.set(10 * minute);
    one.work(minute);
    assert.equal(one.passed(), 10 * minute + (turn * 2 + 1) * minute);
    one.set(-10 * minute);
    one.work(minute);
    assert.equal(one.passed(), 10 * minute + (turn + 1) * 2 * minute);
  }
});

test('P17 a sleep after the wall clock was set back is short by as much', () => {
  const one = computer();
  one.set(-10 * minute);
  one.sleep(hour);
  assert.equal(one.passed(), 50 * minute);
});

const happening = fc.record({
  what: fc.constantFrom('work', 'sleep', 'set' as const),
  ms: fc.oneof(fc.integer({min: 0, max: 20_000}), fc.integer({min: 0, max: 36 * hour})),
  back: fc.boolean(),
  looks: fc.boolean(),
});

test('Z1 P17 whatever a day brings, the clock never steps back, and never runs slower than a clock that nobody sets', () => {
  fc.assert(
    fc.property(fc.array(happening, {maxLength: 60}), fc.boolean(), (day, stops) => {
      const one = computer({stops});
      let [last, awake] = [0, 0];
      for (const {what, ms, back, looks} of day) {
        if (what === 'set') one.set(back ? -ms : ms);
        else one[what](ms);
        if (what === 'work') awake += ms;
        if (!looks) continue;
        assert.ok(one.passed() >= last);
        assert.ok(one.passed() >= awake);
        last = one.passed();
      }
    }),
  );
});

test('Z1 whatever is slept, as long as nobody sets the wall clock no duration is off by more than five seconds', () => {
  fc.assert(
    fc.property(fc.array(happening, {maxLength: 60}), fc.boolean(), (day, stops) => {
      const one = computer({stops});
      let passed = 0;
      for (const {what, ms, looks} of day) {
        one[what === 'set' ? 'work' : what](ms);
        passed += ms;
        if (looks) assert.ok(one.passed() <= passed && one.passed() >= passed - 5_000);
      }
    }),
  );
});

test('P17 whoever sets the wall clock, a duration is never further off than the clock was ever set ahead', () => {
  fc.assert(
    fc.property(fc.array(happening, {maxLength: 60}), (day) => {
      const one = computer();
      let [passed, off, furthest] = [0, 0, 0];
      for (const {what, ms, back, looks} of day) {
        if (what === 'set') off += back ? -ms : ms;
        if (what === 'set') one.set(back ? -ms : ms);
        else {
          one.work(ms);
          passed += ms;
        }
        if (looks) furthest = Math.max(furthest, off);
        if (looks) assert.ok(one.passed() >= passed && one.passed() <= passed + furthest);
      }
    }),
  );
});
