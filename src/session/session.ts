/**
 * The session owns all state: it takes in facts of the call system and answers to commands, and offers read-only
 * stores. Network, storage and browser APIs are passed in.
 *
 * No optimistic updates: a command is pending until the server answers, and only the answer or a later fact changes
 * what the agent sees.
 */
import type {CommandType} from '../protocol/commands.ts';
import {noForm} from '../protocol/customer-form/field-definitions.ts';
import type {AgentStatus, Fact, Listener} from '../protocol/facts.ts';
import {failed, type Outcome} from '../protocol/faults.ts';
import type {SharedListener, SharedSink} from '../transport/tabs/shared-listener.ts';
import type {CallSystem, FormAnswer} from './call-system.ts';
import {withArrival, withFacts, withoutMissed, withStatus} from './calls/calls.ts';
import {createSending} from './commands/sending.ts';
import type {Lookups} from './data-nodes/lookups.ts';
import {applyProfile} from './data-nodes/profile.ts';
import type {Recorder} from './diagnostics/recorder.ts';
import {createDrafting} from './drafts/drafting.ts';
import {withNotice} from './notices.ts';
import type {Session} from './session-api.ts';
import {createSnapshots} from './snapshot/snapshots.ts';
import type {Snapshot, TabEvent, Tabs} from './snapshot/tabs.ts';
import {createState, setStore, type State} from './state.ts';

export interface SessionOptions {
  readonly extno: string;
  readonly callSystem: CallSystem;
  readonly now: () => number;
  /** Milliseconds from a successful answer until the status that confirms it must arrive. Default: 8000. */
  readonly timeoutMs?: number;
  /** Listens to the call system. With several tabs for one agent, one tab listens for all. */
  readonly listen?: (sink: SharedSink) => Listener & Partial<SharedListener>;
  readonly lookups: (state: State, tabs: Tabs) => Lookups;
  readonly recorder: (state: State) => Recorder;
}

export function createSession({
  extno,
  callSystem,
  now,
  timeoutMs = 8_000,
  listen = callSystem.listen,
  lookups: createLookups,
  recorder: createRecorder,
}: SessionOptions): Session {
  const state = createState(extno);
  const {$link, $agent, $calls, $notices, $fault, $frames, $keeping, $leftovers} = state.stores;
  const drafting = createDrafting(state, now);
  const recorder = createRecorder(state);
  const snapshots = createSnapshots(state, now);
  /** The link was lost, and no status has arrived since. */
  let missedFacts = false;

  function apply(fact: Fact) {
    const kind = fact.type === 'ignored' ? fact.reason : fact.type;
    setStore($frames, {...$frames.get(), [kind]: ($frames.get()[kind] ?? 0) + 1});
    switch (fact.type) {
      case 'status':
        return applyStatus(fact.status, fact.waited);
      case 'notice':
        return setStore($notices, withNotice($notices.get(), fact.text, now()));
      case 'call':
        return state.setCalls(withArrival($calls.get(), fact.call, now(), state.unsaved, fact.facts));
      case 'call-changed':
        return state.setCalls(withFacts($calls.get(), fact.sessionId, fact.facts, now()));
      case 'ignored':
        return undefined;
      default:
        return fact satisfies never;
    }
  }

  function applyStatus(status: AgentStatus, waited: number | undefined) {
    const {status: before, since: known = NaN} = $agent.get();
    const began = waited === undefined ? NaN : now() - waited * 1000;
    // The server reports whole seconds: for a smaller difference our own value is more precise.
    const since = status === before && Math.abs(known - began) < 1000 ? known : began;
    // A failure in an earlier status is outdated.
    if (status !== before) setStore($fault, undefined);
    setStore($agent, {extno, status, ...(since && {since})});
    const calls = missedFacts ? withoutMissed($calls.get(), status, now(), since || undefined) : $calls.get();
    missedFacts = false;
    const {lastKnownStatus} = snapshots;
    state.setCalls(withStatus(calls, lastKnownStatus, status, now(), state.unsaved, since || undefined));
    if (status !== 'unknown') snapshots.lastKnownStatus = status;
  }

  function applyTabEvent(event: TabEvent) {
    switch (event.kind) {
      case 'profile':
        return applyProfile(state, event);
      case 'ask-again':
        return lookups.askAgain(event.sessionId, event.node, true);
      case 'saved':
        return sending.saved(event);
      case 'agreed':
        return sending.agreed(event);
      default:
        return event satisfies never;
    }
  }

  const listener = listen({
    onFact: apply,
    onLink(link) {
      missedFacts ||= link.state !== 'open';
      setStore($link, link);
    },
    snapshot: snapshots.take,
    onSnapshot: (snapshot, shift) => snapshots.applyPeer(snapshot as Snapshot, shift),
    onTabEvent: (event) => applyTabEvent(event as TabEvent),
  });
  const tabs: Tabs = {
    broadcast: (event) => listener.broadcast?.(event),
    claim: async (name) => (await listener.claim?.(name)) ?? true,
    runExclusive: (name, work) => (listener.runExclusive ? listener.runExclusive(name, work) : work()),
  };
  const lookups = createLookups(state, tabs);
  const sending = createSending(state, {
    extno,
    callSystem,
    now,
    timeoutMs,
    redraft: drafting.redraft,
    tabs,
  });

  function recorded(type: CommandType, outcome: Promise<Outcome>): Promise<Outcome> {
    recorder.follow(type, outcome);
    return outcome;
  }

  async function form(projectId: number): Promise<FormAnswer> {
    if (!callSystem.form) return {form: noForm};
    const answer = callSystem.form(projectId);
    recorder.follow(
      'form',
      answer.then(({fault}) => (fault ? failed(fault) : {ok: true, data: undefined})),
    );
    return answer;
  }

  return {
    ...state.stores,
    ...drafting,
    now,
    commands: callSystem.commands,
    send: (command) => recorded(command.type, sending.send(command)),
    form,
    claim: tabs.claim,
    snapshot: snapshots.take,
    restoreSnapshot: snapshots.restore,
    setDraftPersistence: (persistence) => setStore($keeping, persistence),
    showLeftovers: (texts) => setStore($leftovers, texts),
    useDataNodes: lookups.use,
    askAgain: (sessionId, node) => lookups.askAgain(sessionId, node),
    diagnostics: async () => recorder.report(),
    dismiss: () => setStore($fault, undefined),
    hide: (sessionId) => state.change(sessionId, {hidden: true}),
    retry: () => listener.retry(),
    close() {
      listener.close();
      callSystem.close();
      sending.close();
      lookups.close();
      recorder.stop();
    },
  };
}

export type {Session} from './session-api.ts';
