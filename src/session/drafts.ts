/** What the agent has written and the call system has not: by call, by field, by time. Pure. */
import type {FieldValue} from '../protocol/field-values.ts';
import type {Call} from './calls.ts';

/** What can be edited: a field by its display name, the call status, the result of the quality check. */
export type EditKey = `field:${string}` | 'call-status' | 'inspection';

export interface Edit {
  readonly key: EditKey;
  readonly value: FieldValue;
  /** When it was written: milliseconds since the Unix epoch. */
  readonly at: number;
  /** In which page it was written. */
  readonly by: string;
  /** The `at` of the last edit by another page that was known when this one was begun; 0 without one. */
  readonly seen: number;
}

/** What differs from the call system's record of one call. */
export interface Draft {
  /** The newest edit of each key. */
  readonly edits: readonly Edit[];
  /** Texts that an edit in another page has replaced without knowing them. */
  readonly replaced: readonly Edit[];
  /** It was edited in another page meanwhile. */
  readonly elsewhere: boolean;
  /** When the restored words had been written; absent when all was written in this page. */
  readonly restoredFrom?: number | undefined;
}

/** By `sessionId`. Each of them holds words that are not saved yet. */
export type Drafts = ReadonlyMap<string, Draft>;

/** Whether a call holds words that are not saved yet. */
export type Unsaved = (sessionId: string) => boolean;

export const emptyDraft: Draft = {edits: [], replaced: [], elsewhere: false};

export const fieldKey = (name: string): EditKey => `field:${name}`;

/** The display name, where the key is that of a field. */
export const fieldName = (key: EditKey): string | undefined =>
  key.startsWith('field:') ? key.slice('field:'.length) : undefined;

/** What the call system holds for a key; `undefined` when it has nothing. */
export function recorded({customer, inspection}: Call, key: EditKey): FieldValue | undefined {
  if (key === 'call-status') return customer.callStatus?.toString();
  if (key === 'inspection') return inspection;
  const name = fieldName(key);
  return customer.fields.find((field) => field[0] === name)?.[1];
}

export function editOf({edits}: Draft, key: EditKey): Edit | undefined {
  return edits.find((edit) => edit.key === key);
}

/** Writing one value into a draft. `tab` names the page. It is later than what it replaces, whatever the clocks say. */
export function withEdit(draft: Draft, key: EditKey, value: FieldValue, at: number, tab: string): Draft {
  const before = editOf(draft, key);
  if (before && same(before.value, value)) return draft;
  const seen = before?.by === tab ? before.seen : (before?.at ?? 0);
  return withEdits(draft, [{key, value, at: Math.max(at, (before?.at ?? 0) + 1), by: tab, seen}]);
}

/**
 * Brings together what two pages wrote: the later edit of each field wins. Where it was made without knowledge
 * of the earlier one, that text is kept beside it, whichever page it came from.
 */
export function merged(mine: Draft, theirs: Draft): Draft {
  const newer: Edit[] = [];
  const lost: Edit[] = [];
  for (const edit of theirs.edits) {
    const own = editOf(mine, edit.key);
    if (!own || isLater(edit, own)) newer.push(edit);
    if (own && isLater(edit, own) && isUnknowing(edit, own)) lost.push(own);
    if (own && isLater(own, edit) && isUnknowing(own, edit)) lost.push(edit);
  }
  const replaced = [...mine.replaced];
  for (const edit of [...theirs.replaced, ...lost]) {
    const known = replaced.some(({key, value}) => key === edit.key && same(value, edit.value));
    if (!known) replaced.push(edit);
  }
  if (newer.length === 0 && replaced.length === mine.replaced.length) return mine;
  return {
    ...withEdits(mine, newer),
    replaced,
    elsewhere: mine.elsewhere || theirs.elsewhere,
    restoredFrom: mine.restoredFrom ?? theirs.restoredFrom,
  };
}

/** Without what the call system knows by now; `undefined` when nothing is left to save. */
export function unsavedPart(draft: Draft, call: Call): Draft | undefined {
  const differs = draft.edits.some(({key, value}) => !same(value, recorded(call, key) ?? ''));
  return differs || draft.replaced.length > 0 ? draft : undefined;
}

/** Two pages that wrote at the same moment have to agree on one of them. */
const isLater = (a: Edit, b: Edit) => a.at > b.at || (a.at === b.at && a.by > b.by);

const isUnknowing = (later: Edit, earlier: Edit) =>
  later.by !== earlier.by && later.seen < earlier.at && !same(later.value, earlier.value);

/** Without these edits and older ones of the same pages; the same draft when it holds none of them. */
export function withoutEdits(draft: Draft, gone: readonly Edit[]): Draft {
  const stays = (edit: Edit) =>
    !gone.some(({key, by, at}) => key === edit.key && by === edit.by && at >= edit.at);
  const [edits, replaced] = [draft.edits.filter(stays), draft.replaced.filter(stays)];
  const all = edits.length === draft.edits.length && replaced.length === draft.replaced.length;
  return all ? draft : {...draft, edits, replaced};
}

/** Without a text that was replaced: the agent has taken it or let it go. */
export function withoutReplaced(draft: Draft, dropped: Edit): Draft {
  return {...draft, replaced: draft.replaced.filter(({key, at}) => key !== dropped.key || at !== dropped.at)};
}

/** A list of one text says the same as that text, and an empty one the same as none. */
export function same(a: FieldValue, b: FieldValue): boolean {
  const [as, bs] = [texts(a), texts(b)];
  return as.length === bs.length && as.every((text, i) => text === bs[i]);
}

const texts = (value: FieldValue) => (typeof value !== 'string' ? value : value === '' ? [] : [value]);

function withEdits(draft: Draft, edits: readonly Edit[]): Draft {
  const kept = draft.edits.filter(({key}) => !edits.some((edit) => edit.key === key));
  return {...draft, edits: [...kept, ...edits]};
}
