/** Reads what a page has written for its own next life, or another tab has told. Every script of the origin can write that too. Pure. */
import {isRecord, parseJson} from '../protocol/text.ts';
import type {KeptCall} from './drafting.ts';

/** Rises when a record of today could not be read by the version before. */
export const version = 1;

export type Check = (value: unknown) => boolean;

export const isText: Check = (value) => typeof value === 'string';
export const isTime: Check = (value) => typeof value === 'number' && Number.isFinite(value);
export const isFlag: Check = (value) => typeof value === 'boolean';
const isValue: Check = (value) => isText(value) || listOf(isText)(value);
const isPhase: Check = (value) => value === 'talking' || value === 'wrap-up' || value === 'closed';
const isPair: Check = (value) =>
  Array.isArray(value) && value.length === 2 && isText(value[0]) && isValue(value[1]);

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

const isCustomer = recordOf({
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

const isSeen: Check = (value) => isRecord(value) && Object.values(value).every(isTime);
const isEdits = listOf(
  recordOf({
    key: isText,
    value: isValue,
    at: isTime,
    by: isText,
    from: isTime,
    seen: isSeen,
    letGo: optional(isSeen),
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

/** `undefined` for a record of another version or make: it is left alone until it expires. */
export function readKept(text: string): KeptCall | undefined {
  const record = parseJson(text);
  return isKept(record) ? (record as KeptCall) : undefined;
}
