/** Maps the state of the link to what the bar shows. Pure. */
import type {FaultCode} from '../protocol/faults.ts';
import type {Link} from '../protocol/link.ts';

export type LinkView =
  /** The first connection attempt. */
  | 'connecting'
  | 'live'
  /** Open, but possibly dead. */
  | 'checking'
  | 'reconnecting'
  /** Lost for so long that calls may be missed. */
  | 'offline'
  | 'signed-out'
  | 'elsewhere'
  | 'misconfigured'
  | 'closed';

/** A shorter loss is not shown (ms). */
const shortestShownLoss = 1_000;
/** After this time the loss is shown as `offline` (ms). */
const offlineAfter = 10_000;

const refusals: Readonly<Partial<Record<FaultCode, LinkView>>> = {
  unauthorized: 'signed-out',
  'in-use': 'elsewhere',
};

/** `known`: the session has received a status before, so the bar can go on showing it while the link is lost. */
export function linkView(link: Link, now: number, known: boolean): LinkView {
  const {state, since, checking, fault} = link;
  if (state === 'closed') return 'closed';
  if (state === 'refused') return refusals[fault?.code ?? 'no-socket'] ?? 'misconfigured';
  if (since === undefined) return checking ? 'checking' : 'live';
  const lost = now - since;
  if (known && lost < shortestShownLoss) return 'live';
  // While the first attempt to reconnect is still running, do not warn yet, however long the link was silent before.
  if (lost >= offlineAfter && state !== 'open' && (state === 'waiting' || fault)) return 'offline';
  return known || fault ? 'reconnecting' : 'connecting';
}
