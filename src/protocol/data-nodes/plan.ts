/** Validates all data nodes together: duplicate names, unknown variables, cycles. */
import type {Finding} from './checks.ts';
import {draftOf, type NodeDraft} from './unchecked-node.ts';
import {callVariables} from './templates.ts';
import type {BadNode, NodeFault, NodePlan, ReadyNode} from './data-nodes.ts';
import {jsonText, parseJson, readable} from '../text.ts';

/** An error in one node does not affect the others. */
export function planOf(given: unknown, page?: string): NodePlan {
  // A copy through JSON: later changes by the page have no effect.
  const list = parseJson(typeof given === 'string' ? given : jsonText(given));
  if (!Array.isArray(list)) {
    const fault = faultOf('', {key: '', problem: 'no-list'});
    return {nodes: [{name: '', outputs: [], fault}], providers: new Map(), faults: [fault]};
  }
  const drafts = (list as readonly unknown[]).map((item, i) => draftOf(item, i, page));
  const providers = new Map(drafts.flatMap(({name, outputs}) => outputs.map((output) => [output, name])));
  findDuplicates(drafts);
  for (const draft of drafts) draft.findings.push(...unknownVariables(draft, providers));
  for (const draft of drafts) {
    const cycle = cycleThrough(draft, drafts, providers);
    if (cycle) draft.findings.push({key: cycle.key, problem: 'circle', detail: cycle.names.join(' → ')});
  }
  const nodes = drafts.map(finished);
  const faults = drafts.flatMap(({name, findings}) => findings.map((finding) => faultOf(name, finding)));
  return {nodes, providers, faults};
}

const finished = ({name, outputs, reads, ready, findings: [first]}: NodeDraft): ReadyNode | BadNode =>
  first
    ? {name, outputs, fault: faultOf(name, first)}
    : {name, outputs, ...ready, reads: reads.map(([variable]) => variable)};

/** Names identify nodes and outputs are variables, so both must be unique. */
function findDuplicates(drafts: readonly NodeDraft[]) {
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

/** The shortest cycle of dependencies through a node, and the key where it begins. */
function cycleThrough(
  start: NodeDraft,
  drafts: readonly NodeDraft[],
  providers: ReadonlyMap<string, string>,
) {
  const paths = [{from: start, names: [start.name], key: ''}];
  const seen = new Set<string>();
  for (const {from, names, key} of paths) {
    for (const [variable, own] of from.reads) {
      const next = providers.get(variable);
      const path = {names: [...names, next ?? ''], key: key || own};
      if (next === start.name) return path;
      const giver = drafts.find(({name}) => name === next);
      if (!giver || seen.has(giver.name)) continue;
      seen.add(giver.name);
      paths.push({from: giver, ...path});
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
