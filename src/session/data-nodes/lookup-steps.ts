/** What comes next for each data node of a call. Pure. */
import type {CallVariable} from '../../protocol/data-nodes/templates.ts';
import type {BadNode, NodePlan, ReadyNode} from '../../protocol/data-nodes/data-nodes.ts';
import type {Call} from '../calls/calls.ts';
import type {NodeFailure, NodeState} from './profile.ts';

/** The nodes as they stand for one call. */
export interface Run {
  readonly sessionId: string;
  readonly plan: NodePlan;
  readonly states: Map<ReadyNode | BadNode, NodeState>;
  /** The call's variables, and outputs as they come in. */
  readonly values: Map<string, string>;
  /** Ended when the call is. */
  readonly ending: AbortController;
  /** Whether this tab is the one that asks. */
  ours: boolean;
}

export const isBad = (node: ReadyNode | BadNode): node is BadNode => 'fault' in node;

export const firstState = (node: ReadyNode | BadNode): NodeState =>
  isBad(node)
    ? failedState(node, {reason: 'set-up', fault: node.fault})
    : {name: node.name, state: 'waiting'};

export const failedState = ({name}: {readonly name: string}, failure: NodeFailure): NodeState => ({
  name,
  state: 'failed',
  failure,
  ...(!hopeless.has(failure.reason) && {retry: 'possible'}),
});

/** What another try would not change. */
const hopeless: ReadonlySet<NodeFailure['reason']> = new Set([
  'depends',
  'set-up',
  'no-number',
  'not-sendable',
]);

/** To ask, to fail, or nothing while another node has not answered yet. */
export function nextStep({plan, states, values}: Run, {reads}: ReadyNode): 'ask' | NodeFailure | undefined {
  let waits = false;
  for (const variable of reads) {
    if (variable === 'ivr_customer_number' && !values.get(variable)) return {reason: 'no-number'};
    const name = plan.givers.get(variable);
    const [giver, its] = [...states].find(([node]) => node.name === name) ?? [];
    if (!giver || !its || !name) continue;
    const optional = !isBad(giver) && giver.kind === 'system';
    const lacking = its.state === 'ready' && !values.has(variable) && !optional;
    if (its.state === 'failed' || lacking) return {reason: 'depends', node: name};
    waits ||= its.state !== 'ready';
  }
  return waits ? undefined : 'ask';
}

export function variablesOf({customer, sessionId, extno, city}: Call): Map<string, string> {
  const values: Readonly<Record<CallVariable, string | number | undefined>> = {
    ivr_customer_number: customer.telephone,
    sessionId,
    extno,
    city,
    project_id: customer.projectId,
    task_id: customer.taskId,
    info_uuid: customer.uuid,
  };
  return new Map(Object.entries(values).map(([name, value]) => [name, String(value ?? '')]));
}
