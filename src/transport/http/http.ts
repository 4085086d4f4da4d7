/** Sends HTTP requests; the only module that uses ky. Each request is sent once: a `POST` is never retried. */
import ky from 'ky';

import type {RawAnswer} from '../../protocol/answers.ts';
import {failed, type Outcome} from '../../protocol/faults.ts';
import {toHex, toJson} from '../../protocol/text.ts';
import {blockedByPolicy} from './content-security-policy.ts';
import {limitedText} from './limited-body.ts';
import {raceAbort} from '../timeouts.ts';

/** How a request body is written. `form` is application/x-www-form-urlencoded. */
export type Encoding = 'form' | 'json';

export interface HttpOptions {
  /** Milliseconds until the whole answer, including its body, must have arrived. */
  readonly timeout: number;
  readonly fetch: typeof globalThis.fetch | undefined;
}

export interface Post {
  readonly params: Readonly<Record<string, string>>;
  readonly encoding: Encoding;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Http {
  /** Always settles and never rejects. */
  post(url: string, post: Post): Promise<Outcome<RawAnswer>>;
  /** The idempotency key of a token: a UUID that is the same for the same object. */
  keyOf(idempotencyToken: object): string;
  /** Ends every pending request with the fault `closed`. */
  close(): void;
}

/** The same limit as for frames of the monitor socket: records and form definitions arrive here too (bytes). */
const maxAnswerLength = 4 * 1024 * 1024;

export function createHttp({timeout, fetch}: HttpOptions): Http {
  const http = ky.create({
    method: 'post',
    retry: 0,
    // The timeout of ky 1 ends with the headers; ours also covers a body that stalls.
    timeout: false,
    throwHttpErrors: false,
    // The token must not be sent to another address, so redirects are not followed.
    redirect: 'manual',
    credentials: 'omit',
    stringifyJson: toJson,
    ...(fetch && {fetch}),
  });
  const closing = new AbortController();
  const keys = new WeakMap<object, string>();

  return {
    async post(url, {params, encoding, headers}) {
      const late = AbortSignal.timeout(timeout);
      try {
        const signal = AbortSignal.any([closing.signal, late]);
        const body = encoding === 'json' ? {json: params} : {body: new URLSearchParams(params)};
        const response = await raceAbort(signal, http(url, {...(headers && {headers}), signal, ...body}));
        const text = await raceAbort(signal, limitedText(response, maxAnswerLength));
        const {status} = response;
        return {ok: true, data: {status, text, retryAfter: response.headers.get('retry-after')}};
      } catch {
        // The message of the error may contain the URL, so only its meaning is reported.
        if (closing.signal.aborted) return failed({code: 'closed'});
        if (late.aborted) return failed({code: 'not-confirmed'});
        return failed((await blockedByPolicy(url)) ?? {code: 'unreachable'});
      }
    },
    keyOf(idempotencyToken) {
      const key = keys.get(idempotencyToken) ?? uuid();
      keys.set(idempotencyToken, key);
      return key;
    },
    close: () => closing.abort(),
  };
}

/** A random UUID. `crypto.randomUUID` does not exist on pages without TLS. */
function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = toHex(bytes);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
