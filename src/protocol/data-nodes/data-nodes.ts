/**
 * Customer data nodes: the company's own systems that are asked about a caller.
 * Source: the data node contract. That a node exists is documented; how a page writes one is ours.
 */
import type {NodePairs, NodeValue} from './templates.ts';
import type {Fault} from '../faults.ts';

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
  /** What people read in place of an output's name; an output whose label is empty has no row. */
  readonly labels?: Readonly<Record<string, NodeValue>>;
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
  /** By output. */
  readonly labels: ReadonlyMap<string, string>;
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
  readonly providers: ReadonlyMap<string, string>;
  /** All that is wrong. */
  readonly faults: readonly NodeFault[];
}

/** The documented answer of a system interface; each of them may be missing. */
export const systemOutputs = ['isVip', 'vipLevel', 'userLabel', 'isblack'] as const;
