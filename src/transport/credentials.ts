/** Credentials that the page provides: requested once, kept only in memory, requested again when the server refuses them. */

import {withTimeout} from './timeouts.ts';

/** The credentials, or a function that returns them. It receives the refused ones, if there are any. */
export type CredentialsProvider<T> = T | ((refused?: T) => T | Promise<T>);

export interface Credentials<T> {
  /** The current value; `undefined` when the page gives no usable one. Never rejects. */
  get(): Promise<T | undefined>;
  /**
   * Requests a new value after `refused` was refused. Resolves to whether there is a different one now.
   * Several callers that were refused with the same value cause one request to the page.
   */
  renew(refused: T | undefined): Promise<boolean>;
}

/** After this time the page counts as having none (ms). */
const timeoutMs = 10_000;

/**
 * `parse` validates and cleans what the page gave; `undefined` when it is unusable. `onRequest` is called after each
 * request with whether the value was usable.
 */
export function createCredentials<T>(
  provider: CredentialsProvider<T>,
  parse: (given: unknown) => T | undefined,
  same: (a: T | undefined, b: T | undefined) => boolean = Object.is,
  onRequest: (given: boolean) => void = () => undefined,
): Credentials<T> {
  let request: Promise<T | undefined> | undefined;
  /** The refused value, until the page gives a usable one. */
  let refusedValue: T | undefined;

  async function get() {
    request ??= ask(provider, parse, refusedValue).then((value) => {
      onRequest(value !== undefined);
      if (value !== undefined) refusedValue = undefined;
      return value;
    });
    const value = await request;
    // A failed request is not cached.
    if (value === undefined) request = undefined;
    return value;
  }

  return {
    get,
    async renew(refused) {
      const known = request;
      // Of several refused callers only the first starts a request; the others use it.
      if (same(await get(), refused) && request === known) {
        request = undefined;
        refusedValue = refused;
      }
      const value = await get();
      return value !== undefined && !same(value, refused);
    },
  };
}

async function ask<T>(
  provider: CredentialsProvider<T>,
  parse: (given: unknown) => T | undefined,
  refused: T | undefined,
): Promise<T | undefined> {
  try {
    const given =
      typeof provider === 'function' ? (provider as (refused: T | undefined) => unknown)(refused) : provider;
    return parse(await withTimeout(timeoutMs, given));
  } catch {
    return undefined;
  }
}
