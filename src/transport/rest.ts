/** REST calls to the call system. Each is sent once: a `POST` is never repeated by itself. */
import ky from 'ky';

import {parseAnswer} from '../protocol/answers.ts';
import type {Params} from '../protocol/commands.ts';
import {failed, type Fault, type Outcome} from '../protocol/faults.ts';
import {toJson} from '../protocol/text.ts';
import {forbidden} from './policy.ts';
import type {Tokens} from './tokens.ts';

/** `form` is application/x-www-form-urlencoded. */
export type Encoding = 'form' | 'json';

export interface RestOptions {
  /** Base URL without a trailing slash. */
  readonly base: string;
  readonly tokens: Tokens;
  /** The header that carries the token. */
  readonly tokenHeader: string;
  readonly encoding: Encoding;
  /** Milliseconds until the whole answer, body included, must be here. */
  readonly timeout: number;
  readonly fetch: typeof globalThis.fetch | undefined;
}

export interface Rest {
  /** Always settles and never rejects. */
  post(path: string, params: Params): Promise<Outcome>;
  /** Ends every request that is under way with the fault `closed`. */
  close(): void;
}

export function createRest({base, tokens, tokenHeader, encoding, timeout, fetch}: RestOptions): Rest {
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

  async function request(path: string, params: Params, token: string): Promise<Outcome> {
    const late = AbortSignal.timeout(timeout);
    try {
      const signal = AbortSignal.any([closing.signal, late]);
      const response = await until(
        signal,
        http(base + path, {
          headers: {[tokenHeader]: token},
          signal,
          ...(encoding === 'json' ? {json: params} : {body: new URLSearchParams(params)}),
        }),
      );
      const text = await until(signal, response.text());
      return parseAnswer({status: response.status, text, retryAfter: response.headers.get('retry-after')});
    } catch {
      // The error's own text may hold the address; only what it means goes on.
      if (closing.signal.aborted) return failed({code: 'closed'});
      if (late.aborted) return failed({code: 'not-confirmed'});
      return failed((await forbidden(base)) ?? {code: 'unreachable'});
    }
  }

  return {
    async post(path, params) {
      const token = await tokens.get();
      if (token === undefined) return failed({code: 'no-token'});
      const outcome = await request(path, params, token);
      if (outcome.ok || outcome.fault.code !== 'unauthorized') return outcome;
      return failed(await renewed(tokens, token, outcome.fault));
    },
    close: () => closing.abort(),
  };
}

/** The refused request is not repeated: the agent decides whether the command is still wanted. */
async function renewed(tokens: Tokens, token: string, fault: Fault): Promise<Fault> {
  return (await tokens.renew(token)) ? {...fault, code: 'token-renewed'} : fault;
}

/** A page may have put a `fetch` of its own in place that knows no signals. */
function until<T>(signal: AbortSignal, answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', reject);
    answer.then(resolve, reject);
  });
}
