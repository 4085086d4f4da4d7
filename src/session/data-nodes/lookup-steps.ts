/** Decides the next step for each data node of a call. Pure. */
import type {CallVariable} from '../../protocol/data-nodes/templates.ts';
import type {BadNode, NodePlan, ReadyNode} from '../../protocol/data-nodes/data-nodes.ts';
import type {Call} from '../calls/calls.ts';
import type {NodeFailure, NodeState} from './profile.ts';

/** The state of all nodes for one call. */
export interface Run {
  readonly sessionId: string;
  readonly plan: NodePlan;
  readonly states: Map<ReadyNode | BadNode, NodeState>;
  /** The call's variables, and the outputs received so far. */
  readonly values: Map<string, string>;
  /** Aborted when the call is closed. */
  readonly abort: AbortController;
  /** Whether this tab sends the requests. */
  claimed: boolean;
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
  ...(!permanent.has(failure.reason) && {retry: 'possible'}),
});

/** Failures that a retry cannot resolve. */
const permanent: ReadonlySet<NodeFailure['reason']> = new Set([
  'depends',
  'set-up',
  'no-number',
  'not-sendable',
]);

/** `ask`, a failure, or `undefined` while it waits for another node. */
export function nextStep({plan, states, values}: Run, {reads}: ReadyNode): 'ask' | NodeFailure | undefined {
  let waits = false;
  for (const variable of reads) {
    if (variable === 'ivr_customer_number' && !values.get(variable)) return {reason: 'no-number'};
    const name = plan.providers.get(variable);
    const [provider, current] = [...states].find(([node]) => node.name === name) ?? [];
    if (!provider || !current || !name) continue;
    const optional = !isBad(provider) && provider.kind === 'system';
    const missing = current.state === 'ready' && !values.has(variable) && !optional;
    if (current.state === 'failed' || missing) return {reason: 'depends', node: name};
    waits ||= current.state !== 'ready';
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
