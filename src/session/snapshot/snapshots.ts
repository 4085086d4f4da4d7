/** What a session knows, told to other tabs and to the page that comes after this one, and taken in from them. */
import type {AgentStatus} from '../../protocol/facts.ts';
import {withRecalled, withStatus} from '../calls/calls.ts';
import type {Notice} from '../notices.ts';
import {setStore, type State} from '../state.ts';
import type {Snapshot} from './tabs.ts';

export function createSnapshots(state: State, now: () => number) {
  const {$agent, $calls, $notices, $profiles} = state.stores;

  /** The call system has not said anything here: what was told holds. */
  function replaceState({agent, notices, profiles, calls}: Snapshot, shift: number, stale?: true) {
    const {extno} = $agent.get();
    const {since} = agent;
    setStore($agent, {...agent, extno, ...(since && {since: since + shift}), ...(stale && {stale})});
    setStore($notices, notices.map(asRestored));
    setStore($profiles, new Map([...profiles, ...$profiles.get()]));
    state.setCalls(withRecalled($calls.get(), calls, shift));
  }

  /** The call system has spoken already: what it has not told of comes beside it. */
  function mergeState(told: Snapshot, shift: number) {
    const {status, since} = $agent.get();
    const unknown = told.calls.filter(({sessionId}) => !state.callOf(sessionId));
    const calls = withRecalled($calls.get(), unknown, shift);
    if ($notices.get().length === 0) setStore($notices, told.notices.map(asRestored));
    state.setCalls(withStatus(calls, 'unknown', status, now(), state.unsaved, since));
  }

  const snapshots = {
    /** The last status of the agent that was known; `unknown` until the call system or another tab has told one. */
    lastKnownStatus: 'unknown' as AgentStatus,

    take: (): Snapshot => ({
      agent: $agent.get(),
      lastKnownStatus: snapshots.lastKnownStatus,
      calls: $calls.get(),
      notices: $notices.get(),
      profiles: [...$profiles.get()],
    }),

    /** Takes in what another tab knows. `shift` turns its times into ours (ms). */
    applyPeer(told: Snapshot, shift: number) {
      if (snapshots.lastKnownStatus !== 'unknown') return mergeState(told, shift);
      snapshots.lastKnownStatus = told.lastKnownStatus;
      replaceState(told, shift);
    },

    /** Takes in what this tab knew before it was loaded again: stale until the call system says something. */
    restore(told: Snapshot) {
      if (snapshots.lastKnownStatus === 'unknown') replaceState(told, 0, true);
      else mergeState(told, 0);
    },
  };
  return snapshots;
}

const asRestored = (notice: Notice): Notice => ({...notice, restored: true});
