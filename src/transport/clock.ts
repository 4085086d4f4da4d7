/** The clock of a session: it never steps back, and goes on while the computer sleeps. */

export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** How often the wall's clock had leapt ahead between two readings, up to the last one. */
  sleeps(): number;
}

export interface Clocks {
  /** Milliseconds on a clock that nobody sets, and that may stand still during a sleep. */
  readonly steady: () => number;
  /** Milliseconds since the epoch on the wall's clock, which goes on and can be set. */
  readonly wall: () => number;
}

/** A shorter leap (ms) may be the wall's clock being put right. */
const shortestSleep = 5_000;

/**
 * Follows the steady clock. When the wall's clock is further ahead of it than ever before, that was a sleep, and is
 * taken over. A wall clock that was set ahead looks the same; one that is set back, or back and ahead again, moves
 * nothing.
 */
export function createClock({steady, wall}: Clocks): Clock {
  let last = wall() - steady();
  let ahead = last;
  let sleeps = 0;
  return {
    now() {
      const at = steady();
      const lead = wall() - at;
      if (lead - last > shortestSleep) sleeps += 1;
      if (lead - ahead > shortestSleep) ahead = lead;
      last = lead;
      return at + ahead;
    },
    sleeps: () => sleeps,
  };
}
