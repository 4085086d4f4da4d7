/**
 * What a data node answers: a flat JSON object of texts and whole numbers.
 * Source: the data node contract.
 */
import type {ReadyNode} from './data-nodes.ts';
import {isRecord, parseJson, wireInteger} from '../text.ts';

export interface NodeAnswer {
  /** Outputs as text, unchanged: other nodes may read them. */
  readonly values: ReadonlyMap<string, string>;
  /** Outputs that the answer lacks. Those of a system interface may be missing. */
  readonly missing: readonly string[];
  /** Outputs that are neither text nor a whole number, or no yes or no where one is documented. */
  readonly unreadable: readonly string[];
}

/** A longer answer is none of a customer's, or would block the page while it is parsed (bytes). */
export const longestAnswer = 256 * 1024;

/** Documented as 1 for yes, 0 for no. What is neither, such as `true`, is no word against a customer. */
const yesOrNo: ReadonlySet<string> = new Set(['isVip', 'isblack']);

/** `undefined` when the answer is no flat JSON object. */
export function parseNodeAnswer({kind, outputs}: ReadyNode, text: string): NodeAnswer | undefined {
  const body = parseJson(text);
  if (!isRecord(body) || Object.values(body).some((value) => typeof value === 'object' && value !== null))
    return undefined;
  const values = new Map<string, string>();
  const missing: string[] = [];
  const unreadable: string[] = [];
  for (const name of outputs) {
    const value = Object.hasOwn(body, name) ? body[name] : undefined;
    const absent = value === undefined || value === null || (value === '' && yesOrNo.has(name));
    const read = absent ? undefined : textOf(name, value);
    if (read !== undefined) values.set(name, read);
    else if (!absent) unreadable.push(name);
    else if (kind !== 'system') missing.push(name);
  }
  return {values, missing, unreadable};
}

function textOf(name: string, value: unknown): string | undefined {
  if (yesOrNo.has(name)) {
    const number = wireInteger(value);
    return number === 0 || number === 1 ? String(number) : undefined;
  }
  if (typeof value === 'string') return value;
  return Number.isSafeInteger(value) ? String(value) : undefined;
}
