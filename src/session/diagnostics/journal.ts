/** A list of the latest events. Repeated events are counted in one entry, so that a whole day fits. */

export interface Entry<T> {
  readonly key: string;
  readonly what: T;
  readonly at: number;
  /** When it last happened. */
  until: number;
  times: number;
}

export interface Journal<T> {
  /** Oldest first. */
  readonly entries: readonly Entry<T>[];
  /** How many older entries were removed. */
  readonly gone: number;
  /** Counts an event in a recent entry with the same key; `false` when there is none. */
  countRepeat(key: string, within?: number): boolean;
  add(key: string, what: T): void;
}

export const maxEntries = 200;

/** How many of the latest entries can still be counted up: some events alternate, such as waiting and connecting. */
const reach = 4;

/** Equal events within this time are counted together (ms). */
const burst = 1_000;

export function createJournal<T>(now: () => number): Journal<T> {
  const entries: Entry<T>[] = [];
  let gone = 0;
  return {
    entries,
    get gone() {
      return gone;
    },
    countRepeat(key, within = burst) {
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
      if (entries.length <= maxEntries) return;
      entries.shift();
      gone += 1;
    },
  };
}
