/**
 * Detects half-open connections: a silent socket is first suspected, then given up. Browsers can take minutes to report
 * that a connection is dead.
 *
 * Decisions use the clock, not the number of timer runs: browsers delay the timers of hidden pages, and after a page
 * was blocked its queued frames have not been delivered yet.
 */
import type {Heartbeat} from './heartbeat.ts';

interface WatchdogOptions {
  /** Milliseconds on the session's clock, which includes sleep. */
  readonly now: () => number;
  /** How many times the computer has slept, as far as that clock can detect it. */
  readonly sleeps: () => number;
  readonly heartbeat: Heartbeat;
  /** Checks over REST whether the server answers. Used when it has no heartbeat. */
  readonly ping?: (() => Promise<boolean>) | undefined;
  readonly onDoubt: (doubted: boolean) => void;
  /** The socket is dead. `since`: when it was last known to be alive. */
  readonly onDead: (since: number) => void;
}

export interface Watchdog {
  /** A frame has arrived. */
  received(): void;
  doubt(): void;
  check(): void;
  stop(): void;
}

/** Silence, in heartbeat intervals, after which the socket is suspected, and after which it is dead. */
const [doubtTicks, deadTicks] = [1.5, 2.5];
/** The same times are never shorter than these (ms). */
const [minDoubt, minDead] = [4_000, 6_000];
/** Without a heartbeat: when the server is pinged, and when its answer must have arrived (ms). */
const [pingAfter, pingDeadline] = [20_000, 30_000];
/** How often to check whether the computer has slept (ms). */
const checkInterval = 5_000;
/** A timer that is late by this much: the computer has slept while the clocks went on (ms). */
const sleepDelay = 120_000;
/** A timer that is late by this much: the page was blocked, and queued frames must be delivered first (ms). */
const blockedDelay = 1_000;

export function watchSilence(options: WatchdogOptions): Watchdog {
  const {now, sleeps, heartbeat, ping, onDoubt, onDead} = options;
  let receivedAt = now();
  let checkedAt = receivedAt;
  const slept = sleeps();
  let doubted = false;
  let delayed = false;
  let stopped = false;
  let due = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function limits(): readonly [doubtAfter: number, deadAfter: number] {
    const {tick} = heartbeat;
    if (tick) return [Math.max(minDoubt, tick * doubtTicks), Math.max(minDead, tick * deadTicks)];
    return ping ? [pingAfter, pingDeadline] : [Infinity, Infinity];
  }

  function arm(ms = limits()[doubted ? 1 : 0] - (now() - receivedAt)) {
    clearTimeout(timer);
    const wait = Math.max(0, Math.min(checkInterval, ms));
    due = now() + wait;
    timer = setTimeout(check, wait);
  }

  function markAlive() {
    receivedAt = now();
    delayed = false;
    if (doubted) onDoubt((doubted = false));
    arm();
  }

  function doubt() {
    if (!doubted) onDoubt((doubted = true));
  }

  function dead(since: number) {
    stop();
    heartbeat.reset();
    onDead(since);
  }

  function check() {
    const at = now();
    const late = at - due;
    if (sleeps() > slept || late > sleepDelay) return dead(checkedAt);
    checkedAt = at;
    if (late > blockedDelay && !delayed) {
      delayed = true;
      return arm(blockedDelay);
    }
    const silence = at - receivedAt;
    const [doubtAfter, deadAfter] = limits();
    if (silence >= deadAfter) return dead(receivedAt);
    if (silence >= doubtAfter && !doubted) {
      doubt();
      if (!heartbeat.tick) void pingServer();
    }
    arm();
  }

  async function pingServer() {
    const receivedBefore = receivedAt;
    const answered = await ping?.();
    if (stopped || receivedAt !== receivedBefore) return;
    if (answered) markAlive();
    else dead(receivedAt);
  }

  function stop() {
    stopped = true;
    clearTimeout(timer);
  }

  arm();
  return {
    received() {
      heartbeat.beat(now());
      markAlive();
    },
    doubt,
    check,
    stop,
  };
}
