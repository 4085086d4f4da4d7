/** Everything that can go wrong, as codes and data. `strings/` has the texts. */
import type {CommandType} from './commands.ts';

export type FaultCode =
  /** The server answered with a code other than 0; `reason` is its message. */
  | 'refused'
  /** 401, or the socket was closed because of its token; a new token was not available or was refused too. */
  | 'unauthorized'
  /** 401, but the page has provided a new token since: the same command may work now. */
  | 'token-renewed'
  /** 403. */
  | 'forbidden'
  /** 404: the address or a path is wrong. */
  | 'not-found'
  /** 429 or 503; `retryAfter` in seconds when the server sent it. */
  | 'overloaded'
  /** Any other HTTP error status. */
  | 'server-error'
  /** No answer arrived: no network, no server, or the browser blocked the request (CORS). */
  | 'unreachable'
  /**
   * The answer was not complete in time, or the status that must follow did not arrive. The command may or may not have
   * been executed.
   */
  | 'not-confirmed'
  /** The agent's status has changed to something else than the command leads to. */
  | 'overtaken'
  /** The answer does not come from the call system, for example a network's login page. */
  | 'not-understood'
  /** The page's token function failed, or returned something that cannot be a token. */
  | 'no-token'
  /** The server's address is not an http(s) URL. */
  | 'bad-server'
  /** WebSocket is not available, or the page may not open one to that address. */
  | 'no-socket'
  /** The page's Content Security Policy blocks the address; `reason` is the directive that it needs. */
  | 'csp'
  /** The configuration of a customer data node is wrong; see `node`, `key` and `problem`. */
  | 'bad-data-nodes'
  /** The server has moved the connection to another page of the same agent. */
  | 'in-use'
  /** The connection opens and breaks again and again. */
  | 'unstable'
  /** The input cannot be sent; `rule` is the rule that it breaks. */
  | 'bad-input'
  /** The same command is still waiting for its answer. */
  | 'pending'
  /** The page cancelled the `agent-request` event. */
  | 'cancelled'
  /** The session was closed. */
  | 'closed';

/** The rules that entered text can break. */
export type InputRule =
  | 'no-extno'
  | 'no-customer'
  | 'no-call'
  | 'no-number'
  | 'number-characters'
  | 'number-length'
  | 'no-text';

/** Errors in the configuration of a customer data node. */
export type NodeProblem =
  | 'no-list'
  | 'no-node'
  | 'missing'
  | 'kind'
  | 'unknown-key'
  | 'not-of-kind'
  | 'url'
  | 'url-variable'
  | 'url-query'
  | 'header-name'
  | 'header-value'
  | 'header-fixed'
  | 'no-values'
  | 'no-value'
  | 'no-names'
  | 'timeout'
  | 'doubled'
  | 'unclosed'
  | 'unknown-variable'
  | 'circle';

export interface Fault {
  readonly code: FaultCode;
  /** The command that failed; absent for a fault of the link. */
  readonly command?: CommandType;
  /** The server's message, made safe to show; for `csp` a directive. */
  readonly reason?: string;
  /** The rule that the input breaks, when `code` is `bad-input`. */
  readonly rule?: InputRule;
  /** The HTTP status, if there was one. */
  readonly status?: number;
  /** Seconds to wait before a retry, as the server asked; between 1 and 60. */
  readonly retryAfter?: number;
  /** The data node with the error: its name, or its position such as `#2`; empty for the whole list. */
  readonly node?: string;
  /** The key with the error, such as `url` or `headers.X-Team`. */
  readonly key?: string;
  readonly problem?: NodeProblem;
  /** The variable, name or cycle that the problem is about. */
  readonly detail?: string;
}

/** How every command ends. */
export type Outcome<T = unknown> =
  | {readonly ok: true; readonly data: T}
  | {readonly ok: false; readonly fault: Fault};

export const failed = (fault: Fault): {readonly ok: false; readonly fault: Fault} => ({ok: false, fault});
