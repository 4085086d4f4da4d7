/** Queries one customer data node, once. No access token or cookie is sent, and no redirect is followed. */
import {maxAnswerLength} from '../../protocol/data-nodes/answers.ts';
import type {NodeRequest} from '../../protocol/data-nodes/requests.ts';
import {raceAbort} from '../timeouts.ts';
import {limitedText} from './limited-body.ts';

/** Why there is no answer. `status`: the HTTP status is an error. */
export type NoAnswer = 'late' | 'unreachable' | 'redirect' | 'status' | 'too-long';

export type NodeReply =
  | {readonly ok: true; readonly text: string}
  | {readonly ok: false; readonly reason: NoAnswer; readonly status?: number};

export interface QueryOptions {
  /** Milliseconds until the whole answer must have arrived. */
  readonly timeout: number;
  /** Cancels the request. */
  readonly signal: AbortSignal;
}

export type AskNode = (request: NodeRequest, options: QueryOptions) => Promise<NodeReply>;

/** The returned function never rejects. `fetch` is the page's own one, if it gave one. */
export function nodeAsker(fetch: typeof globalThis.fetch = globalThis.fetch): AskNode {
  return async ({url, ...request}, {timeout, signal}) => {
    const late = AbortSignal.timeout(timeout);
    try {
      const ended = AbortSignal.any([signal, late]);
      const init = {
        ...request,
        credentials: 'omit',
        redirect: 'manual',
        cache: 'no-store',
        signal: ended,
      } as const;
      const response = await raceAbort(ended, fetch(new Request(url, init)));
      const {status, type} = response;
      if (type === 'opaqueredirect' || (status >= 300 && status < 400))
        return {ok: false, reason: 'redirect'};
      if (!response.ok) return {ok: false, reason: 'status', status};
      const text = await raceAbort(ended, limitedText(response, maxAnswerLength));
      return text === undefined ? {ok: false, reason: 'too-long'} : {ok: true, text};
    } catch {
      return {ok: false, reason: late.aborted ? 'late' : 'unreachable'};
    }
  };
}
