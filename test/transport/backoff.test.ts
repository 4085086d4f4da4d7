import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import {maxDelay, delayBefore} from '../../src/transport/socket/backoff.ts';

const random = fc.double({min: 0, max: 1, maxExcluded: true, noNaN: true});
const almostOne = () => 1 - Number.EPSILON;

test('N1 the first try comes within half a second, later ones within 2, 4 and at most 5', () => {
  const longest = [1, 2, 3, 4, 5, 100].map((failures) => delayBefore(failures, almostOne));
  assert.deepEqual(longest, [500, 2_000, 4_000, 5_000, 5_000, 5_000]);
});

test('S1 waits spread over the whole range down to none, so that agents do not come back at once', () => {
  for (const failures of [1, 2, 3, 4, 50]) {
    assert.equal(
      delayBefore(failures, () => 0),
      0,
    );
    assert.equal(
      delayBefore(failures, () => 0.5),
      Math.round(delayBefore(failures, almostOne) / 2),
    );
  }
});

test('N5 however long the server is away, each wait is a whole number from 0 to 5,000 ms', () => {
  fc.assert(
    fc.property(fc.integer({min: 1, max: Number.MAX_SAFE_INTEGER}), random, (failures, value) => {
      const wait = delayBefore(failures, () => value);
      assert.ok(Number.isSafeInteger(wait) && wait >= 0 && wait <= maxDelay);
    }),
    {numRuns: 1000},
  );
});

test('N12 with the same luck a later wait is never shorter than an earlier one', () => {
  fc.assert(
    fc.property(fc.integer({min: 1, max: 40}), random, (failures, value) => {
      assert.ok(delayBefore(failures + 1, () => value) >= delayBefore(failures, () => value));
    }),
    {numRuns: 1000},
  );
});
