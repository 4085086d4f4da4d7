/**
 * Customer data nodes: the company's own systems that are asked about a caller.
 * Source: the data node contract. That a node exists is documented; how a page writes one is ours.
 */
import {findingsIn, type Finding} from './data-node-checks.ts';
import {
  callVariables,
  isUnclosed,
  variablesIn,
  type NodePairs,
  type NodeValue,
} from './data-node-templates.ts';
import type {Fault} from './faults.ts';
import {isRecord, jsonText, parseJson, readable} from './text.ts';

/** `system`: `GET` with the number. `form` and `json`: `POST` with headers and parameters of one's own. */
export type NodeKind = 'system' | 'form' | 'json';

/** A node as a page writes it. Values may hold `${variables}`: the call's, and outputs of other nodes. */
export interface DataNode {
  readonly name: string;
  readonly kind: NodeKind;
  /** http(s), or a path on the page's server. Variables are encoded, and stand behind the host only. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, NodeValue>>;
  /** The custom part of the body. */
  readonly params?: Readonly<Record<string, NodeValue>>;
  /** The part of a form's body that the documents fix: `partnerId`, `m`, `token`, `source`, `robotNo`, `docId`. */
  readonly fixed?: Readonly<Record<string, NodeValue>>;
  /** What the answer holds; each is a row of the card and a variable for other nodes. */
  readonly outputs?: readonly string[];
  /** Milliseconds until the whole answer must be here. Default: 5000. */
  readonly timeout?: number;
}

/** Nodes, or JSON text of them. */
export type DataNodes = readonly DataNode[] | string;

/** A node that can be asked. */
export interface ReadyNode {
  readonly name: string;
  readonly kind: NodeKind;
  readonly url: string;
  readonly headers: NodePairs;
  readonly params: NodePairs;
  readonly fixed: NodePairs;
  readonly outputs: readonly string[];
  readonly timeout: number;
  /** The variables that it reads. */
  readonly reads: readonly string[];
}

/** One that cannot be asked, with what is wrong first. */
export interface BadNode {
  readonly name: string;
  readonly outputs: readonly string[];
  readonly fault: NodeFault;
}

export type NodeFault = Fault & {readonly code: 'bad-data-nodes'};

export interface NodePlan {
  /** As they were given. */
  readonly nodes: readonly (ReadyNode | BadNode)[];
  /** Which node gives an output. */
  readonly givers: ReadonlyMap<string, string>;
  /** All that is wrong. */
  readonly faults: readonly NodeFault[];
}

/** The documented answer of a system interface; each of them may be missing. */
export const systemOutputs = ['isVip', 'vipLevel', 'userLabel', 'isblack'] as const;

const patience = 5_000;

/** Reads and checks nodes as a whole. What is wrong with one of them leaves the others alone. */
export function planOf(given: unknown, page?: string): NodePlan {
  // A copy by way of JSON: what the page changes or computes later is not seen.
  const list = parseJson(typeof given === 'string' ? given : jsonText(given));
  if (!Array.isArray(list)) {
    const fault = faultOf('', {key: '', problem: 'no-list'});
    return {nodes: [{name: '', outputs: [], fault}], givers: new Map(), faults: [fault]};
  }
  const drafts = (list as readonly unknown[]).map((item, i) => draftOf(item, i, page));
  const givers = new Map(drafts.flatMap(({name, outputs}) => outputs.map((output) => [output, name])));
  findDoubles(drafts);
  for (const draft of drafts) draft.findings.push(...unknownVariables(draft, givers));
  for (const draft of drafts) {
    const circle = circleThrough(draft, drafts, givers);
    if (circle) draft.findings.push({key: circle.key, problem: 'circle', detail: circle.names.join(' → ')});
  }
  const nodes = drafts.map(finished);
  const faults = drafts.flatMap(({name, findings}) => findings.map((finding) => faultOf(name, finding)));
  return {nodes, givers, faults};
}

interface NodeDraft {
  /** What it is called; one without a name by its place. */
  readonly name: string;
  readonly outputs: readonly string[];
  /** The variables that it reads, with the key that reads them. */
  readonly reads: readonly (readonly [variable: string, key: string])[];
  readonly ready: Omit<ReadyNode, 'name' | 'outputs' | 'reads'>;
  readonly findings: Finding[];
}

function draftOf(item: unknown, i: number, page: string | undefined): NodeDraft {
  const given = isRecord(item) ? item : {};
  const findings = isRecord(item)
    ? [...findingsIn(item, page)]
    : [{key: '', problem: 'no-node'} satisfies Finding];
  const {url, kind, timeout, outputs, ...rest} = given;
  const name =
    typeof given['name'] === 'string' && given['name'].trim()
      ? readable(given['name'].trim(), 100)
      : `#${i + 1}`;
  const pairs = (key: 'headers' | 'params' | 'fixed') =>
    (isRecord(rest[key]) ? Object.entries(rest[key]) : []) as NodePairs;
  const [headers, params, fixed] = [pairs('headers'), pairs('params'), pairs('fixed')];
  const keyed: NodePairs = [
    ['url', typeof url === 'string' ? url : ''],
    ...headers.map(([header, value]) => [`headers.${header}`, value] as const),
    ...fixed.map(([param, value]) => [`fixed.${param}`, value] as const),
    ...params.map(([param, value]) => [`params.${param}`, value] as const),
  ];
  for (const [key, value] of keyed) if (isUnclosed(value)) findings.push({key, problem: 'unclosed'});
  const own = Array.isArray(outputs) ? outputs.filter((output) => typeof output === 'string') : [];
  return {
    name,
    outputs: kind === 'system' ? systemOutputs : own,
    reads:
      kind === 'system'
        ? [['ivr_customer_number', 'url']]
        : keyed.flatMap(([key, value]) => variablesIn(value).map((variable) => [variable, key] as const)),
    ready: {
      kind: kind as NodeKind,
      url:
        page === undefined || typeof url !== 'string' || !url.startsWith('/')
          ? String(url)
          : new URL(page).origin + url,
      headers,
      params,
      fixed,
      timeout: typeof timeout === 'number' ? timeout : patience,
    },
    findings,
  };
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

function unknownVariables({reads}: NodeDraft, givers: ReadonlyMap<string, string>): readonly Finding[] {
  const known = new Set<string>([...callVariables, ...givers.keys()]);
  return reads
    .filter(([variable]) => !known.has(variable))
    .map(([variable, key]) => ({key, problem: 'unknown-variable', detail: variable}));
}

/** The shortest way from a node through what it reads back to itself, and the key that begins it. */
function circleThrough(start: NodeDraft, drafts: readonly NodeDraft[], givers: ReadonlyMap<string, string>) {
  const ways = [{from: start, names: [start.name], key: ''}];
  const seen = new Set<string>();
  for (const {from, names, key} of ways) {
    for (const [variable, own] of from.reads) {
      const next = givers.get(variable);
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
