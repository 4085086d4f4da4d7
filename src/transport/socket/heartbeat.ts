/** Learns the server's tick from when its frames come. None is documented, so none is assumed. */

/** Frames closer together are a burst, and a tick of a second is seldom exact; frames farther apart say nothing in time (ms). */
const [shortest, longest] = [800, 60_000];

export interface Heartbeat {
  /** Milliseconds between frames that come by themselves; undefined as long as no such heartbeat was heard. */
  readonly tick: number | undefined;
  beat(at: number): void;
  /** Another socket: the gap before its first frame means nothing. */
  pause(): void;
  /** The heartbeat was broken: perhaps the server ticks no more. */
  forget(): void;
}

/** Three gaps alike are a tick. Other frames in between only delay the learning. */
export function createHeartbeat(): Heartbeat {
  let tick: number | undefined;
  let last = Number.NaN;
  let gap = Number.NaN;
  let alike = 0;
  return {
    get tick() {
      return tick;
    },
    beat(at) {
      const present = at - last;
      alike = Math.abs(present - gap) <= gap / 5 ? alike + 1 : 0;
      last = at;
      gap = present;
      if (alike >= 2 && gap >= shortest && gap <= longest) tick = gap;
    },
    pause() {
      last = Number.NaN;
    },
    forget() {
      tick = undefined;
    },
  };
}
