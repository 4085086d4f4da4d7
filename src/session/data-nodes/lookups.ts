/**
 * Queries the customer data nodes for each call: independent nodes in parallel, the others after the nodes they read
 * from. When a node fails, only the nodes that read its outputs fail too. Nothing is retried automatically.
 */
import {parseNodeAnswer} from '../../protocol/data-nodes/answers.ts';
import {requestOfNode} from '../../protocol/data-nodes/requests.ts';
import {planOf} from '../../protocol/data-nodes/plan.ts';
import type {ReadyNode} from '../../protocol/data-nodes/data-nodes.ts';
import {jsonText} from '../../protocol/text.ts';
import type {AskNode} from '../../transport/http/data-node.ts';
import type {Call} from '../calls/calls.ts';
import {failedState, firstState, isBad, nextStep, variablesOf, type Run} from './lookup-steps.ts';
import {applyProfile, profileOf, type NodeState} from './profile.ts';
import type {Tabs} from '../snapshot/tabs.ts';
import {setStore, type State} from '../state.ts';

export interface Lookups {
  /** Sets the nodes. Calls that were not looked up yet use them; an empty list stops further lookups. */
  use(given: unknown): void;
  /**
   * Queries a failed node again, and those that were not queried because of it. `remote`: another tab asks for it;
   * only the tab that sent the first query does it.
   */
  askAgain(sessionId: string, node: string, remote?: boolean): void;
  close(): void;
}

export interface LookupEdges {
  readonly ask: AskNode;
  /** Runs a callback once the card had time to be painted. */
  readonly afterPaint: (callback: () => void) => void;
  /** The URL of the page, if there is one. */
  readonly page: string | undefined;
  /** The agent's other tabs: one tab sends the queries for all. */
  readonly tabs: Pick<Tabs, 'broadcast' | 'claim'>;
}

export function createLookups(state: State, {ask, afterPaint, page, tabs}: LookupEdges): Lookups {
  const {$call, $calls, $nodeFaults, $profile, $profiles} = state.stores;
  const runs = new Map<string, Run>();
  let given: string | undefined;
  let plan = planOf([]);

  function publish({sessionId, ...run}: Run) {
    const profile = profileOf(run.plan, run.states, run.values);
    applyProfile(state, {sessionId, profile});
    tabs.broadcast({kind: 'profile', sessionId, profile});
  }

  function updateCurrent() {
    setStore($profile, $profiles.get().get($call.get()?.sessionId ?? ''));
  }

  function begin(call: Call) {
    const {sessionId} = call;
    const states = new Map(plan.nodes.map((node) => [node, firstState(node)]));
    const run: Run = {
      sessionId,
      plan,
      states,
      values: variablesOf(call),
      abort: new AbortController(),
      claimed: false,
    };
    runs.set(sessionId, run);
    // If another tab claims the call, its results arrive as tab events.
    afterPaint(() => void claim(run));
  }

  async function claim(run: Run): Promise<boolean> {
    run.claimed = await tabs.claim(`look-up ${run.sessionId}`);
    if (run.claimed) advance(run);
    return run.claimed;
  }

  /** The tab that sent the query repeats it. If that tab was closed, this one queries all nodes. */
  async function askElsewhere(run: Run, node: string) {
    if (!(await claim(run))) tabs.broadcast({kind: 'ask-again', sessionId: run.sessionId, node});
  }

  function end(run: Run) {
    runs.delete(run.sessionId);
    run.abort.abort();
    const profiles = new Map($profiles.get());
    profiles.delete(run.sessionId);
    setStore($profiles, profiles);
  }

  /** Queries every node that does not wait for another one. */
  function advance(run: Run) {
    if (runs.get(run.sessionId) !== run) return;
    for (let changed = true; changed; ) {
      changed = false;
      for (const [node, {state: before, retry}] of run.states) {
        if (before !== 'waiting' || isBad(node)) continue;
        const next = nextStep(run, node);
        if (!next) continue;
        changed = true;
        if (next !== 'ask') run.states.set(node, failedState(node, next));
        else void lookUp(run, node, retry);
      }
    }
    publish(run);
  }

  async function lookUp(run: Run, node: ReadyNode, retry: NodeState['retry']) {
    const {name, timeout} = node;
    const request = requestOfNode(node, run.values);
    const current: NodeState = request
      ? {name, state: 'asking', retry}
      : failedState(node, {reason: 'not-sendable'});
    run.states.set(node, current);
    if (!request) return;
    const reply = await ask(request, {timeout, signal: run.abort.signal});
    // The call was closed, or a retry has begun meanwhile.
    if (runs.get(run.sessionId) !== run || run.states.get(node) !== current) return;
    const answer = reply.ok ? parseNodeAnswer(node, reply.text) : undefined;
    if (answer) {
      const {values, missing, unreadable} = answer;
      for (const [output, value] of values) run.values.set(output, value);
      run.states.set(node, {name, state: 'ready', missing, unreadable});
    } else {
      const {reason, status} = reply.ok ? ({reason: 'not-understood'} as const) : reply;
      run.states.set(node, failedState(node, {reason, ...(status !== undefined && {status})}));
    }
    advance(run);
  }

  function update() {
    const open = $calls.get().filter(({phase}) => phase !== 'closed');
    const ids = new Set(open.map(({sessionId}) => sessionId));
    for (const run of runs.values()) if (!ids.has(run.sessionId)) end(run);
    if (plan.nodes.length > 0) for (const call of open) if (!runs.has(call.sessionId)) begin(call);
    updateCurrent();
  }

  const stop = $calls.listen(update);

  return {
    use(nodes) {
      const text = typeof nodes === 'string' ? nodes : jsonText(nodes);
      if (text === given) return;
      given = text;
      plan = planOf(text, page);
      setStore($nodeFaults, plan.faults);
      update();
    },
    askAgain(sessionId, name, remote = false) {
      const run = runs.get(sessionId);
      if (!run) return;
      if (!run.claimed) {
        if (!remote) void askElsewhere(run, name);
        return;
      }
      const [node, current] = [...run.states].find(([one]) => one.name === name) ?? [];
      if (!node || current?.retry !== 'possible') return;
      run.states.set(node, {...firstState(node), retry: 'pending'});
      for (const [other, {failure}] of run.states)
        if (failure?.reason === 'depends') run.states.set(other, firstState(other));
      advance(run);
    },
    close() {
      stop();
      for (const run of runs.values()) end(run);
      updateCurrent();
    },
  };
}
