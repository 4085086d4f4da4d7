/** REST calls to the call system, with the access token. */
import {parseAnswer} from '../../protocol/answers.ts';
import type {Params} from '../../protocol/commands.ts';
import {failed, type Fault, type Outcome} from '../../protocol/faults.ts';
import type {Encoding, Http} from '../../transport/http/http.ts';
import type {Tokens} from '../../transport/tokens.ts';

export interface RestOptions {
  readonly http: Http;
  /** Base URL without a trailing slash. */
  readonly base: string;
  readonly tokens: Tokens;
  /** The header that carries the token. */
  readonly tokenHeader: string;
  /** The header that carries a command's key; none for a call system that does not know it. */
  readonly keyHeader?: string | undefined;
  readonly encoding: Encoding;
}

export interface Rest {
  /** Always settles and never rejects. The same `intention` has the same key, whenever it is sent. */
  post(path: string, params: Params, intention?: object): Promise<Outcome>;
  /** Ends every request that is under way with the fault `closed`. */
  close(): void;
}

export function createRest({base, tokens, tokenHeader, keyHeader, encoding, http}: RestOptions): Rest {
  return {
    async post(path, params, intention) {
      const token = await tokens.get();
      if (token === undefined) return failed({code: 'no-token'});
      const key = keyHeader && intention && {[keyHeader]: http.keyOf(intention)};
      const answer = await http.post(base + path, {
        params,
        encoding,
        headers: {[tokenHeader]: token, ...key},
      });
      const outcome = answer.ok ? parseAnswer(answer.data) : answer;
      if (outcome.ok || outcome.fault.code !== 'unauthorized') return outcome;
      return failed(await renewed(tokens, token, outcome.fault));
    },
    close: http.close,
  };
}

/** The refused request is not repeated: the agent decides whether the command is still wanted. */
async function renewed(tokens: Tokens, token: string, fault: Fault): Promise<Fault> {
  return (await tokens.renew(token)) ? {...fault, code: 'token-renewed'} : fault;
}
