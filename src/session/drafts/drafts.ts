/** Drafts: the unsaved edits of each call, and how the edits of several tabs are merged. Pure. */
import type {FieldValue} from '../../protocol/customer-form/field-values.ts';
import type {Call} from '../calls/calls.ts';

/** What can be edited: a form field (by its display name), the call status, the result of the quality check. */
export type EditKey = `field:${string}` | 'call-status' | 'inspection';

export interface Edit {
  readonly key: EditKey;
  readonly value: FieldValue;
  /** When it was written: milliseconds since the Unix epoch. */
  readonly at: number;
  /** The page (tab) in which it was written. */
  readonly by: string;
  /** The `at` of the first edit of the same text: an agent types one text in many edits. */
  readonly from: number;
  /** The edits of other pages that the agent had seen when the text was begun: the last `at` by page. */
  readonly seen: Readonly<Record<string, number>>;
}

/** By `nameOfText`, the `at` of the last dismissed edit. */
type Dismissed = Readonly<Record<string, number>>;

/** What differs from the call system's record of one call. */
export interface Draft {
  /** The newest edit of each key. */
  readonly edits: readonly Edit[];
  /** Conflicts: texts that another page has replaced without having seen them. */
  readonly replaced: readonly Edit[];
  /** The conflicts that the agent has dismissed: the last `at` of each text. Another page may still send them. */
  readonly letGo: Dismissed;
  /** It was also edited in another tab. */
  readonly elsewhere: boolean;
  /** When the restored text was written; absent when everything was written in this page. */
  readonly restoredFrom?: number | undefined;
}

/** By `sessionId`. Each draft has unsaved edits. */
export type Drafts = ReadonlyMap<string, Draft>;

/** Whether a call has unsaved edits. */
export type Unsaved = (sessionId: string) => boolean;

export const emptyDraft: Draft = {edits: [], replaced: [], letGo: {}, elsewhere: false};

export const fieldKey = (name: string): EditKey => `field:${name}`;

/** The display name of a field; `undefined` for other keys. */
export const fieldName = (key: EditKey): string | undefined =>
  key.startsWith('field:') ? key.slice('field:'.length) : undefined;

/** The value that the call system holds for a key; `undefined` when it has none. */
export function recorded({customer, inspection}: Call, key: EditKey): FieldValue | undefined {
  if (key === 'call-status') return customer.callStatus?.toString();
  if (key === 'inspection') return inspection;
  const name = fieldName(key);
  return customer.fields.find((field) => field[0] === name)?.[1];
}

export function editOf({edits}: Draft, key: EditKey): Edit | undefined {
  return edits.find((edit) => edit.key === key);
}

/**
 * Writes one value into a draft. `tab` identifies the page; `shown` is the edit that the field showed before, `null` for
 * the recorded value. The new edit is always later than the one it replaces, even when the clocks differ.
 */
export function withEdit(
  draft: Draft,
  key: EditKey,
  value: FieldValue,
  at: number,
  tab: string,
  shown: Edit | null = editOf(draft, key) ?? null,
): Draft {
  const before = editOf(draft, key);
  if (before && same(before.value, value)) return draft;
  const now = Math.max(at, (before?.at ?? 0) + 1);
  const text =
    shown?.by === tab
      ? {from: shown.from, seen: shown.seen}
      : {from: now, seen: shown ? {...shown.seen, [shown.by]: shown.at} : {}};
  return merged(draft, {...emptyDraft, edits: [{key, value, at: now, by: tab, ...text}]});
}

/**
 * Merges the drafts of two pages: the later edit of each field wins. If its author had not seen the earlier edit, that
 * one is kept as a conflict in `replaced`, whichever page it came from.
 */
export function merged(local: Draft, remote: Draft): Draft {
  const newer: Edit[] = [];
  const lost: Edit[] = [];
  for (const edit of remote.edits) {
    const own = editOf(local, edit.key);
    if (!own || isLater(edit, own)) newer.push(edit);
    if (own && isLater(edit, own) && isConflict(edit, own)) lost.push(own);
    if (own && isLater(own, edit) && isConflict(own, edit)) lost.push(edit);
  }
  const both = newer.length > 0 ? withEdits(local, newer) : local;
  const letGo = latestOf(local.letGo, remote.letGo);
  const texts = lastOfEach([...local.replaced, ...remote.replaced, ...lost], both.edits);
  const replaced = sameIfEqual(
    local.replaced,
    texts.filter((edit) => !isDismissed(edit, letGo)),
  );
  if (both === local && replaced === local.replaced && letGo === local.letGo) return local;
  return {
    ...both,
    replaced,
    letGo,
    elsewhere: local.elsewhere || remote.elsewhere,
    restoredFrom: local.restoredFrom ?? remote.restoredFrom,
  };
}

/** Returns the earlier list when nothing changed, so that no listener is called. */
function sameIfEqual(before: readonly Edit[], now: readonly Edit[]): readonly Edit[] {
  return now.length === before.length && now.every((edit) => before.includes(edit)) ? before : now;
}

function latestOf(local: Dismissed, remote: Dismissed): Dismissed {
  const newer = Object.entries(remote).filter(([name, at]) => at > (local[name] ?? 0));
  return newer.length > 0 ? {...local, ...Object.fromEntries(newer)} : local;
}

/** The last edit of each text, without the texts that are current. */
export function lastOfEach(replaced: readonly Edit[], current: readonly Edit[] = []): readonly Edit[] {
  return replaced.filter(
    (edit, i) =>
      !current.some((other) => isSameText(other, edit)) &&
      !replaced.some(
        (other, j) => isSameText(other, edit) && (other.at > edit.at || (other.at === edit.at && j < i)),
      ),
  );
}

/** `undefined` when the draft has nothing that differs from the record. */
export function unsavedPart(draft: Draft, call: Call): Draft | undefined {
  const differs = draft.edits.some(({key, value}) => !same(value, recorded(call, key) ?? ''));
  return differs || draft.replaced.length > 0 ? draft : undefined;
}

/** For edits of the same moment the page decides, so that all tabs agree on the winner. */
const isLater = (a: Edit, b: Edit) => a.at > b.at || (a.at === b.at && a.by > b.by);

/** Whether the later of two edits was made in a page that had not shown the earlier one. */
export const isConflict = (later: Edit, earlier: Edit) =>
  later.by !== earlier.by && (later.seen[earlier.by] ?? 0) < earlier.at && !same(later.value, earlier.value);

/** Whether two edits are states of one text that was typed in one go. */
const isSameText = (a: Edit, b: Edit) => a.key === b.key && a.by === b.by && a.from === b.from;

/** Removes these edits and older ones of the same pages. Returns the same draft when it has none of them. */
export function withoutEdits(draft: Draft, removed: readonly Edit[]): Draft {
  const edits = draft.edits.filter(
    (edit) => !removed.some(({key, by, at}) => key === edit.key && by === edit.by && at >= edit.at),
  );
  const replaced = draft.replaced.filter(
    (edit) => !removed.some((other) => isSameText(other, edit) && other.at >= edit.at),
  );
  const unchanged = edits.length === draft.edits.length && replaced.length === draft.replaced.length;
  return unchanged ? draft : {...draft, edits, replaced};
}

/** The edits of a draft that a later draft does not have, except edits that the page `tab` has typed over itself. */
export function removedEdits(
  before: Draft | undefined,
  after: Draft | undefined,
  tab: string,
): readonly Edit[] {
  if (!before) return [];
  const stays = new Set(after && [...after.edits, ...after.replaced]);
  return [...before.edits.filter(({by}) => by !== tab), ...before.replaced].filter(
    (edit) => !stays.has(edit),
  );
}

/** Removes a conflict that the agent has resolved: they restored its text or dismissed it. */
export function withoutReplaced(draft: Draft, dropped: Edit): Draft {
  const matches = ({key, value}: Edit) => key === dropped.key && same(value, dropped.value);
  const texts = draft.replaced.filter(matches).map((edit) => [nameOfText(edit), edit.at] as const);
  return {
    ...draft,
    replaced: draft.replaced.filter((edit) => !matches(edit)),
    letGo: latestOf(draft.letGo, Object.fromEntries(texts)),
  };
}

const nameOfText = ({key, by, from}: Edit) => `${by} ${from} ${key}`;

const isDismissed = (text: Edit, dismissed: Dismissed) => (dismissed[nameOfText(text)] ?? 0) >= text.at;

/** Whether two values are equal. A list of one text equals that text; an empty list equals an empty text. */
export function same(a: FieldValue, b: FieldValue): boolean {
  const [as, bs] = [texts(a), texts(b)];
  return as.length === bs.length && as.every((text, i) => text === bs[i]);
}

const texts = (value: FieldValue) => (typeof value !== 'string' ? value : value === '' ? [] : [value]);

function withEdits(draft: Draft, edits: readonly Edit[]): Draft {
  const kept = draft.edits.filter(({key}) => !edits.some((edit) => edit.key === key));
  return {...draft, edits: [...kept, ...edits]};
}
