/** Where the callback settings meet the layers below. A file of its own, so that the bar need not carry it. */
import type {CallbackChange, CallbackOutcome} from './protocol/callback.ts';
import {serverUrls} from './protocol/server-url.ts';
import {createCallbacks, type CredentialsSource} from './transport/callbacks.ts';
import type {Encoding} from './transport/http.ts';

export interface CallbackServerOptions {
  /** Base URL of the call system (http or https), with or without a path; empty for the page's origin. */
  readonly server: string;
  /** How the request body is written. */
  readonly encoding: Encoding;
}

export interface OpenCallbacks {
  /** Whose settings they are, in words to show; empty when the page cannot say. */
  person(): Promise<string>;
  /** Always settles and never rejects. */
  save(change: CallbackChange, options: CallbackServerOptions): Promise<CallbackOutcome>;
}

export function openCallbacks(credentials: CredentialsSource): OpenCallbacks {
  const callbacks = createCallbacks(credentials, {timeout: 8_000, fetch: undefined});
  return {
    person: () => callbacks.person(),
    save(change, {server, encoding}) {
      // oxlint-disable-next-line typescript/no-unnecessary-type-conversion -- pages without types also set numbers
      const base = serverUrls(String(server ?? ''), '', globalThis.location?.href)?.rest;
      return callbacks.save(change, {base, encoding});
    },
  };
}

export type {CredentialsSource} from './transport/callbacks.ts';
