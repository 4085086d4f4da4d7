/** Watches over a link: the silence of its socket and the life of its page. A file of its own: a link can begin without. */
import {followPage} from './page-life.ts';
import {createRhythm} from './rhythm.ts';
import {watchSilence, type Watchdog} from './watchdog.ts';

export interface GuardOptions {
  /** Milliseconds on the session's clock, which goes on while the computer sleeps. */
  readonly now: () => number;
  /** How often the computer has slept, as far as that clock can tell. */
  readonly sleeps: () => number;
  /** Whether the server answers at all; asked when the socket has long been silent. Without it, silence is trusted. */
  readonly ask?: (() => Promise<boolean>) | undefined;
  /** The window around, if there is one. */
  readonly page?: EventTarget | undefined;
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
  heard(): void;
  /** The socket is over, one way or the other. */
  ended(): void;
  stop(): void;
}

export function standGuard(options: Guarded): Guard {
  const {page, onLeave, onReturn, onOnline} = options;
  const rhythm = createRhythm();
  let watchdog: Watchdog | undefined;
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
    heard: () => watchdog?.heard(),
    ended,
    stop() {
      ended();
      leavePage();
    },
  };
}
