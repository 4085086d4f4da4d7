/** The connection to the call system. */
import type {Fault} from './faults.ts';

export type LinkState = 'connecting' | 'open' | 'waiting' | 'closed' | 'refused';

export interface Link {
  readonly state: LinkState;
  /** When the next try begins, on the session's clock; only while `waiting`. */
  readonly retryAt?: number;
  /** Since when nothing can have been heard, or may not be relied on; absent while all is well. */
  readonly since?: number;
  /** It is open, but silent for longer than it should be. */
  readonly checking?: true;
  /** Why it is not open, as far as that is known. */
  readonly fault?: Fault;
}
