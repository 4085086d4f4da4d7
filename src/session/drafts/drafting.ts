/** Writing into drafts, and what that means for the calls they belong to. */
import type {FieldValue} from '../../protocol/customer-form/field-values.ts';
import type {Call, Calls} from '../calls/calls.ts';
import {
  emptyDraft,
  lastOfEach,
  removedEdits,
  merged,
  unsavedPart,
  withEdit,
  withoutEdits,
  type Draft,
  type Edit,
  type EditKey,
} from './drafts.ts';
import {setStore, type State} from '../state.ts';

/** A call with its draft, as one page tells it to another or to its own next life. */
export interface StoredCall {
  readonly call: Call;
  readonly draft: Draft;
  /** Edits that are no longer unsaved: they were saved, or taken back. */
  readonly gone?: readonly Edit[];
}

export function createDrafting(
  {stores: {$agent, $call, $calls, $drafts}, ...state}: State,
  now: () => number,
) {
  /** Names this page among those that edit the same call. */
  const tab = Math.random().toString(36).slice(2);
  /** By call, what left its draft: another page may tell of it still. */
  const left = new Map<string, readonly Edit[]>();

  function redraft(sessionId: string, alter: (draft: Draft) => Draft | undefined) {
    const call = state.callOf(sessionId);
    if (!call) return;
    const before = $drafts.get().get(sessionId);
    const altered = alter(before ?? emptyDraft);
    // While a save is under way the record may become another one: what equals it now may not then.
    const draft = altered && (call.save === 'pending' ? whole(altered) : unsavedPart(altered, call));
    if (draft === before) return;
    remember(sessionId, removedEdits(before, draft, tab));
    const drafts = new Map($drafts.get());
    if (draft) drafts.set(sessionId, draft);
    else drafts.delete(sessionId);
    // Words need a card.
    if (draft && call.phase === 'closed') state.change(sessionId, {phase: 'wrap-up'});
    setStore($drafts, drafts);
  }

  /** Of its own words only those that another page had replaced: the others it never takes from a page. */
  function remember(sessionId: string, gone: readonly Edit[]) {
    if (gone.length > 0) left.set(sessionId, lastOfEach([...(left.get(sessionId) ?? []), ...gone]));
  }

  /** No words hold the call any more; it stays only while its after-call work goes on. */
  function release(sessionId: string) {
    const going = $agent.get().status === 'wrap-up' && $call.get()?.sessionId === sessionId;
    const call = state.callOf(sessionId);
    if (call?.phase === 'wrap-up' && !going && !state.unsaved(sessionId))
      state.change(sessionId, {phase: 'closed'});
  }

  return {
    redraft,
    edit(sessionId: string, key: EditKey, value: FieldValue, shown?: Edit | null) {
      redraft(sessionId, (draft) => withEdit(draft, key, value, now(), tab, shown));
    },

    discard(sessionId: string) {
      redraft(sessionId, () => undefined);
      release(sessionId);
    },

    restore({call, draft, gone = []}: StoredCall) {
      const {sessionId} = call;
      const known = state.callOf(sessionId);
      // What this page wrote it knows best: it may have been saved or thrown away since the others heard of it.
      const edits = draft.edits.filter(({by}) => by !== tab);
      const news = withoutEdits({...draft, edits}, left.get(sessionId) ?? []);
      if (!known && unsavedPart(news, call))
        state.setCalls(inOrder([...$calls.get(), brought(call, $agent.get().status)]));
      if (known && gone.length > 0) state.change(sessionId, newerRecord(call, known));
      remember(sessionId, gone);
      redraft(sessionId, (mine) => merged(withoutEdits(mine, gone), news));
      if (gone.length > 0) release(sessionId);
    },
  };
}

const whole = (draft: Draft) => (draft.edits.length + draft.replaced.length > 0 ? draft : undefined);

const inOrder = (calls: Calls): Calls => calls.toSorted((a, b) => a.startedAt - b.startedAt);

/** What another page has saved. */
function newerRecord({customer, inspection, savedAt = 0}: Call, known: Call): Partial<Call> {
  if (savedAt <= (known.savedAt ?? 0)) return {};
  return {customer, savedAt, ...(inspection !== undefined && {inspection})};
}

/** Whether a conversation goes on is for the server to say; before its first word, what was known last holds. */
function brought(call: Call, status: string): Call {
  const over = call.phase === 'closed' || (status !== 'unknown' && status !== 'busy');
  return {...call, phase: over ? 'wrap-up' : call.phase, save: undefined, restored: true};
}
