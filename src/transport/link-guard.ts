/** Watches over a link: the silence of its socket, the flood of its frames and the life of its page. A file of its own: a link can begin without. */
import {followPage} from './page-life.ts';
import {createRhythm} from './rhythm.ts';
import {inSlices} from './slices.ts';
import {watchSilence, type Watchdog} from './watchdog.ts';

export interface GuardOptions {
  /** Milliseconds on a clock that may stand still while the computer sleeps. */
  readonly now: () => number;
  /** Milliseconds on the wall's clock, which goes on. */
  readonly wall: () => number;
  /** Whether the server answers at all; asked when the socket has long been silent. Without it, silence is trusted. */
  readonly ask?: (() => Promise<boolean>) | undefined;
  /** The window around, if there is one. */
  readonly page?: EventTarget | undefined;
  readonly onFrame: (data: unknown) => void;
}

interface Guarded extends GuardOptions {
  readonly onDoubt: (doubted: boolean) => void;
  /** The socket is dead. `since`: when it was alive last, as far as that is known. */
  readonly onDead: (since: number) => void;
  readonly onLeave: (code: number) => void;
  readonly onReturn: () => void;
  readonly onOnline: () => void;
}

export interface Guard {
  opened(): void;
  /** A frame has come, and is handed on: at once, or in its turn while there are many. */
  heard(data: unknown): void;
  /** The socket is over, one way or the other. */
  ended(): void;
  stop(): void;
}

export function standGuard(options: Guarded): Guard {
  const {page, onFrame, onLeave, onReturn, onOnline} = options;
  const rhythm = createRhythm();
  let watchdog: Watchdog | undefined;
  let over = false;
  const handOn = inSlices((data) => over || onFrame(data), options.now);
  const leavePage = followPage(page, {
    onLeave,
    onReturn,
    onOnline,
    onOffline: () => watchdog?.doubt(),
    onSeen: () => watchdog?.look(),
  });

  function ended() {
    watchdog?.stop();
    watchdog = undefined;
  }

  return {
    opened() {
      rhythm.pause();
      watchdog = watchSilence({...options, rhythm});
    },
    heard(data) {
      watchdog?.heard();
      handOn(data);
    },
    ended,
    stop() {
      over = true;
      ended();
      leavePage();
    },
  };
}
