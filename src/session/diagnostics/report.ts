/**
 * Builds the report of a session for support. It has only our own codes, numbers, times and the browser's user agent:
 * nothing that a person, a page or a server has written.
 */
import {commandTypes, type CommandType} from '../../protocol/commands.ts';
import type {Fault, FaultCode, InputRule, NodeProblem} from '../../protocol/faults.ts';
import type {AgentStatus} from '../../protocol/facts.ts';
import type {Link, LinkState} from '../../protocol/link.ts';
import type {PageMoment} from '../../transport/page-lifecycle.ts';
import type {CallPhase} from '../calls/calls.ts';
import type {Journal} from './journal.ts';
import type {NodeFailure, NodeState} from '../data-nodes/profile.ts';
import {listenerErrors, type FrameCounts, type DraftPersistence, type State} from '../state.ts';

/** A fault without its texts and names. */
export interface FaultFacts {
  readonly code?: FaultCode;
  readonly status?: number;
  readonly rule?: InputRule;
}

export type Happening =
  | ({readonly kind: 'link'; readonly state: LinkState; readonly checking?: true} & FaultFacts)
  /** `status` is the agent's status. */
  | {readonly kind: 'agent'; readonly status: AgentStatus}
  | {readonly kind: 'call'; readonly phase: CallPhase}
  | ({
      readonly kind: 'command';
      readonly command: CommandType | 'form' | 'unknown';
      readonly ok: boolean;
      /** Milliseconds until the outcome was known. */
      readonly ms: number;
    } & FaultFacts)
  /** The page was asked for a token. */
  | {readonly kind: 'token'; readonly given: boolean}
  /** `node` is its position in the configuration, from 1. */
  | {
      readonly kind: 'node';
      readonly node: number;
      readonly outcome: 'ready' | NodeFailure['reason'];
      readonly status?: number;
      readonly problem?: NodeProblem;
    }
  | {readonly kind: 'drafts'; readonly keeping: DraftPersistence}
  | {readonly kind: 'page'; readonly event: Exclude<PageMoment, 'unloading'>};

/** What the journal holds. An entry for frames has the counts from before it. */
export type Recorded = Happening | {readonly kind: 'frames'; readonly before: FrameCounts};

/** An event in the report: times in ISO 8601; `times` and `until` when it happened more than once. */
export type ReportEntry = (Happening | {readonly kind: 'frames'; readonly counts: FrameCounts}) & {
  readonly at: string;
  readonly until?: string;
  readonly times?: number;
};

/** Properties of the browser and the page. */
export interface Surroundings {
  readonly version: string;
  readonly userAgent: string;
  readonly timeZone: string;
  readonly visible: boolean;
  readonly online: boolean;
  readonly secure: boolean;
}

export interface Diagnostics extends Surroundings {
  /** When the report was made. */
  readonly at: string;
  /** When the session began. */
  readonly since: string;
  readonly link: {readonly state: LinkState; readonly since?: string; readonly checking?: true} & FaultFacts;
  readonly status: AgentStatus;
  /** Commands that wait for an answer. */
  readonly pending: readonly CommandType[];
  readonly keeping: DraftPersistence;
  /** The number of today's calls, and how many of them have unsaved edits. */
  readonly calls: number;
  readonly unsaved: number;
  readonly announcements: number;
  /** The number of errors in the configuration of the data nodes. */
  readonly nodeFaults: number;
  readonly frames: FrameCounts;
  /** How many times the computer has slept, or its clock was set ahead. */
  readonly sleeps: number;
  /** How many times a listener of the page has thrown. */
  readonly listenerErrors: number;
  /** The number of older events that are not in the report. */
  readonly gone: number;
  /** Oldest first. */
  readonly happenings: readonly ReportEntry[];
}

export function reportOf(
  {$link, $agent, $progress, $keeping, $calls, $drafts, $notices, $nodeFaults, $frames}: State['stores'],
  {now, since, sleeps}: {readonly now: number; readonly since: number; readonly sleeps: number},
  journal: Journal<Recorded>,
  surroundings: Surroundings,
): Diagnostics {
  const link = $link.get();
  const progress = $progress.get();
  return {
    at: iso(now),
    since: iso(since),
    ...surroundings,
    link: {...linkFacts(link), ...(link.since !== undefined && {since: iso(link.since)})},
    status: $agent.get().status,
    pending: commandTypes.filter((type) => progress[type] === 'pending'),
    keeping: $keeping.get(),
    calls: $calls.get().length,
    unsaved: $drafts.get().size,
    announcements: $notices.get().length,
    nodeFaults: $nodeFaults.get().length,
    frames: $frames.get(),
    sleeps,
    listenerErrors: listenerErrors.count,
    gone: journal.gone,
    happenings: entriesOf(journal, $frames.get()),
  };
}

export function linkFacts({state, checking, fault}: Link) {
  return {state, ...(checking && {checking}), ...(fault && faultFacts(fault))};
}

export function faultFacts({code, status, rule}: Fault): FaultFacts {
  return {code, ...httpStatus(status), ...(rule && {rule})};
}

export function nodeFacts({state, failure}: NodeState) {
  if (!failure) return state === 'ready' ? {outcome: state} : undefined;
  const {reason: outcome} = failure;
  if (outcome === 'set-up') {
    const {problem} = failure.fault;
    return {outcome, ...(problem && {problem})};
  }
  return {outcome, ...('status' in failure && httpStatus(failure.status))};
}

/** A page can replace `fetch`, so the status may be any value. */
const httpStatus = (status: unknown) =>
  typeof status === 'number' && status >= 100 && status <= 599 ? {status: Math.floor(status)} : {};

/** An entry for frames knows only the counts before it, so its own counts end where the next one begins. */
function entriesOf({entries}: Journal<Recorded>, all: FrameCounts): readonly ReportEntry[] {
  const backwards: ReportEntry[] = [];
  let after = all;
  for (const {what, at, until, times} of entries.toReversed()) {
    const often = times > 1 && {until: iso(until)};
    if (what.kind === 'frames') {
      backwards.push({at: iso(at), ...often, kind: 'frames', counts: difference(after, what.before)});
      after = what.before;
    } else {
      backwards.push({at: iso(at), ...often, ...(often && {times}), ...what});
    }
  }
  return backwards.toReversed();
}

function difference(after: FrameCounts, before: FrameCounts): FrameCounts {
  const grown = Object.entries(after).map(([kind, count]) => [
    kind,
    count - (before[kind as keyof FrameCounts] ?? 0),
  ]);
  return Object.fromEntries(grown.filter(([, count]) => count));
}

const iso = (at: number) => new Date(at).toISOString();
