/** Takes snapshots of the session, and applies those of other tabs and of the time before a reload. */
import type {AgentStatus} from '../../protocol/facts.ts';
import {withRestored, withStatus} from '../calls/calls.ts';
import type {Notice} from '../notices.ts';
import {setStore, type State} from '../state.ts';
import type {Snapshot} from './tabs.ts';

export function createSnapshots(state: State, now: () => number) {
  const {$agent, $calls, $notices, $profiles} = state.stores;

  /** For a session that has not heard from the call system: the snapshot becomes its state. */
  function replaceState({agent, notices, profiles, calls}: Snapshot, shift: number, stale?: true) {
    const {extno} = $agent.get();
    const {since} = agent;
    setStore($agent, {...agent, extno, ...(since && {since: since + shift}), ...(stale && {stale})});
    setStore($notices, notices.map(asRestored));
    setStore($profiles, new Map([...profiles, ...$profiles.get()]));
    state.setCalls(withRestored($calls.get(), calls, shift));
  }

  /** For a session that has heard from the call system: only what it does not know yet is added. */
  function mergeState(snapshot: Snapshot, shift: number) {
    const {status, since} = $agent.get();
    const unknown = snapshot.calls.filter(({sessionId}) => !state.callOf(sessionId));
    const calls = withRestored($calls.get(), unknown, shift);
    if ($notices.get().length === 0) setStore($notices, snapshot.notices.map(asRestored));
    state.setCalls(withStatus(calls, 'unknown', status, now(), state.unsaved, since));
  }

  const snapshots = {
    /** The agent's last known status; `unknown` until the call system or another tab has reported one. */
    lastKnownStatus: 'unknown' as AgentStatus,

    take: (): Snapshot => ({
      agent: $agent.get(),
      lastKnownStatus: snapshots.lastKnownStatus,
      calls: $calls.get(),
      notices: $notices.get(),
      profiles: [...$profiles.get()],
    }),

    /** Applies the snapshot of another tab. `shift` converts its times to our clock (ms). */
    applyPeer(snapshot: Snapshot, shift: number) {
      if (snapshots.lastKnownStatus !== 'unknown') return mergeState(snapshot, shift);
      snapshots.lastKnownStatus = snapshot.lastKnownStatus;
      replaceState(snapshot, shift);
    },

    /** Applies the snapshot from before a reload. It is stale until the call system reports a status. */
    restore(snapshot: Snapshot) {
      if (snapshots.lastKnownStatus === 'unknown') replaceState(snapshot, 0, true);
      else mergeState(snapshot, 0);
    },
  };
  return snapshots;
}

const asRestored = (notice: Notice): Notice => ({...notice, restored: true});
