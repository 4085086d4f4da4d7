/** The connection to the call system. */
import type {Fault} from './faults.ts';

export type LinkState = 'connecting' | 'open' | 'waiting' | 'closed' | 'refused';

export interface Link {
  readonly state: LinkState;
  /** When the next attempt begins, on the session's clock; only while `waiting`. */
  readonly retryAt?: number;
  /** Since when frames may be missing or the link is unstable; absent while the link is fine. */
  readonly since?: number;
  /** It is open, but has been silent for too long. */
  readonly checking?: true;
  /** Why it is not open, or unstable, if known. */
  readonly fault?: Fault;
}
