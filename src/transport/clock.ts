/** The clock of a session: it never goes back, and it includes the time that the computer sleeps. */

export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** How many times the wall clock has jumped ahead between two readings. */
  sleeps(): number;
}

export interface Clocks {
  /** Milliseconds on a monotonic clock, which may stop during sleep. */
  readonly steady: () => number;
  /** Milliseconds since the epoch on the wall clock, which goes on during sleep but can be set. */
  readonly wall: () => number;
}

/** A shorter jump may be a small correction of the wall clock (ms). */
const shortestSleep = 5_000;

/**
 * Follows the monotonic clock. When the wall clock is further ahead of it than ever before, the computer has slept, and
 * the difference is added. A wall clock that was set ahead looks the same; one that is set back, or back and ahead
 * again, changes nothing.
 */
export function createClock({steady, wall}: Clocks): Clock {
  let lastDifference = wall() - steady();
  let offset = lastDifference;
  let sleeps = 0;
  return {
    now() {
      const at = steady();
      const difference = wall() - at;
      if (difference - lastDifference > shortestSleep) sleeps += 1;
      if (difference - offset > shortestSleep) offset = difference;
      lastDifference = difference;
      return at + offset;
    },
    sleeps: () => sleeps,
  };
}
