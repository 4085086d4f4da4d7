/** Validates stored drafts and drafts from other tabs: any script of the same origin can write those too. Pure. */
import {isRecord, parseJson, readable} from '../../protocol/text.ts';
import type {StoredCall} from './drafting.ts';

/** Increased when earlier versions cannot read the records of this one. */
export const version = 1;

export type Check = (value: unknown) => boolean;

export const isText: Check = (value) => typeof value === 'string';
export const isTime: Check = (value) => typeof value === 'number' && Number.isFinite(value);
export const isFlag: Check = (value) => typeof value === 'boolean';
const isValue: Check = (value) => isText(value) || listOf(isText)(value);
export const isPair: Check = (value) =>
  Array.isArray(value) && value.length === 2 && isText(value[0]) && isValue(value[1]);

export const oneOf =
  (...values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value);
export const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
export const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
export const recordOf =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isRecord(value) && Object.entries(checks).every(([name, check]) => check(value[name]));

export const isCustomer = recordOf({
  uuid: isText,
  name: isText,
  telephone: isText,
  group: isText,
  owner: isText,
  editedAt: isText,
  importedAt: isText,
  fieldsText: isText,
  fields: listOf(isPair),
});

const isPhase = oneOf('ringing', 'talking', 'wrap-up', 'closed');
const isSeen: Check = (value) => isRecord(value) && Object.values(value).every(isTime);
const isEdits = listOf(
  recordOf({
    key: isText,
    value: isValue,
    at: isTime,
    by: isText,
    from: isTime,
    seen: isSeen,
  }),
);

export const isCall = recordOf({
  sessionId: isText,
  city: isText,
  extno: isText,
  customer: isCustomer,
  phase: isPhase,
  held: isFlag,
  blacklisted: isFlag,
  hidden: isFlag,
  muted: optional(isFlag),
  direction: optional(isText),
  cause: optional(isText),
  parties: listOf(isText),
  startedAt: isTime,
  endedAt: optional(isTime),
  savedAt: optional(isTime),
  inspection: optional(isText),
});

const isKept = recordOf({
  version: (value) => value === version,
  call: isCall,
  draft: recordOf({edits: isEdits, replaced: isEdits, letGo: isSeen}),
  gone: optional(isEdits),
});

/** `undefined` for a record of another format or version. It stays until it expires; `textsIn` extracts its text. */
export function readStoredCall(text: string): StoredCall | undefined {
  const record = parseJson(text);
  return isKept(record) ? (record as StoredCall) : undefined;
}

/** More characters than any draft has. */
const maxText = 100_000;
const maxDepth = 8;

/** The text and the customer in a record of an unknown format; empty when it has no text. */
export function textsIn(text: string): string {
  const record = parseJson(text);
  if (record === undefined) return readable(text, maxText);
  const [call, draft] = isRecord(record) ? [record['call'], record['draft'] ?? record] : [undefined, record];
  const written = linesOf(draft);
  const customer = isRecord(call) && isRecord(call['customer']) ? call['customer'] : {};
  const who = [customer['name'], customer['telephone']].filter(isText).join(' ');
  return readable((written.length > 0 ? [who, ...written] : []).filter(Boolean).join('\n'), maxText);
}

/** One line for each edit, and for each name with a text or a list of texts. */
function linesOf(value: unknown, name = '', depth = 0): readonly string[] {
  if (isValue(value)) {
    const line = [value].flat().join(', ');
    return line ? [name ? `${name.replace(/^field:/, '')}: ${line}` : line] : [];
  }
  if (depth === maxDepth || typeof value !== 'object' || value === null) return [];
  const {key, value: written} = value as Readonly<Record<string, unknown>>;
  if (isText(key) && isValue(written)) return linesOf(written, key as string);
  const members = Object.entries(value);
  return members.flatMap(([member, part]) => linesOf(part, Array.isArray(value) ? '' : member, depth + 1));
}
