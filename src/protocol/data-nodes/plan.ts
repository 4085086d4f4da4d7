/** Data nodes as a whole: which can be asked, who gives what to whom, and all that is wrong with them. */
import type {Finding} from './checks.ts';
import {draftOf, type NodeDraft} from './unchecked-node.ts';
import {callVariables} from './templates.ts';
import type {BadNode, NodeFault, NodePlan, ReadyNode} from './data-nodes.ts';
import {jsonText, parseJson, readable} from '../text.ts';

/** What is wrong with one of them leaves the others alone. */
export function planOf(given: unknown, page?: string): NodePlan {
  // A copy by way of JSON: what the page changes or computes later is not seen.
  const list = parseJson(typeof given === 'string' ? given : jsonText(given));
  if (!Array.isArray(list)) {
    const fault = faultOf('', {key: '', problem: 'no-list'});
    return {nodes: [{name: '', outputs: [], fault}], providers: new Map(), faults: [fault]};
  }
  const drafts = (list as readonly unknown[]).map((item, i) => draftOf(item, i, page));
  const providers = new Map(drafts.flatMap(({name, outputs}) => outputs.map((output) => [output, name])));
  findDoubles(drafts);
  for (const draft of drafts) draft.findings.push(...unknownVariables(draft, providers));
  for (const draft of drafts) {
    const circle = circleThrough(draft, drafts, providers);
    if (circle) draft.findings.push({key: circle.key, problem: 'circle', detail: circle.names.join(' → ')});
  }
  const nodes = drafts.map(finished);
  const faults = drafts.flatMap(({name, findings}) => findings.map((finding) => faultOf(name, finding)));
  return {nodes, providers, faults};
}

const finished = ({name, outputs, reads, ready, findings: [first]}: NodeDraft): ReadyNode | BadNode =>
  first
    ? {name, outputs, fault: faultOf(name, first)}
    : {name, outputs, ...ready, reads: reads.map(([variable]) => variable)};

/** Names are how people know nodes, outputs are variables: each stands for one thing. */
function findDoubles(drafts: readonly NodeDraft[]) {
  const names = new Set<string>();
  const outputs = new Set<string>(callVariables);
  for (const draft of drafts) {
    if (names.has(draft.name)) draft.findings.push({key: 'name', problem: 'doubled', detail: draft.name});
    names.add(draft.name);
    for (const output of draft.outputs) {
      if (outputs.has(output)) draft.findings.push({key: 'outputs', problem: 'doubled', detail: output});
      outputs.add(output);
    }
  }
}

function unknownVariables({reads}: NodeDraft, providers: ReadonlyMap<string, string>): readonly Finding[] {
  const known = new Set<string>([...callVariables, ...providers.keys()]);
  return reads
    .filter(([variable]) => !known.has(variable))
    .map(([variable, key]) => ({key, problem: 'unknown-variable', detail: variable}));
}

/** The shortest way from a node through what it reads back to itself, and the key that begins it. */
function circleThrough(
  start: NodeDraft,
  drafts: readonly NodeDraft[],
  providers: ReadonlyMap<string, string>,
) {
  const ways = [{from: start, names: [start.name], key: ''}];
  const seen = new Set<string>();
  for (const {from, names, key} of ways) {
    for (const [variable, own] of from.reads) {
      const next = providers.get(variable);
      const way = {names: [...names, next ?? ''], key: key || own};
      if (next === start.name) return way;
      const giver = drafts.find(({name}) => name === next);
      if (!giver || seen.has(giver.name)) continue;
      seen.add(giver.name);
      ways.push({from: giver, ...way});
    }
  }
  return undefined;
}

function faultOf(node: string, {key, problem, detail}: Finding): NodeFault {
  return {
    code: 'bad-data-nodes',
    node,
    key: readable(key, 100),
    problem,
    ...(detail !== undefined && {detail: readable(detail, 200)}),
  };
}
