/** HTTP: the one place that knows the library. Each request is sent once; a `POST` is never repeated by itself. */
import ky from 'ky';

import type {RawAnswer} from '../../protocol/answers.ts';
import {failed, type Outcome} from '../../protocol/faults.ts';
import {toJson} from '../../protocol/text.ts';
import {forbidden} from './content-security-policy.ts';
import {limitedText} from './limited-body.ts';
import {raceAbort} from '../timeouts.ts';

/** How a request body is written. `form` is application/x-www-form-urlencoded. */
export type Encoding = 'form' | 'json';

export interface HttpOptions {
  /** Milliseconds until the whole answer, body included, must be here. */
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
  /** A UUID for this object, always the same. */
  keyOf(intention: object): string;
  /** Ends every request that is under way with the fault `closed`. */
  close(): void;
}

/** As long as the longest frame of the monitor socket: records and form definitions come this way too (bytes). */
const longestAnswer = 4 * 1024 * 1024;

export function createHttp({timeout, fetch}: HttpOptions): Http {
  const http = ky.create({
    method: 'post',
    retry: 0,
    // ky 1 stops its clock when the headers are here; ours also covers a body that stalls.
    timeout: false,
    throwHttpErrors: false,
    // Another address gets neither our token nor our trust: a redirect is no answer of the call system.
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
        const text = await raceAbort(signal, limitedText(response, longestAnswer));
        const {status} = response;
        return {ok: true, data: {status, text, retryAfter: response.headers.get('retry-after')}};
      } catch {
        // The error's own text may hold the address; only what it means goes on.
        if (closing.signal.aborted) return failed({code: 'closed'});
        if (late.aborted) return failed({code: 'not-confirmed'});
        return failed((await forbidden(url)) ?? {code: 'unreachable'});
      }
    },
    keyOf(intention) {
      const key = keys.get(intention) ?? uuid();
      keys.set(intention, key);
      return key;
    },
    close: () => closing.abort(),
  };
}

/** `crypto.randomUUID` is not there on pages without TLS. */
function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
