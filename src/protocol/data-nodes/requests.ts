/**
 * The request of each kind of data node, as the documents print it.
 * Source: the data node contract. Values are written by the platform's encoders, never by joining text.
 */
import {filled, variable, type NodePairs, type NodeValue, type Variables} from './templates.ts';
import {addressFrom} from '../url-template.ts';
import type {ReadyNode} from './data-nodes.ts';

export interface NodeRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Headers;
  readonly body?: string;
}

const contentTypes = {form: 'application/x-www-form-urlencoded', json: 'application/json'};

/** `undefined` when a variable holds what its place cannot carry: a line break in a header, `..` in a path. */
export function requestOfNode(node: ReadyNode, variables: Variables): NodeRequest | undefined {
  const {kind, fixed, params} = node;
  try {
    const url = addressFrom(node.url, variable, (name) => variables.get(name) ?? '');
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

/** A number stays one. */
const typed = (value: NodeValue, variables: Variables): NodeValue =>
  typeof value === 'number' ? value : filled(value, variables);
