/**
 * Doubts a socket that is silent, and gives it up: a connection can be dead for minutes without a word of it.
 *
 * All judging is by the clock, never by how often a timer ran: browsers hold back the timers of hidden pages,
 * and a page that hung has frames waiting that it has not seen yet.
 */
import type {Heartbeat} from './heartbeat.ts';

interface WatchdogOptions {
  /** Milliseconds on the session's clock, which goes on while the computer sleeps. */
  readonly now: () => number;
  /** How often the computer has slept, as far as that clock can tell. */
  readonly sleeps: () => number;
  readonly heartbeat: Heartbeat;
  /** Asks the server by another way whether it is there, where it has no heartbeat. */
  readonly ask?: (() => Promise<boolean>) | undefined;
  readonly onDoubt: (doubted: boolean) => void;
  /** The socket is dead. `since`: when it was alive last, as far as that is known. */
  readonly onDead: (since: number) => void;
}

export interface Watchdog {
  /** A frame has come. */
  heard(): void;
  doubt(): void;
  look(): void;
  stop(): void;
}

/** Of the server's ticks: after how many a silence is doubtful, and after how many deadly. */
const [doubtfulTicks, deadlyTicks] = [1.5, 2.5];
/** A heartbeat of a second or two is no reason to be hasty (ms). */
const [leastDoubtful, leastDeadly] = [4_000, 6_000];
/** Without a tick: when the server is asked, and when its answer must be here (ms). */
const [askAfter, answerWithin] = [20_000, 30_000];
/** How often to look whether the computer has slept (ms). */
const glance = 5_000;
/** A look that comes this late: there was a sleep during which every clock went on (ms). */
const longSleep = 120_000;
/** A look that comes later than this must not judge before the frames that wait were heard (ms). */
const hang = 1_000;

export function watchSilence(options: WatchdogOptions): Watchdog {
  const {now, sleeps, heartbeat, ask, onDoubt, onDead} = options;
  let heardAt = now();
  let lookedAt = heardAt;
  const slept = sleeps();
  let doubted = false;
  let excused = false;
  let over = false;
  let due = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function limits(): readonly [doubtful: number, deadly: number] {
    const {tick} = heartbeat;
    if (tick)
      return [Math.max(leastDoubtful, tick * doubtfulTicks), Math.max(leastDeadly, tick * deadlyTicks)];
    return ask ? [askAfter, answerWithin] : [Infinity, Infinity];
  }

  function arm(ms = limits()[doubted ? 1 : 0] - (now() - heardAt)) {
    clearTimeout(timer);
    const wait = Math.max(0, Math.min(glance, ms));
    due = now() + wait;
    timer = setTimeout(look, wait);
  }

  function alive() {
    heardAt = now();
    excused = false;
    if (doubted) onDoubt((doubted = false));
    arm();
  }

  function doubt() {
    if (!doubted) onDoubt((doubted = true));
  }

  function dead(since: number) {
    stop();
    heartbeat.forget();
    onDead(since);
  }

  function look() {
    const at = now();
    const late = at - due;
    if (sleeps() > slept || late > longSleep) return dead(lookedAt);
    lookedAt = at;
    if (late > hang && !excused) {
      excused = true;
      return arm(hang);
    }
    const silence = at - heardAt;
    const [doubtful, deadly] = limits();
    if (silence >= deadly) return dead(heardAt);
    if (silence >= doubtful && !doubted) {
      doubt();
      if (!heartbeat.tick) void question();
    }
    arm();
  }

  async function question() {
    const asked = heardAt;
    const answered = await ask?.();
    if (over || heardAt !== asked) return;
    if (answered) alive();
    else dead(heardAt);
  }

  function stop() {
    over = true;
    clearTimeout(timer);
  }

  arm();
  return {
    heard() {
      heartbeat.beat(now());
      alive();
    },
    doubt,
    look,
    stop,
  };
}
