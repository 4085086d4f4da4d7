/** Monitors whether the socket is alive, and passes its frames on through a queue. */
import {createHeartbeat} from './heartbeat.ts';
import {createChunkedQueue} from './chunked-queue.ts';
import {watchSilence, type Watchdog} from './watchdog.ts';

export interface LivenessOptions {
  /** Milliseconds on the session's clock, which includes sleep. */
  readonly now: () => number;
  /** How many times the computer has slept, as far as that clock can detect it. */
  readonly sleeps: () => number;
  /** Whether the server answers over REST; called after a long silence of the socket. Without it, silence is accepted. */
  readonly ping?: (() => Promise<boolean>) | undefined;
  readonly onFrame: (data: unknown) => void;
}

interface WatchOptions extends LivenessOptions {
  readonly onDoubt: (doubted: boolean) => void;
  /** The socket is dead. `since`: when it was last known to be alive. */
  readonly onDead: (since: number) => void;
}

export interface Liveness {
  opened(): void;
  /** A frame has arrived. It is passed on immediately, or queued while there are many. */
  received(data: unknown): void;
  /** There is a reason to suspect that the socket is dead. */
  doubt(): void;
  /** Checks the clock now: timers may have been delayed. */
  check(): void;
  /** The socket has ended. */
  ended(): void;
  /** The link is closed: queued frames are dropped. */
  stop(): void;
}

export function watchLiveness(options: WatchOptions): Liveness {
  const heartbeat = createHeartbeat();
  let watchdog: Watchdog | undefined;
  let stopped = false;
  const enqueue = createChunkedQueue((data) => stopped || options.onFrame(data), options.now);

  function ended() {
    watchdog?.stop();
    watchdog = undefined;
  }

  return {
    opened() {
      heartbeat.pause();
      watchdog = watchSilence({...options, heartbeat});
    },
    received(data) {
      watchdog?.received();
      enqueue(data);
    },
    doubt: () => watchdog?.doubt(),
    check: () => watchdog?.check(),
    ended,
    stop() {
      stopped = true;
      ended();
    },
  };
}
