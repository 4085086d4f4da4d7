/** What only the page can give: asked for once, kept in memory only, asked for again when the server refuses it. */

import {withTimeout} from './timeouts.ts';

/** The value itself, or a function that gives one. It is told the value that was refused, if one was. */
export type Source<T> = T | ((refused?: T) => T | Promise<T>);

export interface Asked<T> {
  /** The present value; `undefined` when the page cannot give a usable one. Never rejects. */
  get(): Promise<T | undefined>;
  /**
   * Says that `refused` was refused. Resolves to whether there is another value now.
   * Several callers that were refused with the same one cause one question to the page.
   */
  renew(refused: T | undefined): Promise<boolean>;
}

/** A page that does not answer in this time (ms) has nothing for us. */
const timeoutMs = 10_000;

/**
 * `usable` makes what the page gave fit to be used, or tells by `undefined` that it is not. `onAsked` hears of each
 * question whether it was given something usable.
 */
export function createAsked<T>(
  source: Source<T>,
  usable: (given: unknown) => T | undefined,
  same: (a: T | undefined, b: T | undefined) => boolean = Object.is,
  onAsked: (given: boolean) => void = () => undefined,
): Asked<T> {
  let answer: Promise<T | undefined> | undefined;
  /** Nothing better has been given since. */
  let bad: T | undefined;

  async function get() {
    answer ??= ask(source, usable, bad).then((value) => {
      onAsked(value !== undefined);
      if (value !== undefined) bad = undefined;
      return value;
    });
    const value = await answer;
    // A failed question is not an answer to keep.
    if (value === undefined) answer = undefined;
    return value;
  }

  return {
    get,
    async renew(refused) {
      const known = answer;
      // Of several that were refused only the first asks; the others find its question under way.
      if (same(await get(), refused) && answer === known) {
        answer = undefined;
        bad = refused;
      }
      const value = await get();
      return value !== undefined && !same(value, refused);
    },
  };
}

async function ask<T>(
  source: Source<T>,
  usable: (given: unknown) => T | undefined,
  refused: T | undefined,
): Promise<T | undefined> {
  try {
    const given =
      typeof source === 'function' ? (source as (refused: T | undefined) => unknown)(refused) : source;
    return usable(await withTimeout(timeoutMs, given));
  } catch {
    return undefined;
  }
}
