/** Writes drafts and updates the calls they belong to. */
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

/** A call with its draft, as it is stored and sent to other tabs. */
export interface StoredCall {
  readonly call: Call;
  readonly draft: Draft;
  /** Tombstones: edits that are no longer unsaved, because they were saved or discarded. */
  readonly gone?: readonly Edit[];
}

export function createDrafting(
  {stores: {$agent, $call, $calls, $drafts}, ...state}: State,
  now: () => number,
) {
  /** Identifies this page among the tabs that edit the same call. */
  const tab = Math.random().toString(36).slice(2);
  /** By call, the edits that were removed from its draft: another tab may still send them. */
  const tombstones = new Map<string, readonly Edit[]>();

  function redraft(sessionId: string, alter: (draft: Draft) => Draft | undefined) {
    const call = state.callOf(sessionId);
    if (!call) return;
    const before = $drafts.get().get(sessionId);
    const altered = alter(before ?? emptyDraft);
    // A pending save may change the record: an edit that equals it now may differ from it afterwards.
    const draft = altered && (call.save === 'pending' ? nonEmpty(altered) : unsavedPart(altered, call));
    if (draft === before) return;
    addTombstones(sessionId, removedEdits(before, draft, tab));
    const drafts = new Map($drafts.get());
    if (draft) drafts.set(sessionId, draft);
    else drafts.delete(sessionId);
    // A draft needs an open call, because only that has a card.
    if (draft && call.phase === 'closed') state.change(sessionId, {phase: 'wrap-up'});
    setStore($drafts, drafts);
  }

  function addTombstones(sessionId: string, removed: readonly Edit[]) {
    if (removed.length > 0)
      tombstones.set(sessionId, lastOfEach([...(tombstones.get(sessionId) ?? []), ...removed]));
  }

  /** Closes a call that has no draft any more, unless its after-call work is still inWrapUp on. */
  function closeFinished(sessionId: string) {
    const inWrapUp = $agent.get().status === 'wrap-up' && $call.get()?.sessionId === sessionId;
    const call = state.callOf(sessionId);
    if (call?.phase === 'wrap-up' && !inWrapUp && !state.unsaved(sessionId))
      state.change(sessionId, {phase: 'closed'});
  }

  return {
    redraft,
    edit(sessionId: string, key: EditKey, value: FieldValue, shown?: Edit | null) {
      redraft(sessionId, (draft) => withEdit(draft, key, value, now(), tab, shown));
    },

    discard(sessionId: string) {
      redraft(sessionId, () => undefined);
      closeFinished(sessionId);
    },

    restore({call, draft, gone: removed = []}: StoredCall) {
      const {sessionId} = call;
      const known = state.callOf(sessionId);
      // Own edits are left out: this page may have saved or discarded them since it sent them.
      const edits = draft.edits.filter(({by}) => by !== tab);
      const incoming = withoutEdits({...draft, edits}, tombstones.get(sessionId) ?? []);
      if (!known && unsavedPart(incoming, call))
        state.setCalls(sortedByStart([...$calls.get(), restoredCall(call, $agent.get().status)]));
      if (known && removed.length > 0) state.change(sessionId, newerRecord(call, known));
      addTombstones(sessionId, removed);
      redraft(sessionId, (own) => merged(withoutEdits(own, removed), incoming));
      if (removed.length > 0) closeFinished(sessionId);
    },
  };
}

const nonEmpty = (draft: Draft) => (draft.edits.length + draft.replaced.length > 0 ? draft : undefined);

const sortedByStart = (calls: Calls): Calls => calls.toSorted((a, b) => a.startedAt - b.startedAt);

/** The record of another page, if that page saved it later. */
function newerRecord({customer, inspection, savedAt = 0}: Call, known: Call): Partial<Call> {
  if (savedAt <= (known.savedAt ?? 0)) return {};
  return {customer, savedAt, ...(inspection !== undefined && {inspection})};
}

/** A call restored with its draft. Only the server knows whether it goes on; until it reports a status, the phase stays. */
function restoredCall(call: Call, status: string): Call {
  const over = call.phase === 'closed' || (status !== 'unknown' && status !== 'busy');
  return {...call, phase: over ? 'wrap-up' : call.phase, save: undefined, restored: true};
}
