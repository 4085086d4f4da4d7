/** What the agent has written and the call system has not: by call, by field, by time. Pure. */
import type {FieldValue} from '../../protocol/customer-form/field-values.ts';
import type {Call} from '../calls/calls.ts';

/** What can be edited: a field by its display name, the call status, the result of the quality check. */
export type EditKey = `field:${string}` | 'call-status' | 'inspection';

export interface Edit {
  readonly key: EditKey;
  readonly value: FieldValue;
  /** When it was written: milliseconds since the Unix epoch. */
  readonly at: number;
  /** In which page it was written. */
  readonly by: string;
  /** The `at` of the first edit of the text that this one goes on with. */
  readonly from: number;
  /** Which edits of other pages the agent had before their eyes when the text was begun: the last `at` of each page. */
  readonly seen: Readonly<Record<string, number>>;
}

/** By `nameOfText`. */
type LetGo = Readonly<Record<string, number>>;

/** What differs from the call system's record of one call. */
export interface Draft {
  /** The newest edit of each key. */
  readonly edits: readonly Edit[];
  /** Texts that an edit in another page has replaced without knowing them. */
  readonly replaced: readonly Edit[];
  /** Of those what the agent has let go: the last `at` of each text. Another page may tell of it still. */
  readonly letGo: LetGo;
  /** It was edited in another page meanwhile. */
  readonly elsewhere: boolean;
  /** When the restored words had been written; absent when all was written in this page. */
  readonly restoredFrom?: number | undefined;
}

/** By `sessionId`. Each of them holds words that are not saved yet. */
export type Drafts = ReadonlyMap<string, Draft>;

/** Whether a call holds words that are not saved yet. */
export type Unsaved = (sessionId: string) => boolean;

export const emptyDraft: Draft = {edits: [], replaced: [], letGo: {}, elsewhere: false};

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

/**
 * Writing one value into a draft. `tab` names the page, `shown` is the edit that stood in the field before, `null` when
 * it showed the record. The edit is later than what it replaces, whatever the clocks say.
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
  const both = newer.length > 0 ? withEdits(mine, newer) : mine;
  const letGo = latestOf(mine.letGo, theirs.letGo);
  const texts = lastOfEach([...mine.replaced, ...theirs.replaced, ...lost], both.edits);
  const replaced = settled(
    mine.replaced,
    texts.filter((edit) => !isLetGo(edit, letGo)),
  );
  if (both === mine && replaced === mine.replaced && letGo === mine.letGo) return mine;
  return {
    ...both,
    replaced,
    letGo,
    elsewhere: mine.elsewhere || theirs.elsewhere,
    restoredFrom: mine.restoredFrom ?? theirs.restoredFrom,
  };
}

/** The list from before where nothing has changed, so that nobody is told. */
function settled(before: readonly Edit[], now: readonly Edit[]): readonly Edit[] {
  return now.length === before.length && now.every((edit) => before.includes(edit)) ? before : now;
}

function latestOf(mine: LetGo, theirs: LetGo): LetGo {
  const newer = Object.entries(theirs).filter(([name, at]) => at > (mine[name] ?? 0));
  return newer.length > 0 ? {...mine, ...Object.fromEntries(newer)} : mine;
}

/** Of each text the last state, unless the field holds it or a later one. */
export function lastOfEach(replaced: readonly Edit[], current: readonly Edit[] = []): readonly Edit[] {
  return replaced.filter(
    (edit, i) =>
      !current.some((other) => isSameText(other, edit)) &&
      !replaced.some(
        (other, j) => isSameText(other, edit) && (other.at > edit.at || (other.at === edit.at && j < i)),
      ),
  );
}

/** Without what the call system knows by now; `undefined` when nothing is left to save. */
export function unsavedPart(draft: Draft, call: Call): Draft | undefined {
  const differs = draft.edits.some(({key, value}) => !same(value, recorded(call, key) ?? ''));
  return differs || draft.replaced.length > 0 ? draft : undefined;
}

/** Two pages that wrote at the same moment have to agree on one of them. */
const isLater = (a: Edit, b: Edit) => a.at > b.at || (a.at === b.at && a.by > b.by);

/** Whether the later of two edits was made by somebody who had not seen the earlier one. */
export const isUnknowing = (later: Edit, earlier: Edit) =>
  later.by !== earlier.by && (later.seen[earlier.by] ?? 0) < earlier.at && !same(later.value, earlier.value);

/** Two states of one text, which its page wrote on and on. */
const isSameText = (a: Edit, b: Edit) => a.key === b.key && a.by === b.by && a.from === b.from;

/** Without these edits and older ones of the same pages; the same draft when it holds none of them. */
export function withoutEdits(draft: Draft, gone: readonly Edit[]): Draft {
  const edits = draft.edits.filter(
    (edit) => !gone.some(({key, by, at}) => key === edit.key && by === edit.by && at >= edit.at),
  );
  const replaced = draft.replaced.filter(
    (edit) => !gone.some((other) => isSameText(other, edit) && other.at >= edit.at),
  );
  const all = edits.length === draft.edits.length && replaced.length === draft.replaced.length;
  return all ? draft : {...draft, edits, replaced};
}

/** What one draft holds and a later one does not, but for what the page `tab` itself has typed on. */
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

/** Without a text that was replaced: the agent has taken it or let it go. */
export function withoutReplaced(draft: Draft, dropped: Edit): Draft {
  const isDropped = ({key, value}: Edit) => key === dropped.key && same(value, dropped.value);
  const texts = draft.replaced.filter(isDropped).map((edit) => [nameOfText(edit), edit.at] as const);
  return {
    ...draft,
    replaced: draft.replaced.filter((edit) => !isDropped(edit)),
    letGo: latestOf(draft.letGo, Object.fromEntries(texts)),
  };
}

const nameOfText = ({key, by, from}: Edit) => `${by} ${from} ${key}`;

const isLetGo = (text: Edit, letGo: LetGo) => (letGo[nameOfText(text)] ?? 0) >= text.at;

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
