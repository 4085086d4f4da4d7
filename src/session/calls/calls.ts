/** The calls of the day and their phases: ringing → talking → wrap-up → closed. Pure. */
import type {Fault} from '../../protocol/faults.ts';
import type {AgentStatus, CallFacts, IncomingCall} from '../../protocol/facts.ts';
import type {Unsaved} from '../drafts/drafts.ts';

export type CallPhase = 'ringing' | 'talking' | 'wrap-up' | 'closed';

export interface Call extends IncomingCall {
  readonly phase: CallPhase;
  readonly held: boolean;
  /** Whether the agent's microphone is muted. Absent when the call system does not report it. */
  readonly muted?: boolean;
  /** Absent when the call system does not report it. */
  readonly direction?: 'in' | 'out';
  /** Why it ended, as a code of the call system. */
  readonly cause?: string;
  /** Third parties that were added, as they were entered. */
  readonly parties: readonly string[];
  /** The customer was put on the blacklist here, or a data node reports it. */
  readonly blacklisted: boolean;
  /** The page shows this call itself: no card and no `pop-url`. */
  readonly hidden: boolean;
  /** Milliseconds since the Unix epoch, on a clock that never goes back. */
  readonly startedAt: number;
  /** When the conversation ended for the agent; absent while talking. */
  readonly endedAt?: number;
  /** The progress of saving its form. Absent: not tried, or confirmed by the server. */
  readonly save?: 'pending' | Fault | undefined;
  /** When the server last confirmed a save of its form. */
  readonly savedAt?: number;
  /** The result of the quality check that was saved here. */
  readonly inspection?: string;
  /** It was restored from the browser's storage or from another tab, not reported by the call system. */
  readonly restored?: boolean;
}

/** Oldest first. */
export type Calls = readonly Call[];

/** More than an agent can take in a day; the oldest calls are removed. */
const maxCalls = 300;
/** An agent has few open calls: beyond this number the oldest ones without unsaved edits are closed. */
const maxOpenCalls = 20;
/** The total characters of the records of closed calls: those of a usual day, or a few records of a megabyte each. */
const maxRecordText = 4_000_000;

/** Adds a call. A known `sessionId` only updates the customer: it never restarts or reopens the call. */
export function withArrival(
  calls: Calls,
  incoming: IncomingCall,
  now: number,
  unsaved: Unsaved,
  facts: CallFacts = {},
): Calls {
  const known = calls.find(({sessionId}) => sessionId === incoming.sessionId);
  if (known) {
    const customer = incoming.customer.unreadable ? known.customer : incoming.customer;
    return withFacts(
      withChange(calls, known.sessionId, {...incoming, customer}),
      known.sessionId,
      facts,
      now,
    );
  }
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  const call: Call = {
    ...incoming,
    phase: 'talking',
    held: false,
    parties: [],
    blacklisted: false,
    hidden: false,
    startedAt: now,
  };
  const today = calls.filter(({phase, startedAt}) => phase !== 'closed' || startedAt >= midnight);
  const kept = withinText(withFewOpen(today, now, unsaved));
  let surplus = kept.length + 1 - maxCalls;
  const others = kept.filter(({sessionId}) => unsaved(sessionId) || surplus-- <= 0);
  return withFacts([...others, call], call.sessionId, facts, now);
}

/** Applies facts to a call that has not ended. An unanswered call is closed as soon as it stops ringing. */
export function withFacts(calls: Calls, sessionId: string, facts: CallFacts, now: number): Calls {
  const {state, ...change} = facts;
  return mapCalls(calls, (call) => {
    if (call.sessionId !== sessionId || call.endedAt !== undefined) return call;
    const changed = {...call, ...change};
    if (state === 'ended')
      return {...changed, phase: call.phase === 'ringing' ? 'closed' : 'wrap-up', held: false, endedAt: now};
    // The conversation begins when the call is answered.
    if (state === 'talking' && call.phase === 'ringing') return {...changed, phase: state, startedAt: now};
    return state === 'ringing' ? {...changed, phase: state} : changed;
  });
}

/**
 * Adds the calls of a snapshot, marked as restored. A call that a draft has restored already is replaced.
 * `shift` converts the snapshot's times to our clock (ms).
 */
export function withRestored(calls: Calls, snapshot: Calls, shift: number): Calls {
  const ids = new Set(snapshot.map(({sessionId}) => sessionId));
  const restored = snapshot.map((call) => ({
    ...call,
    save: undefined,
    restored: true,
    startedAt: call.startedAt + shift,
    ...(call.endedAt !== undefined && {endedAt: call.endedAt + shift}),
    ...(call.savedAt !== undefined && {savedAt: call.savedAt + shift}),
  }));
  return [...calls.filter(({sessionId}) => !ids.has(sessionId)), ...restored].toSorted(
    (a, b) => a.startedAt - b.startedAt,
  );
}

/**
 * The end of a call shows only in the agent's status: it leaves `busy` or reaches `wrap-up`. `previous` is the last
 * known status; the same status again changes nothing. No status closes a call with unsaved edits.
 */
export function withStatus(
  calls: Calls,
  previous: AgentStatus,
  status: AgentStatus,
  now: number,
  unsaved: Unsaved,
  since?: number,
): Calls {
  if (status === previous || status === 'unknown') return calls;
  const current = previous === 'unknown' ? withoutStale(calls, status, since, now, unsaved) : calls;
  return withStatusChange(current, previous, status, now, unsaved);
}

function withStatusChange(
  calls: Calls,
  previous: AgentStatus,
  status: AgentStatus,
  now: number,
  unsaved: Unsaved,
): Calls {
  if (status === 'busy') return previous === 'idle' ? withoutFinished(calls, unsaved) : calls;
  if (status === 'signed-out') return withoutFinished(withHangUp(calls, now), unsaved);
  if (status === 'wrap-up' || previous === 'busy') return withHangUp(calls, now);
  return previous === 'wrap-up' ? withoutFinished(calls, unsaved) : calls;
}

/** The frame of a call and the frame of the status that it causes arrive within this time (ms). */
const statusTolerance = 15_000;

/**
 * For the first status since the page was loaded: a restored call is over, unless it began or ended with the status
 * that the server reports.
 */
function withoutStale(
  calls: Calls,
  status: AgentStatus,
  since: number | undefined,
  now: number,
  unsaved: Unsaved,
): Calls {
  const continues = ({phase, startedAt, endedAt = startedAt}: Call) =>
    (status === 'busy' || status === 'wrap-up') &&
    (since === undefined || (phase === 'talking' ? now : endedAt) + statusTolerance >= since) &&
    (since === undefined || status !== 'busy' || startedAt + statusTolerance >= since);
  const over = withHangUp(calls, now, (call) => call.restored === true && !continues(call));
  return mapCalls(over, (call) =>
    call.restored && call.phase === 'wrap-up' && !unsaved(call.sessionId) && !continues(call)
      ? {...call, phase: 'closed'}
      : call,
  );
}

/**
 * For the first status after the link was lost: another conversation may have begun meanwhile, so a call that began
 * before the reported status is over.
 */
export function withoutMissed(
  calls: Calls,
  status: AgentStatus,
  now: number,
  since: number | undefined,
): Calls {
  if (status !== 'busy' || since === undefined) return calls;
  return withHangUp(calls, now, ({startedAt}) => startedAt + statusTolerance < since);
}

/** After-call work is over: calls without unsaved edits are closed. */
export function withoutFinished(calls: Calls, unsaved: Unsaved): Calls {
  return mapCalls(calls, (call) =>
    call.phase === 'wrap-up' && !unsaved(call.sessionId) ? {...call, phase: 'closed'} : call,
  );
}

export function withChange(calls: Calls, sessionId: string, change: Partial<Call>): Calls {
  return mapCalls(calls, (call) => (call.sessionId === sessionId ? {...call, ...change} : call));
}

/** Marks all calls of a customer as blacklisted. */
export function withBlacklisted(calls: Calls, uuid: string): Calls {
  return mapCalls(calls, (call) => (call.customer.uuid === uuid ? {...call, blacklisted: true} : call));
}

/** The agent's current call: the newest that is not closed. */
export function currentCall(calls: Calls): Call | undefined {
  return calls.findLast(({phase}) => phase !== 'closed');
}

function withHangUp(calls: Calls, now: number, applies: (call: Call) => boolean = () => true): Calls {
  return mapCalls(calls, (call) =>
    call.phase === 'talking' && applies(call) ? {...call, phase: 'wrap-up', held: false, endedAt: now} : call,
  );
}

function withFewOpen(calls: Calls, now: number, unsaved: Unsaved): Calls {
  const isIdle = ({phase, sessionId}: Call) => phase !== 'closed' && !unsaved(sessionId);
  let surplus = calls.filter(isIdle).length + 1 - maxOpenCalls;
  return mapCalls(calls, (call) =>
    isIdle(call) && surplus-- > 0
      ? {...call, phase: 'closed', held: false, endedAt: call.endedAt ?? now}
      : call,
  );
}

/**
 * A closed call can be opened again and saved, so it keeps its whole record. Beyond the limit whole calls are removed,
 * the oldest first.
 */
function withinText(calls: Calls): Calls {
  let text = 0;
  const kept = calls.toReversed().filter(({phase, customer}) => {
    if (phase !== 'closed') return true;
    text += customer.fieldsText.length;
    return text <= maxRecordText;
  });
  return kept.length < calls.length ? kept.toReversed() : calls;
}

/** Returns the same array when nothing changed, so that no listener is called. */
function mapCalls(calls: Calls, change: (call: Call) => Call): Calls {
  const changed = calls.map(change);
  return changed.some((call, i) => call !== calls[i]) ? changed : calls;
}
