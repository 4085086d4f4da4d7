/** What can go wrong, as codes and data. The words for each code live in `strings/`. */
import type {CommandType} from './commands.ts';

export type FaultCode =
  /** The server answered with a code other than 0; `reason` is its sentence. */
  | 'refused'
  /** 401, or a socket closed for its token; a fresh token did not help or was not to be had. */
  | 'unauthorized'
  /** 401 too, but the page has given a new token since: the same command may work now. */
  | 'token-renewed'
  /** 403. */
  | 'forbidden'
  /** 404: the address or a path is wrong. */
  | 'not-found'
  /** 429 or 503; `retryAfter` in seconds when the server said it. */
  | 'overloaded'
  /** Any other HTTP status that is not a success. */
  | 'server-error'
  /** No answer arrived: no network, no server, or the browser forbade the request (CORS, CSP). */
  | 'unreachable'
  /**
   * The answer was not complete in time, or no frame has shown what it promised. The command may or may not have
   * been carried out.
   */
  | 'not-confirmed'
  /** The server has changed the agent's status in another way than the command was to. */
  | 'overtaken'
  /** An answer that is none of the call system's, for example a network's login page. */
  | 'not-understood'
  /** The page's token function failed, or gave something that cannot be a token. */
  | 'no-token'
  /** The server's address is not an http(s) URL. */
  | 'bad-server'
  /** There is no WebSocket here, or the page may not open one to that address. */
  | 'no-socket'
  /** The page's Content Security Policy forbids the address; `reason` says what it has to allow. */
  | 'csp'
  /** A customer data node is set up wrongly; `node`, `key` and `problem` say where and how. */
  | 'bad-data-nodes'
  /** The server has given the connection to another page of the same agent. */
  | 'in-use'
  /** The connection opens and breaks again and again. */
  | 'unstable'
  /** What was entered cannot be sent; `reason` says which rule it breaks. */
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

/** What can be wrong with the set-up of a customer data node. */
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
  /** The server's own sentence, made safe to show; for `csp` a directive. */
  readonly reason?: string;
  /** Which rule the input breaks, when `code` is `bad-input`. */
  readonly rule?: InputRule;
  /** HTTP status, when there was one. */
  readonly status?: number;
  /** Seconds the server asked to wait, between 1 and 60. */
  readonly retryAfter?: number;
  /** The data node that is set up wrongly: its name, or its place such as `#2`; empty for the list as a whole. */
  readonly node?: string;
  /** Where in its set-up, such as `url` or `headers.X-Team`. */
  readonly key?: string;
  readonly problem?: NodeProblem;
  /** The variable, name or circle that the problem is about. */
  readonly detail?: string;
}

/** How every command ends. */
export type Outcome<T = unknown> =
  | {readonly ok: true; readonly data: T}
  | {readonly ok: false; readonly fault: Fault};

export const failed = (fault: Fault): {readonly ok: false; readonly fault: Fault} => ({ok: false, fault});
