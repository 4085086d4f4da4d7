/** The day's calls and how each one moves on: ringing → talking → wrap-up → closed. Pure. */
import type {Fault} from '../../protocol/faults.ts';
import type {AgentStatus, CallFacts, IncomingCall} from '../../protocol/facts.ts';
import type {Unsaved} from '../drafts/drafts.ts';

export type CallPhase = 'ringing' | 'talking' | 'wrap-up' | 'closed';

export interface Call extends IncomingCall {
  readonly phase: CallPhase;
  readonly held: boolean;
  /** Whether the agent is not heard. Absent where the call system does not say it. */
  readonly muted?: boolean;
  /** Absent where the call system does not say it. */
  readonly direction?: 'in' | 'out';
  /** Why it ended, as a code of the call system. */
  readonly cause?: string;
  /** Third parties that joined, as they were typed. */
  readonly parties: readonly string[];
  /** The customer was put on the blacklist from here, or one of the company's own systems says so. */
  readonly blacklisted: boolean;
  /** The page shows this call itself: our card and `pop-url` stay away. */
  readonly hidden: boolean;
  /** Milliseconds since the Unix epoch, on a clock that never steps back. */
  readonly startedAt: number;
  /** When the agent left the conversation; absent while talking. */
  readonly endedAt?: number;
  /** Where saving its form stands. Absent: not tried, or the server agreed. */
  readonly save?: 'pending' | Fault | undefined;
  /** When the server last agreed to save its form. */
  readonly savedAt?: number;
  /** Result of the quality check that was saved from here. */
  readonly inspection?: string;
  /** It came back from what the browser had kept, not from the call system. */
  readonly restored?: boolean;
}

/** Oldest first. */
export type Calls = readonly Call[];

/** More than a person can take in a day; the oldest leave. */
const mostCalls = 300;
/** A person is with one call, at most with a few: of more that hold no words the oldest are over. */
const mostOpen = 20;
/** Characters that the records of closed calls may have: those of a usual day, or of a few with a megabyte of notes. */
const mostText = 4_000_000;

/** A known `sessionId` only brings news of the customer: it never restarts or reopens a call. */
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
  let surplus = kept.length + 1 - mostCalls;
  const others = kept.filter(({sessionId}) => unsaved(sessionId) || surplus-- <= 0);
  return withFacts([...others, call], call.sessionId, facts, now);
}

/** What the call system says of a call that is not over. A call that nobody answered is closed with its ringing. */
export function withFacts(calls: Calls, sessionId: string, facts: CallFacts, now: number): Calls {
  const {state, ...change} = facts;
  return each(calls, (call) => {
    if (call.sessionId !== sessionId || call.endedAt !== undefined) return call;
    const changed = {...call, ...change};
    if (state === 'ended')
      return {...changed, phase: call.phase === 'ringing' ? 'closed' : 'wrap-up', held: false, endedAt: now};
    // The conversation begins when it is answered.
    if (state === 'talking' && call.phase === 'ringing') return {...changed, phase: state, startedAt: now};
    return state === 'ringing' ? {...changed, phase: state} : changed;
  });
}

/** With the calls that another page knows. They are no news, and what a draft has brought back already is one of them. */
export function withRecalled(calls: Calls, told: Calls, shift: number): Calls {
  const ids = new Set(told.map(({sessionId}) => sessionId));
  const recalled = told.map((call) => ({
    ...call,
    save: undefined,
    restored: true,
    startedAt: call.startedAt + shift,
    ...(call.endedAt !== undefined && {endedAt: call.endedAt + shift}),
    ...(call.savedAt !== undefined && {savedAt: call.savedAt + shift}),
  }));
  return [...calls.filter(({sessionId}) => !ids.has(sessionId)), ...recalled].toSorted(
    (a, b) => a.startedAt - b.startedAt,
  );
}

/**
 * The end of a call shows only as the agent's status leaving `busy` or reaching `wrap-up`. `previous` is the last
 * status that was understood; the same status again changes nothing. No status closes a call with unsaved words.
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
  const told = previous === 'unknown' ? withoutStale(calls, status, since, now, unsaved) : calls;
  return moved(told, previous, status, now, unsaved);
}

function moved(
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

/** A call is told within so many milliseconds of the status that it brings. */
const slack = 15_000;

/**
 * The first word of the server since the page was loaded: a call that was restored is over, unless it began or ended
 * with the status that the server speaks of.
 */
function withoutStale(
  calls: Calls,
  status: AgentStatus,
  since: number | undefined,
  now: number,
  unsaved: Unsaved,
): Calls {
  const goesOn = ({phase, startedAt, endedAt = startedAt}: Call) =>
    (status === 'busy' || status === 'wrap-up') &&
    (since === undefined || (phase === 'talking' ? now : endedAt) + slack >= since) &&
    (since === undefined || status !== 'busy' || startedAt + slack >= since);
  const over = withHangUp(calls, now, (call) => call.restored === true && !goesOn(call));
  return each(over, (call) =>
    call.restored && call.phase === 'wrap-up' && !unsaved(call.sessionId) && !goesOn(call)
      ? {...call, phase: 'closed'}
      : call,
  );
}

/**
 * The first word of the server after a lost link: while nobody listened another conversation may have begun, so one
 * that began before the status that the server speaks of is over.
 */
export function withoutMissed(
  calls: Calls,
  status: AgentStatus,
  now: number,
  since: number | undefined,
): Calls {
  if (status !== 'busy' || since === undefined) return calls;
  return withHangUp(calls, now, ({startedAt}) => startedAt + slack < since);
}

/** After-call work is over: the next call may come. */
export function withoutFinished(calls: Calls, unsaved: Unsaved): Calls {
  return each(calls, (call) =>
    call.phase === 'wrap-up' && !unsaved(call.sessionId) ? {...call, phase: 'closed'} : call,
  );
}

export function withChange(calls: Calls, sessionId: string, change: Partial<Call>): Calls {
  return each(calls, (call) => (call.sessionId === sessionId ? {...call, ...change} : call));
}

/** The customer can no longer call: every card of theirs says so. */
export function withBlacklisted(calls: Calls, uuid: string): Calls {
  return each(calls, (call) => (call.customer.uuid === uuid ? {...call, blacklisted: true} : call));
}

/** The call the agent is with: the newest that is not closed. */
export function currentCall(calls: Calls): Call | undefined {
  return calls.findLast(({phase}) => phase !== 'closed');
}

function withHangUp(calls: Calls, now: number, concerns: (call: Call) => boolean = () => true): Calls {
  return each(calls, (call) =>
    call.phase === 'talking' && concerns(call)
      ? {...call, phase: 'wrap-up', held: false, endedAt: now}
      : call,
  );
}

function withFewOpen(calls: Calls, now: number, unsaved: Unsaved): Calls {
  const isIdle = ({phase, sessionId}: Call) => phase !== 'closed' && !unsaved(sessionId);
  let surplus = calls.filter(isIdle).length + 1 - mostOpen;
  return each(calls, (call) =>
    isIdle(call) && surplus-- > 0
      ? {...call, phase: 'closed', held: false, endedAt: call.endedAt ?? now}
      : call,
  );
}

/**
 * A closed call keeps its whole record, for it may be opened again and saved: what is too much leaves as a whole,
 * the oldest first.
 */
function withinText(calls: Calls): Calls {
  let text = 0;
  const kept = calls.toReversed().filter(({phase, customer}) => {
    if (phase !== 'closed') return true;
    text += customer.fieldsText.length;
    return text <= mostText;
  });
  return kept.length < calls.length ? kept.toReversed() : calls;
}

/** The same array when nothing changed, so that nobody is told. */
function each(calls: Calls, change: (call: Call) => Call): Calls {
  const changed = calls.map(change);
  return changed.some((call, i) => call !== calls[i]) ? changed : calls;
}
