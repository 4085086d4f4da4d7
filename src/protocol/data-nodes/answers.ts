/**
 * Parses the answer of a data node: a flat JSON object of texts and integers.
 * Source: the data node contract.
 */
import type {ReadyNode} from './data-nodes.ts';
import {isRecord, parseJson, wireInteger} from '../text.ts';

export interface NodeAnswer {
  /** Outputs as unchanged text: other nodes may read them. */
  readonly values: ReadonlyMap<string, string>;
  /** Outputs that are missing in the answer. Those of a system interface are optional. */
  readonly missing: readonly string[];
  /** Outputs that are neither text nor an integer, or not 0 or 1 where that is documented. */
  readonly unreadable: readonly string[];
}

/** Longer answers are refused: parsing them would block the page (bytes). */
export const maxAnswerLength = 256 * 1024;

/** Documented as 1 for yes and 0 for no. Any other value, such as `true`, is unreadable. */
const yesOrNo: ReadonlySet<string> = new Set(['isVip', 'isblack']);

/** `undefined` when the answer is not a flat JSON object. */
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
    const parsed = absent ? undefined : textOf(name, value);
    if (parsed !== undefined) values.set(name, parsed);
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
