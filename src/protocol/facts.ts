/** What a call system tells, as plain data: the session takes these in, and the tabs of an agent exchange them. */
import type {Customer} from './calls/customer.ts';
import type {Link} from './link.ts';

export type AgentStatus = 'unknown' | 'signed-out' | 'idle' | 'busy' | 'wrap-up';

/** A call that has reached the agent. */
export interface IncomingCall {
  /** Call record number; the same number is the same call. */
  readonly sessionId: string;
  /** Where the number belongs, such as `北京-北京`. */
  readonly city: string;
  /** The agent who gets the call. */
  readonly extno: string;
  readonly customer: Customer;
}

/** What is known of a call besides its customer. A call system tells what it knows; nothing is guessed from it. */
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
  /** The agent's status. `waited`: seconds in this status, when the call system said it readably. */
  | {readonly type: 'status'; readonly status: AgentStatus; readonly waited: number | undefined}
  /** An announcement of an administrator. */
  | {readonly type: 'notice'; readonly text: string}
  /** A call has reached the agent, or there is news of its customer. Without facts it is being talked. */
  | {readonly type: 'call'; readonly call: IncomingCall; readonly facts?: CallFacts}
  /** A known call has changed. */
  | {readonly type: 'call-changed'; readonly sessionId: string; readonly facts: CallFacts}
  /** Something arrived that is not understood; it is counted. */
  | {readonly type: 'ignored'; readonly reason: IgnoredReason};

/** Takes in what a call system tells. */
export interface FactSink {
  onLink(link: Link): void;
  onFact(fact: Fact): void;
}

/** Tells what happens in a call system, until it is closed. */
export interface Listener {
  /** Connects now instead of at the next try. */
  retry(): void;
  /** `code` is the close code of a socket, where there is one. */
  close(code?: number): void;
  /** While it is true this tab stays the one that listens: media of a call lives in it. */
  readonly pinned?: boolean;
}
