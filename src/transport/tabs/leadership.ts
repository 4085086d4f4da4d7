/**
 * One leader among the tabs of an agent. A Web Lock makes it so: whoever holds it leads, and it passes on when its
 * page ends. Two things a lock does not do by itself are done here: a page that is frozen or put into the
 * back/forward cache gives it back first, because there it would keep it; and a leader that does not answer a
 * visible tab loses it.
 */

import {closeCodes, type PageLifecycle} from '../page-lifecycle.ts';

export interface LeadershipOptions {
  /** Of the lock: the same for the tabs of one agent, and for nobody else's. */
  readonly name: string;
  readonly locks: Pick<LockManager, 'request'>;
  readonly page: PageLifecycle;
  readonly now: () => number;
  /** Whether a person can see the page. */
  readonly isVisible: () => boolean;
  /** Asks the leader for a sign of life, which is told to `heard`. */
  readonly ask: () => void;
  /** Whether something in this tab, such as the media of a call, keeps it the leader when its page is hidden or frozen. */
  readonly isPinned: () => boolean;
  /** The page may not use its locks: there is no leader, and nobody to follow. */
  readonly onUnavailable: () => void;
  readonly onLead: () => void;
  /** Not the leader any more. `code` is the socket's close code when the page is frozen or goes into the back/forward cache. */
  readonly onFollow: (code?: number) => void;
}

export interface Leadership {
  readonly leads: boolean;
  /** The leader has given a sign of life. */
  heard(): void;
  stop(): void;
}

/** A leader that does not answer within this time (ms) is dead or frozen. */
const timeoutMs = 1_500;
/** So often a visible follower asks (ms). */
const interval = 5_000;

const nothing = () => undefined;

export function seekLeadership(options: LeadershipOptions): Leadership {
  const {name, locks, page, now} = options;
  let leads = false;
  let suspended = false;
  let stopped = false;
  /** Gives the lock back, or takes back the wish for it. */
  let release: (code?: number) => void = nothing;
  let question: ReturnType<typeof setTimeout> | undefined;
  let next: ReturnType<typeof setTimeout> | undefined;

  function seek(steal = false) {
    const wish = new AbortController();
    const held = new Promise<void>((resolve) => {
      release = (code) => {
        release = nothing;
        wish.abort();
        resolve();
        follow(code);
      };
    });
    const mine = release;
    const hold = () => {
      // The lock may come in the moment in which the wish was taken back.
      if (release !== mine) return undefined;
      lead();
      return held;
    };
    // A lock that is stolen cannot be waited for, and one that is waited for cannot be stolen.
    locks.request(name, steal ? {steal} : {signal: wish.signal}, hold).catch((error: unknown) => {
      if (release !== mine) return;
      // A framed page without storage has locks that it may not use.
      if ((error as Partial<Error> | undefined)?.name !== 'AbortError') {
        stop();
        return options.onUnavailable();
      }
      // Somebody has stolen it.
      mine();
      if (!stopped && !suspended) seek();
    });
  }

  function lead() {
    quiet();
    leads = true;
    options.onLead();
  }

  function follow(code?: number) {
    quiet();
    if (!leads) return;
    leads = false;
    options.onFollow(code);
  }

  function quiet() {
    clearTimeout(question);
    clearTimeout(next);
    question = next = undefined;
  }

  function ask() {
    clearTimeout(next);
    if (leads || suspended || stopped || question || !options.isVisible()) return;
    const asked = now();
    question = setTimeout(() => {
      question = undefined;
      if (leads || suspended || stopped || !options.isVisible()) return;
      // This page has hung itself: the answer may lie here, unheard.
      if (now() - asked > 2 * timeoutMs) return ask();
      release();
      seek(true);
    }, timeoutMs);
    options.ask();
  }

  function heard() {
    quiet();
    if (!leads && options.isVisible()) next = setTimeout(ask, interval);
  }

  function stop() {
    stopped = true;
    release();
    quiet();
    leavePage();
  }

  const leavePage = page((moment) => {
    if (closeCodes[moment] !== undefined && !options.isPinned()) {
      suspended = true;
      release(closeCodes[moment]);
    } else if ((moment === 'shown' || moment === 'thawed') && suspended) {
      suspended = false;
      seek();
      ask();
    } else if (moment === 'visible' || moment === 'hidden') ask();
  });
  seek();
  ask();

  return {
    get leads() {
      return leads;
    },
    heard,
    stop,
  };
}
