/**
 * Asks the customer data nodes about each call: independent ones side by side, the others after what they read.
 * A node that fails takes along those that read its outputs, and nothing else. None is asked again by itself.
 */
import {parseNodeAnswer} from '../../protocol/data-nodes/answers.ts';
import {requestOfNode} from '../../protocol/data-nodes/requests.ts';
import {planOf} from '../../protocol/data-nodes/plan.ts';
import type {ReadyNode} from '../../protocol/data-nodes/data-nodes.ts';
import {jsonText} from '../../protocol/text.ts';
import type {AskNode} from '../../transport/http/data-node.ts';
import type {Call} from '../calls/calls.ts';
import {failedState, firstState, isBad, nextStep, variablesOf, type Run} from './lookup-steps.ts';
import {learnProfile, profileOf, type NodeState} from './profile.ts';
import type {Tabs} from '../snapshot/tabs.ts';
import {setStore, type State} from '../state.ts';

export interface Lookups {
  /** Calls that nobody was asked about yet are asked about with these; an empty list ends it. */
  use(given: unknown): void;
  /** Asks a node that failed once more, and those that were not asked because of it. `byOther`: another tab wants it of the one that asked. */
  askAgain(sessionId: string, node: string, byOther?: boolean): void;
  close(): void;
}

export interface LookupEdges {
  readonly ask: AskNode;
  /** The card comes first: runs something once it had time to be painted. */
  readonly afterPaint: (act: () => void) => void;
  /** The page's own address, if there is one. */
  readonly page: string | undefined;
  /** The agent's other tabs, of which one asks for all. */
  readonly tabs: Pick<Tabs, 'broadcast' | 'claim'>;
}

export function createLookups(state: State, {ask, afterPaint, page, tabs}: LookupEdges): Lookups {
  const {$call, $calls, $nodeFaults, $profile, $profiles} = state.stores;
  const runs = new Map<string, Run>();
  let given: string | undefined;
  let plan = planOf([]);

  function publish({sessionId, ...run}: Run) {
    const profile = profileOf(run.plan, run.states, run.values);
    learnProfile(state, {sessionId, profile});
    tabs.broadcast({kind: 'profile', sessionId, profile});
  }

  function tellCurrent() {
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
      ending: new AbortController(),
      ours: false,
    };
    runs.set(sessionId, run);
    // What another tab asks for this one is told of.
    afterPaint(() => void claim(run));
  }

  async function claim(run: Run): Promise<boolean> {
    run.ours = await tabs.claim(`look-up ${run.sessionId}`);
    if (run.ours) advance(run);
    return run.ours;
  }

  /** The tab that asked does it again. Where that one is gone, this one asks everything. */
  async function askElsewhere(run: Run, node: string) {
    if (!(await claim(run))) tabs.broadcast({kind: 'ask-again', sessionId: run.sessionId, node});
  }

  function end(run: Run) {
    runs.delete(run.sessionId);
    run.ending.abort();
    const profiles = new Map($profiles.get());
    profiles.delete(run.sessionId);
    setStore($profiles, profiles);
  }

  /** Asks every node that waits for nothing any more. */
  function advance(run: Run) {
    if (runs.get(run.sessionId) !== run) return;
    for (let moved = true; moved; ) {
      moved = false;
      for (const [node, {state: before, retry}] of run.states) {
        if (before !== 'waiting' || isBad(node)) continue;
        const next = nextStep(run, node);
        if (!next) continue;
        moved = true;
        if (next !== 'ask') run.states.set(node, failedState(node, next));
        else void lookUp(run, node, retry);
      }
    }
    publish(run);
  }

  async function lookUp(run: Run, node: ReadyNode, retry: NodeState['retry']) {
    const {name, timeout} = node;
    const request = requestOfNode(node, run.values);
    const asked: NodeState = request
      ? {name, state: 'asking', retry}
      : failedState(node, {reason: 'not-sendable'});
    run.states.set(node, asked);
    if (!request) return;
    const reply = await ask(request, {timeout, signal: run.ending.signal});
    // The call has gone, or another try has been made since.
    if (runs.get(run.sessionId) !== run || run.states.get(node) !== asked) return;
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

  function look() {
    const open = $calls.get().filter(({phase}) => phase !== 'closed');
    const ids = new Set(open.map(({sessionId}) => sessionId));
    for (const run of runs.values()) if (!ids.has(run.sessionId)) end(run);
    if (plan.nodes.length > 0) for (const call of open) if (!runs.has(call.sessionId)) begin(call);
    tellCurrent();
  }

  const stop = $calls.listen(look);

  return {
    use(nodes) {
      const text = typeof nodes === 'string' ? nodes : jsonText(nodes);
      if (text === given) return;
      given = text;
      plan = planOf(text, page);
      setStore($nodeFaults, plan.faults);
      look();
    },
    askAgain(sessionId, wanted, byOther = false) {
      const run = runs.get(sessionId);
      if (!run) return;
      if (!run.ours) {
        if (!byOther) void askElsewhere(run, wanted);
        return;
      }
      const [node, its] = [...run.states].find(([{name}]) => name === wanted) ?? [];
      if (!node || its?.retry !== 'possible') return;
      run.states.set(node, {...firstState(node), retry: 'pending'});
      for (const [other, {failure}] of run.states)
        if (failure?.reason === 'depends') run.states.set(other, firstState(other));
      advance(run);
    },
    close() {
      stop();
      for (const run of runs.values()) end(run);
      tellCurrent();
    },
  };
}
