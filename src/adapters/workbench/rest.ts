/** Sends REST requests to the call system, with the access token. */
import {parseAnswer} from '../../protocol/answers.ts';
import {failed, type Fault, type Outcome} from '../../protocol/faults.ts';
import type {Encoding, Http} from '../../transport/http/http.ts';
import type {Params} from './requests.ts';
import type {Tokens} from '../../transport/tokens.ts';

export interface RestOptions {
  readonly http: Http;
  /** Base URL without a trailing slash. */
  readonly base: string;
  readonly tokens: Tokens;
  /** The header that carries the token. */
  readonly tokenHeader: string;
  /** The header for the idempotency key; absent when the call system does not support it. */
  readonly keyHeader?: string | undefined;
  readonly encoding: Encoding;
}

export interface Rest {
  /** Always settles and never rejects. The same `idempotencyToken` always has the same key. */
  post(path: string, params: Params, idempotencyToken?: object): Promise<Outcome>;
  /** The same, but repeated once when the access token was refused and renewed. */
  postAgain(path: string, params: Params, idempotencyToken?: object): Promise<Outcome>;
  /** Ends every pending request with the fault `closed`. */
  close(): void;
}

export function createRest({base, tokens, tokenHeader, keyHeader, encoding, http}: RestOptions): Rest {
  async function post(path: string, params: Params, idempotencyToken?: object): Promise<Outcome> {
    const token = await tokens.get();
    if (token === undefined) return failed({code: 'no-token'});
    const key = keyHeader && idempotencyToken && {[keyHeader]: http.keyOf(idempotencyToken)};
    const answer = await http.post(base + path, {
      params,
      encoding,
      headers: {[tokenHeader]: token, ...key},
    });
    const outcome = answer.ok ? parseAnswer(answer.data) : answer;
    if (outcome.ok || outcome.fault.code !== 'unauthorized') return outcome;
    return failed(await renewed(tokens, token, outcome.fault));
  }

  return {
    post,
    async postAgain(path, params, idempotencyToken) {
      const outcome = await post(path, params, idempotencyToken);
      const again = !outcome.ok && outcome.fault.code === 'token-renewed';
      return again ? post(path, params, idempotencyToken) : outcome;
    },
    close: http.close,
  };
}

/** Renews the token. The request is not repeated: the agent decides whether the command is still wanted. */
async function renewed(tokens: Tokens, token: string, fault: Fault): Promise<Fault> {
  return (await tokens.renew(token)) ? {...fault, code: 'token-renewed'} : fault;
}
