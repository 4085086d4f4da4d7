/** HTTP: the one place that knows the library. Each request is sent once; a `POST` is never repeated by itself. */
import ky from 'ky';

import type {RawAnswer} from '../protocol/answers.ts';
import {failed, type Outcome} from '../protocol/faults.ts';
import {toJson} from '../protocol/text.ts';
import {forbidden} from './policy.ts';
import {until} from './within.ts';

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
  /** Ends every request that is under way with the fault `closed`. */
  close(): void;
}

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
    cache: 'no-store',
    stringifyJson: toJson,
    ...(fetch && {fetch}),
  });
  const closing = new AbortController();

  return {
    async post(url, {params, encoding, headers}) {
      const late = AbortSignal.timeout(timeout);
      try {
        const signal = AbortSignal.any([closing.signal, late]);
        const body = encoding === 'json' ? {json: params} : {body: new URLSearchParams(params)};
        const response = await until(signal, http(url, {...(headers && {headers}), signal, ...body}));
        const text = await until(signal, response.text());
        const {status} = response;
        return {ok: true, data: {status, text, retryAfter: response.headers.get('retry-after')}};
      } catch {
        // The error's own text may hold the address; only what it means goes on.
        if (closing.signal.aborted) return failed({code: 'closed'});
        if (late.aborted) return failed({code: 'not-confirmed'});
        return failed((await forbidden(url)) ?? {code: 'unreachable'});
      }
    },
    close: () => closing.abort(),
  };
}
