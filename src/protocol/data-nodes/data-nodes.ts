/**
 * Types of customer data nodes: the company's own systems that are queried about a caller.
 * Source: the data node contract. The format in which a page writes a node is our own.
 */
import type {NodePairs, NodeValue} from './templates.ts';
import type {Fault} from '../faults.ts';

/** `system`: `GET` with the number. `form` and `json`: `POST` with custom headers and parameters. */
export type NodeKind = 'system' | 'form' | 'json';

/** A node as a page writes it. Values may contain `${variables}`: of the call, and outputs of other nodes. */
export interface DataNode {
  readonly name: string;
  readonly kind: NodeKind;
  /** http(s), or a path on the page's server. Variables are encoded, and allowed only after the host. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, NodeValue>>;
  /** The custom part of the body. */
  readonly params?: Readonly<Record<string, NodeValue>>;
  /** The documented part of a form body: `partnerId`, `m`, `token`, `source`, `robotNo`, `docId`. */
  readonly fixed?: Readonly<Record<string, NodeValue>>;
  /** The names in the answer. Each is a row of the card and a variable for other nodes. */
  readonly outputs?: readonly string[];
  /** Labels of outputs; an output with an empty label has no row. */
  readonly labels?: Readonly<Record<string, NodeValue>>;
  /** Milliseconds until the whole answer must have arrived. Default: 5000. */
  readonly timeout?: number;
}

/** Nodes, or JSON text of them. */
export type DataNodes = readonly DataNode[] | string;

/** A node that can be queried. */
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

/** A node that cannot be queried, with its first error. */
export interface BadNode {
  readonly name: string;
  readonly outputs: readonly string[];
  readonly fault: NodeFault;
}

export type NodeFault = Fault & {readonly code: 'bad-data-nodes'};

export interface NodePlan {
  /** In the configured order. */
  readonly nodes: readonly (ReadyNode | BadNode)[];
  /** By output, the name of the node that provides it. */
  readonly providers: ReadonlyMap<string, string>;
  /** All errors. */
  readonly faults: readonly NodeFault[];
}

/** The documented outputs of a system interface; each is optional. */
export const systemOutputs = ['isVip', 'vipLevel', 'userLabel', 'isblack'] as const;
