/**
 * Builds the request of each kind of data node, as documented. Values are encoded by the browser's own encoders.
 * Source: the data node contract.
 */
import {filled, variable, type NodePairs, type NodeValue, type Variables} from './templates.ts';
import {urlFrom} from '../url-template.ts';
import type {ReadyNode} from './data-nodes.ts';

export interface NodeRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Headers;
  readonly body?: string;
}

const contentTypes = {form: 'application/x-www-form-urlencoded', json: 'application/json'};

/** `undefined` when a value is not possible in its place: a line break in a header, `..` in a path. */
export function requestOfNode(node: ReadyNode, variables: Variables): NodeRequest | undefined {
  const {kind, fixed, params} = node;
  try {
    const url = urlFrom(node.url, variable, (name) => variables.get(name) ?? '');
    if (!url) return undefined;
    if (kind === 'system') {
      url.searchParams.set('tel', (variables.get('ivr_customer_number') ?? '').toWellFormed());
      return {method: 'GET', url: url.href, headers: new Headers()};
    }
    const headers = new Headers(texts(node.headers, variables));
    headers.set('content-type', contentTypes[kind]);
    const body =
      kind === 'form'
        ? new URLSearchParams(texts([...fixed, ...params], variables)).toString()
        : JSON.stringify(
            Object.fromEntries(params.map(([name, value]) => [name.toWellFormed(), typed(value, variables)])),
          );
    return {method: 'POST', url: url.href, headers, body};
  } catch {
    return undefined;
  }
}

const texts = (pairs: NodePairs, variables: Variables): [string, string][] =>
  pairs.map(([name, value]) => [name.toWellFormed(), filled(value, variables)]);

/** Numbers stay numbers. */
const typed = (value: NodeValue, variables: Variables): NodeValue =>
  typeof value === 'number' ? value : filled(value, variables);
