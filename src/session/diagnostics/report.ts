/**
 * What an operator may read of a session. Each value is a code of ours, a number, a time or a word of the browser;
 * nothing that a person, a page or a server has written gets in here.
 */
import {commandTypes, type CommandType} from '../../protocol/commands.ts';
import type {Fault, FaultCode, InputRule, NodeProblem} from '../../protocol/faults.ts';
import type {AgentStatus} from '../../protocol/facts.ts';
import type {Link, LinkState} from '../../protocol/link.ts';
import type {PageMoment} from '../../transport/page-lifecycle.ts';
import type {CallPhase} from '../calls/calls.ts';
import type {Journal} from './journal.ts';
import type {NodeFailure, NodeState} from '../data-nodes/profile.ts';
import {mishaps, type FrameCounts, type DraftPersistence, type State} from '../state.ts';

/** The code of a fault and the HTTP status behind it. Its sentences and names stay behind. */
export interface FaultFacts {
  readonly code?: FaultCode;
  readonly status?: number;
  readonly rule?: InputRule;
}

export type Happening =
  | ({readonly kind: 'link'; readonly state: LinkState; readonly checking?: true} & FaultFacts)
  /** `status` is the call system's word for the agent. */
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
  /** `node` is its place in the set-up, from 1. */
  | {
      readonly kind: 'node';
      readonly node: number;
      readonly outcome: 'ready' | NodeFailure['reason'];
      readonly status?: number;
      readonly problem?: NodeProblem;
    }
  | {readonly kind: 'drafts'; readonly keeping: DraftPersistence}
  | {readonly kind: 'page'; readonly event: Exclude<PageMoment, 'unloading'>};

/** What is written down. Of frames, how many there had been before. */
export type Noted = Happening | {readonly kind: 'frames'; readonly before: FrameCounts};

/** A happening as it is told: times in ISO 8601, and how often it came until when. */
export type ReportEntry = (Happening | {readonly kind: 'frames'; readonly counts: FrameCounts}) & {
  readonly at: string;
  readonly until?: string;
  readonly times?: number;
};

/** What the browser says of itself and of the page. */
export interface Surroundings {
  readonly version: string;
  readonly userAgent: string;
  readonly timeZone: string;
  readonly visible: boolean;
  readonly online: boolean;
  readonly secure: boolean;
}

export interface Diagnostics extends Surroundings {
  /** When this was written. */
  readonly at: string;
  /** Since when the session has been watched. */
  readonly since: string;
  readonly link: {readonly state: LinkState; readonly since?: string; readonly checking?: true} & FaultFacts;
  readonly status: AgentStatus;
  /** Commands that wait for their answer. */
  readonly pending: readonly CommandType[];
  readonly keeping: DraftPersistence;
  /** How many there are today, and how many of them have unsaved words. */
  readonly calls: number;
  readonly unsaved: number;
  readonly announcements: number;
  /** How many things are wrong with the set-up of the data nodes. */
  readonly nodeFaults: number;
  readonly frames: FrameCounts;
  /** How often the computer has slept, or its clock was set ahead. */
  readonly sleeps: number;
  /** How often a listener of the page has thrown. */
  readonly listenerErrors: number;
  /** Older happenings that are not told any more. */
  readonly gone: number;
  /** Oldest first. */
  readonly happenings: readonly ReportEntry[];
}

export function reportOf(
  {$link, $agent, $progress, $keeping, $calls, $drafts, $notices, $nodeFaults, $frames}: State['stores'],
  {now, since, sleeps}: {readonly now: number; readonly since: number; readonly sleeps: number},
  journal: Journal<Noted>,
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
    listenerErrors: mishaps.listeners,
    gone: journal.gone,
    happenings: told(journal, $frames.get()),
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

/** What a page has put in place of `fetch` may say anything. */
const httpStatus = (status: unknown) =>
  typeof status === 'number' && status >= 100 && status <= 599 ? {status: Math.floor(status)} : {};

/** Every frame is in the last entry of its kind before it, so each entry ends where the next one begins. */
function told({entries}: Journal<Noted>, all: FrameCounts): readonly ReportEntry[] {
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
