/** Builds the customer's profile from the answers of the data nodes. */
import type {BadNode, NodeFault, NodePlan, ReadyNode} from '../../protocol/data-nodes/data-nodes.ts';
import {readable} from '../../protocol/text.ts';
import type {NoAnswer} from '../../transport/http/data-node.ts';
import {setStore, type State} from '../state.ts';

/** Why a node has no result: it was not reached, or its answer was not understood. */
export type NodeFailure =
  | {readonly reason: NoAnswer | 'not-understood'; readonly status?: number}
  /** A variable has a value that cannot be sent, such as a line break in a header. */
  | {readonly reason: 'not-sendable'}
  /** The call has no number to query. */
  | {readonly reason: 'no-number'}
  /** Not queried, because `node` failed or its answer lacks an output that this one reads. */
  | {readonly reason: 'depends'; readonly node: string}
  | {readonly reason: 'set-up'; readonly fault: NodeFault};

export interface NodeState {
  readonly name: string;
  /** `waiting`: for another node's answer. */
  readonly state: 'waiting' | 'asking' | 'ready' | 'failed';
  readonly failure?: NodeFailure;
  /** Outputs that are missing in the answer. */
  readonly missing?: readonly string[];
  /** Outputs that could not be read. */
  readonly unreadable?: readonly string[];
  /** `possible`: a retry may succeed. `pending`: the agent has started one. */
  readonly retry?: 'possible' | 'pending' | undefined;
}

export interface Badges {
  readonly vip: boolean;
  readonly vipLevel: string;
  readonly userLabel: string;
  readonly blacklisted: boolean;
}

/** The value is `undefined` while it is loading, and empty when there is none. */
export type ProfileRow = readonly [label: string, value: string | undefined];

export interface Profile {
  readonly badges: Badges;
  readonly rows: readonly ProfileRow[];
  /** In the configured order. */
  readonly nodes: readonly NodeState[];
}

/** By `sessionId` of the call. */
export type Profiles = ReadonlyMap<string, Profile>;

const badgeOutputs: ReadonlySet<string> = new Set(['isVip', 'vipLevel', 'userLabel', 'isblack']);

/** Longer values are cut: more text is no help during a call (characters). */
const maxValueLength = 500;

export function profileOf(
  {nodes}: NodePlan,
  states: ReadonlyMap<ReadyNode | BadNode, NodeState>,
  values: ReadonlyMap<string, string>,
): Profile {
  const shown = (name: string) => readable(values.get(name) ?? '', maxValueLength).trim();
  const rows = nodes.flatMap((node) => {
    const state = states.get(node)?.state;
    const waits = state === 'waiting' || state === 'asking';
    if ('fault' in node) return [];
    return node.outputs
      .filter((name) => !badgeOutputs.has(name))
      .map((name) => [labelOf(node, name), waits ? undefined : shown(name)] as const)
      .filter(([label]) => label !== '');
  });
  return {
    badges: {
      vip: values.get('isVip') === '1',
      vipLevel: shown('vipLevel'),
      userLabel: shown('userLabel'),
      blacklisted: values.get('isblack') === '1',
    },
    rows,
    nodes: [...states.values()],
  };
}

const labelOf = ({labels}: ReadyNode, output: string): string =>
  readable(labels.get(output) ?? output, 100).trim();

/** Stores the profile of a call, from this tab or another one. */
export function applyProfile(state: State, {sessionId, profile}: {sessionId: string; profile: Profile}) {
  const {$call, $profile, $profiles} = state.stores;
  setStore($profiles, new Map($profiles.get()).set(sessionId, profile));
  setStore($profile, $profiles.get().get($call.get()?.sessionId ?? ''));
  if (profile.badges.blacklisted && !state.callOf(sessionId)?.blacklisted)
    state.change(sessionId, {blacklisted: true});
}
