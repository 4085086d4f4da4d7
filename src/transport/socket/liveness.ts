/** Watches over a link: the silence of its socket, and the flood of its frames. */
import {createHeartbeat} from './heartbeat.ts';
import {createChunkedQueue} from './chunked-queue.ts';
import {watchSilence, type Watchdog} from './watchdog.ts';

export interface LivenessOptions {
  /** Milliseconds on the session's clock, which goes on while the computer sleeps. */
  readonly now: () => number;
  /** How often the computer has slept, as far as that clock can tell. */
  readonly sleeps: () => number;
  /** Whether the server answers at all; asked when the socket has long been silent. Without it, silence is trusted. */
  readonly ask?: (() => Promise<boolean>) | undefined;
  readonly onFrame: (data: unknown) => void;
}

interface WatchOptions extends LivenessOptions {
  readonly onDoubt: (doubted: boolean) => void;
  /** The socket is dead. `since`: when it was alive last, as far as that is known. */
  readonly onDead: (since: number) => void;
}

export interface Liveness {
  opened(): void;
  /** A frame has come, and is handed on: at once, or in its turn while there are many. */
  heard(data: unknown): void;
  /** There is a reason to doubt that it lives. */
  doubt(): void;
  /** Time may have gone by unnoticed. */
  look(): void;
  /** The socket is over, one way or the other. */
  ended(): void;
  /** The link is over: what waits is not handed on any more. */
  stop(): void;
}

export function watchLiveness(options: WatchOptions): Liveness {
  const heartbeat = createHeartbeat();
  let watchdog: Watchdog | undefined;
  let over = false;
  const enqueue = createChunkedQueue((data) => over || options.onFrame(data), options.now);

  function ended() {
    watchdog?.stop();
    watchdog = undefined;
  }

  return {
    opened() {
      heartbeat.pause();
      watchdog = watchSilence({...options, heartbeat});
    },
    heard(data) {
      watchdog?.heard();
      enqueue(data);
    },
    doubt: () => watchdog?.doubt(),
    look: () => watchdog?.look(),
    ended,
    stop() {
      over = true;
      ended();
    },
  };
}
