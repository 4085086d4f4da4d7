/** The latest things that have happened. What comes again and again is counted, so that a day fits into a page. */

export interface Entry<T> {
  readonly key: string;
  readonly what: T;
  readonly at: number;
  /** When the last of the same came. */
  until: number;
  times: number;
}

export interface Journal<T> {
  /** Oldest first. */
  readonly entries: readonly Entry<T>[];
  /** How many older ones are not here any more. */
  readonly gone: number;
  /** Counts one more of a kind that has only just been noted, and tells whether there was one. */
  again(key: string, within?: number): boolean;
  add(key: string, what: T): void;
}

export const mostEntries = 200;

/** So many of the latest may still be counted up: things that take turns, such as waiting and dialling. */
const reach = 4;

/** What comes again so soon is a burst (ms). */
const burst = 1_000;

export function createJournal<T>(now: () => number): Journal<T> {
  const entries: Entry<T>[] = [];
  let gone = 0;
  return {
    entries,
    get gone() {
      return gone;
    },
    again(key, within = burst) {
      const at = now();
      for (let back = 1; back <= Math.min(reach, entries.length); back += 1) {
        const entry = entries[entries.length - back]!;
        if (entry.key !== key || (back > 1 && at - entry.until > within)) continue;
        entry.until = at;
        entry.times += 1;
        return true;
      }
      return false;
    },
    add(key, what) {
      const at = now();
      entries.push({key, what, at, until: at, times: 1});
      if (entries.length <= mostEntries) return;
      entries.shift();
      gone += 1;
    },
  };
}
