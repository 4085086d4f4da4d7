/** What an agent is told of the link. Pure. */
import type {FaultCode} from '../protocol/faults.ts';
import type {Link} from '../protocol/link.ts';

export type LinkView =
  /** For the first time. */
  | 'connecting'
  | 'live'
  /** Open, but doubtful. */
  | 'checking'
  | 'reconnecting'
  /** Not back for so long that calls may be missed. */
  | 'offline'
  | 'signed-out'
  | 'elsewhere'
  | 'misconfigured'
  | 'closed';

/** A shorter loss is not worth a word (ms). */
const brief = 1_000;
/** A longer one is worth a loud one (ms). */
const long = 10_000;

const refusals: Readonly<Partial<Record<FaultCode, LinkView>>> = {
  unauthorized: 'signed-out',
  'in-use': 'elsewhere',
};

/** `known`: something was heard before, so that there is something to be kept while the link is lost. */
export function linkView(link: Link, now: number, known: boolean): LinkView {
  const {state, since, checking, fault} = link;
  if (state === 'closed') return 'closed';
  if (state === 'refused') return refusals[fault?.code ?? 'no-socket'] ?? 'misconfigured';
  if (since === undefined) return checking ? 'checking' : 'live';
  const lost = now - since;
  if (known && lost < brief) return 'live';
  // A first new try that is still under way is no reason for alarm, however long the silence before it was.
  if (lost >= long && state !== 'open' && (state === 'waiting' || fault)) return 'offline';
  return known || fault ? 'reconnecting' : 'connecting';
}
