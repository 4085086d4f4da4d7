/**
 * The session owns all state. Frames of the monitor socket and answers of REST come in; read-only stores go
 * out. It knows no element, no `fetch` and no `WebSocket`: both edges are handed to it.
 *
 * Nothing is optimistic. A command is pending until the server has answered, and only the answer or a later
 * frame changes what the agent sees.
 */
import type {ReadableAtom} from 'nanostores';

import {
  pathOfQuery,
  type Command,
  type CommandType,
  type Params,
  type QueryType,
  type Routes,
} from '../protocol/commands.ts';
import type {DataNodes, NodeFault} from '../protocol/data-nodes/data-nodes.ts';
import type {Fault, Outcome} from '../protocol/faults.ts';
import type {FieldValue} from '../protocol/customer-form/field-values.ts';
import {parseFrame, type AgentStatus} from '../adapters/workbench/frames.ts';
import type {Link, Monitor} from '../transport/socket/monitor.ts';
import type {SharedEdges, SharedMonitor} from '../transport/tabs/shared-listener.ts';
import type {Rest} from '../adapters/workbench/rest.ts';
import {withArrival, withRecalled, withStatus, withoutMissed, type Call, type Calls} from './calls/calls.ts';
import {createDrafting, type KeptCall} from './drafts/drafting.ts';
import type {Draft, Drafts, Edit, EditKey} from './drafts/drafts.ts';
import type {Lookups} from './data-nodes/lookups.ts';
import {withNotice, type Notice} from './notices.ts';
import {postAgain} from '../adapters/workbench/post-again.ts';
import {learnProfile, type Profile, type Profiles} from './data-nodes/profile.ts';
import type {Recorder} from './diagnostics/recorder.ts';
import type {Diagnostics} from './diagnostics/report.ts';
import {createSending} from './commands/sending.ts';
import type {News, Snapshot, Tabs} from './snapshot/tabs.ts';
import {
  createState,
  tell,
  type Agent,
  type FrameCounts,
  type Keeping,
  type Progress,
  type State,
} from './state.ts';

export interface Session {
  readonly $link: ReadableAtom<Link>;
  readonly $agent: ReadableAtom<Agent>;
  /** The call the agent is with, talking or in wrap-up. */
  readonly $call: ReadableAtom<Call | undefined>;
  /** Today's calls, oldest first. */
  readonly $calls: ReadableAtom<Calls>;
  /** Announcements, oldest first. */
  readonly $notices: ReadableAtom<readonly Notice[]>;
  readonly $progress: ReadableAtom<Progress>;
  /** The last command that failed, until a later one succeeds, the status changes or it is dismissed. */
  readonly $fault: ReadableAtom<Fault | undefined>;
  /** Frames received since the session began. */
  readonly $frames: ReadableAtom<FrameCounts>;
  /** What was written into customer forms and is not saved yet, by `sessionId`. */
  readonly $drafts: ReadableAtom<Drafts>;
  /** Whether drafts outlive this page. */
  readonly $keeping: ReadableAtom<Keeping>;
  /** Unsaved words that another version of the bar had kept: no form can take them in, but they can be read. */
  readonly $leftovers: ReadableAtom<readonly string[]>;
  /** What the company's own systems say about the customer of `$call`; without data nodes, nothing. */
  readonly $profile: ReadableAtom<Profile | undefined>;
  /** The same for every call that is not closed, by `sessionId`. */
  readonly $profiles: ReadableAtom<Profiles>;
  /** All that is wrong with the set-up of the data nodes. */
  readonly $nodeFaults: ReadableAtom<readonly NodeFault[]>;
  /** Milliseconds since the Unix epoch, on a clock that never steps back. `since`, `startedAt` and `retryAt` are on it. */
  now(): number;
  /** Sends a command. Always settles, never rejects. */
  send(command: Command): Promise<Outcome>;
  /** Asks the call system for something. Always settles, never rejects; a failure is the asker's own matter. */
  ask(query: QueryType, params: Params): Promise<Outcome>;
  /**
   * Writes a value into the draft of a call. A call that is not known is left alone. `shown` is the edit that the
   * agent had before their eyes, `null` for the record; without it, the newest one. What they had not seen is kept.
   */
  edit(sessionId: string, key: EditKey, value: FieldValue, shown?: Edit | null): void;
  /** Changes a draft as a whole. */
  redraft(sessionId: string, alter: (draft: Draft) => Draft | undefined): void;
  /** Throws a draft away. */
  discard(sessionId: string): void;
  /** Takes in what another page wrote, or this one before it was loaded again. */
  restore(kept: KeptCall): void;
  /** Says whether drafts outlive this page. */
  keepIn(keeping: Keeping): void;
  /** Sets `$leftovers`. */
  showLeftovers(texts: readonly string[]): void;
  /** Asks these systems about each caller from now on. What is wrong with them is in `$nodeFaults`. */
  useDataNodes(nodes: DataNodes): void;
  /** Asks a data node again that failed for a call, and those that were not asked because of it. */
  askAgain(sessionId: string, node: string): void;
  /**
   * Whether this page is the first of the agent's to ask for a name, such as that of a page to open for a call.
   * Without other tabs it always is.
   */
  claim(name: string): Promise<boolean>;
  /** What the session knows, as plain data for a page that comes after this one. */
  snapshot(): Snapshot;
  /** Takes in what an earlier page knew, until the call system itself has said something. */
  recall(snapshot: Snapshot): void;
  /** What has happened in this session, without a number, name, text or token: for somebody who is to help. */
  diagnostics(): Promise<Diagnostics>;
  /** Forgets the last fault. */
  dismiss(): void;
  /** Says that the page shows this call itself. */
  hide(sessionId: string): void;
  /** Dials the monitor socket now, instead of at the next try. */
  retry(): void;
  /** Closes the socket and ends what is pending, for good. */
  close(): void;
}

export interface SessionOptions {
  readonly extno: string;
  readonly routes: Routes;
  readonly now: () => number;
  readonly rest: Rest;
  /** Milliseconds until a yes must show in a status, where it will. Default: 8000. */
  readonly patience?: number;
  /** Where several tabs have a session for the same agent, one that they share. */
  readonly monitor: (edges: SharedEdges) => Monitor & Partial<SharedMonitor>;
  readonly lookups: (state: State, tabs: Tabs) => Lookups;
  readonly recorder: (state: State) => Recorder;
}

export function createSession({
  extno,
  routes,
  now,
  rest,
  patience = 8_000,
  monitor: open,
  lookups: createLookups,
  recorder: createRecorder,
}: SessionOptions): Session {
  const state = createState(extno);
  const {$link, $agent, $calls, $notices, $fault, $frames, $keeping, $profiles, $leftovers} = state.stores;
  const drafting = createDrafting(state, now);
  const recorder = createRecorder(state);
  let understood: AgentStatus = 'unknown';
  /** Nothing has been heard since the link was lost. */
  let away = false;

  function receive(data: unknown) {
    const message = parseFrame(data);
    const kind = message.type === 'ignored' ? message.reason : message.type;
    tell($frames, {...$frames.get(), [kind]: ($frames.get()[kind] ?? 0) + 1});
    switch (message.type) {
      case 'status':
        return receiveStatus(message.status, message.waited);
      case 'notice':
        return tell($notices, withNotice($notices.get(), message.text, now()));
      case 'call':
        return state.setCalls(withArrival($calls.get(), message.call, now(), state.unsaved));
      case 'ignored':
        return undefined;
      default:
        return message satisfies never;
    }
  }

  function receiveStatus(status: AgentStatus, waited: number | undefined) {
    const {status: before, since: known = NaN} = $agent.get();
    const began = waited === undefined ? NaN : now() - waited * 1000;
    // The server counts whole seconds: within one of them the clock that runs is the better one.
    const since = status === before && Math.abs(known - began) < 1000 ? known : began;
    // What failed in another state is over, one way or the other.
    if (status !== before) tell($fault, undefined);
    tell($agent, {extno, status, ...(since && {since})});
    const told = away ? withoutMissed($calls.get(), status, now(), since || undefined) : $calls.get();
    away = false;
    state.setCalls(withStatus(told, understood, status, now(), state.unsaved, since || undefined));
    if (status !== 'unknown') understood = status;
  }

  /** What this tab knows, for one that has just been opened. */
  const snapshot = (): Snapshot => ({
    agent: $agent.get(),
    understood,
    calls: $calls.get(),
    notices: $notices.get(),
    profiles: [...$profiles.get()],
  });

  /** Takes in what another tab knows. */
  function mirror(told: Snapshot, shift: number) {
    if (understood !== 'unknown') return add(told, shift);
    ({understood} = told);
    take(told, shift);
  }

  /** Takes in what this tab knew before it was loaded again: stale until the call system says something. */
  function recall(told: Snapshot) {
    if (understood === 'unknown') take(told, 0, true);
    else add(told, 0);
  }

  /** The call system has spoken already: what it has not told of comes beside it. */
  function add(told: Snapshot, shift: number) {
    const {status, since} = $agent.get();
    const unknown = told.calls.filter(({sessionId}) => !state.callOf(sessionId));
    const calls = withRecalled($calls.get(), unknown, shift);
    if ($notices.get().length === 0) tell($notices, told.notices.map(asTold));
    state.setCalls(withStatus(calls, 'unknown', status, now(), state.unsaved, since));
  }

  function take({agent, notices, profiles, calls}: Snapshot, shift: number, stale?: true) {
    const {since} = agent;
    tell($agent, {...agent, extno, ...(since && {since: since + shift}), ...(stale && {stale})});
    tell($notices, notices.map(asTold));
    tell($profiles, new Map([...profiles, ...$profiles.get()]));
    state.setCalls(withRecalled($calls.get(), calls, shift));
  }

  function learn(news: News) {
    if (news.kind === 'profile') return learnProfile(state, news);
    if (news.kind === 'ask-again') return lookups.askAgain(news.sessionId, news.node, true);
    return news.kind === 'saved' ? sending.saved(news) : sending.agreed(news);
  }

  const monitor = open({
    onFrame: receive,
    onLink(link) {
      away ||= link.state !== 'open';
      tell($link, link);
    },
    snapshot,
    onSnapshot: (told, shift) => mirror(told as Snapshot, shift),
    onNews: (news) => learn(news as News),
  });
  const tabs: Tabs = {
    tell: (news) => monitor.tell?.(news),
    claim: async (name) => (await monitor.claim?.(name)) ?? true,
    alone: (name, work) => (monitor.alone ? monitor.alone(name, work) : work()),
  };
  const lookups = createLookups(state, tabs);
  const sending = createSending(state, {extno, routes, rest, now, patience, redraft: drafting.redraft, tabs});

  function followed(type: CommandType | QueryType, outcome: Promise<Outcome>): Promise<Outcome> {
    recorder.follow(type, outcome);
    return outcome;
  }

  return {
    ...state.stores,
    ...drafting,
    now,
    send: (command) => followed(command.type, sending.send(command)),
    claim: tabs.claim,
    snapshot,
    recall,
    ask: (query, params) => followed(query, postAgain(rest, pathOfQuery(query, routes), params)),
    keepIn: (keeping) => tell($keeping, keeping),
    showLeftovers: (texts) => tell($leftovers, texts),
    useDataNodes: lookups.use,
    askAgain: (sessionId, node) => lookups.askAgain(sessionId, node),
    diagnostics: async () => recorder.report(),
    dismiss: () => tell($fault, undefined),
    hide: (sessionId) => state.change(sessionId, {hidden: true}),
    retry: () => monitor.retry(),
    close() {
      monitor.close();
      rest.close();
      sending.close();
      lookups.close();
      recorder.stop();
    },
  };
}

const asTold = (notice: Notice): Notice => ({...notice, restored: true});
