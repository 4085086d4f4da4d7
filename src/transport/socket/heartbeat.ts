/** Detects the interval of the server's periodic frames from their arrival times. No interval is documented. */

/** Shorter intervals are bursts (0.8 s allows for an inexact second); longer ones would detect a dead socket too late (ms). */
const [shortest, longest] = [800, 60_000];

export interface Heartbeat {
  /** Milliseconds between periodic frames; undefined until an interval was detected. */
  readonly tick: number | undefined;
  /** A frame has arrived. */
  beat(at: number): void;
  /** A new socket: the interval before its first frame does not count. */
  pause(): void;
  /** The socket died: the server may have stopped its periodic frames. */
  reset(): void;
}

/** Three similar intervals in a row are a heartbeat. Other frames in between only delay the detection. */
export function createHeartbeat(): Heartbeat {
  let tick: number | undefined;
  let last = Number.NaN;
  let previous = Number.NaN;
  let similar = 0;
  return {
    get tick() {
      return tick;
    },
    beat(at) {
      const interval = at - last;
      similar = Math.abs(interval - previous) <= previous / 5 ? similar + 1 : 0;
      last = at;
      previous = interval;
      if (similar >= 2 && previous >= shortest && previous <= longest) tick = previous;
    },
    pause() {
      last = Number.NaN;
    },
    reset() {
      tick = undefined;
    },
  };
}
