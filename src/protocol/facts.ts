/** What a call system reports, as plain data: facts for the session, which are also sent between tabs. */
import type {Customer} from './calls/customer.ts';
import type {Link} from './link.ts';

export type AgentStatus = 'unknown' | 'signed-out' | 'idle' | 'busy' | 'wrap-up';

/** A call that has reached the agent. */
export interface IncomingCall {
  /** Call record number; the same number is the same call. */
  readonly sessionId: string;
  /** The region of the number, such as `北京-北京`. */
  readonly city: string;
  /** The work number of the agent who gets the call. */
  readonly extno: string;
  readonly customer: Customer;
}

/** The state of a call, as far as the call system reports it. */
export interface CallFacts {
  readonly direction?: 'in' | 'out';
  readonly state?: 'ringing' | 'talking' | 'ended';
  readonly held?: boolean;
  readonly muted?: boolean;
  /** Why it ended, as a code of the call system. */
  readonly cause?: string;
}

export type IgnoredReason = 'binary' | 'too-long' | 'not-json' | 'unknown-method' | 'no-session-id';

export type Fact =
  /** The agent's status. `waited`: seconds in this status, if the call system reports it readably. */
  | {readonly type: 'status'; readonly status: AgentStatus; readonly waited: number | undefined}
  /** An announcement of an administrator. */
  | {readonly type: 'notice'; readonly text: string}
  /** A call has reached the agent, or its customer has changed. Without facts the call is in conversation. */
  | {readonly type: 'call'; readonly call: IncomingCall; readonly facts?: CallFacts}
  /** A known call has changed. */
  | {readonly type: 'call-changed'; readonly sessionId: string; readonly facts: CallFacts}
  /** A frame was not understood; it is only counted. */
  | {readonly type: 'ignored'; readonly reason: IgnoredReason};

/** Receives what a call system reports. */
export interface FactSink {
  onLink(link: Link): void;
  onFact(fact: Fact): void;
}

/** Reports what happens in a call system until it is closed. */
export interface Listener {
  /** Connects now instead of at the next attempt. */
  retry(): void;
  /** `code` is the close code of a socket, where there is one. */
  close(code?: number): void;
  /** While true, this tab must go on listening, because it carries the media of a call. */
  readonly pinned?: boolean;
}
