/** Sends commands, one of each type at a time, and applies what a successful answer means when no fact reports it. */
import type {Command, CommandType} from '../../protocol/commands.ts';
import {failed, type Outcome} from '../../protocol/faults.ts';
import type {CallSystem, SavedRecord} from '../call-system.ts';
import {withBlacklisted, withoutFinished, type Call} from '../calls/calls.ts';
import type {Draft, Edit} from '../drafts/drafts.ts';
import {setStore, type State} from '../state.ts';
import type {TabEvent, Tabs} from '../snapshot/tabs.ts';
import {samePress, trackInFlight, type Ending} from './in-flight.ts';

export interface SendingOptions {
  readonly extno: string;
  readonly callSystem: CallSystem;
  readonly now: () => number;
  /** Milliseconds from a successful answer until the status that confirms it must arrive. */
  readonly timeoutMs: number;
  readonly redraft: (sessionId: string, alter: (draft: Draft) => Draft | undefined) => void;
  readonly tabs: Tabs;
}

/** Commands whose effect no fact reports to the other tabs. */
const broadcastWhenAgreed: ReadonlySet<CommandType> = new Set([
  'sign-out',
  'next-call',
  'hold',
  'meeting',
  'blacklist',
]);

export function createSending(
  state: State,
  {extno, callSystem, now, timeoutMs, redraft, tabs}: SendingOptions,
) {
  const {$call, $calls, $drafts, $fault, $keeping, $leftovers, $progress} = state.stores;
  const running = new Set<string>();
  const inFlight = trackInFlight(state, callSystem, now, timeoutMs);

  async function send(command: Command): Promise<Outcome> {
    const {type} = command;
    const call =
      type === 'save' && command.sessionId !== undefined ? state.callOf(command.sessionId) : $call.get();
    const lock = type === 'save' ? `${type} ${call?.sessionId}` : type;
    if (running.has(lock)) return failed({code: 'pending', command: type});
    if (!callSystem.commands.has(type)) return state.settle(type, failed({code: 'bad-input'}));
    const prepared = callSystem.prepare(command, {extno, call});
    if (!prepared.ok) return state.settle(type, prepared);
    const {record, send: post} = prepared.data;
    const saving = type === 'save' && call ? call : undefined;
    if (saving && justSaved(saving, record)) return {ok: true, data: undefined};
    const shown = $drafts.get().get(call?.sessionId ?? '')?.replaced ?? [];
    running.add(lock);
    state.setProgress(type, 'pending');
    if (saving) state.change(saving.sessionId, {save: 'pending'});
    let end!: () => void;
    const ended = new Promise<undefined>((resolve) => {
      end = () => resolve(undefined);
    });

    function settled(outcome: Outcome, ending: Ending): Outcome {
      if (outcome.ok && ending !== 'repeated') {
        applyConfirmed(command, call);
        if (broadcastWhenAgreed.has(type))
          tabs.broadcast({kind: 'agreed', command, sessionId: call?.sessionId});
      }
      if (ending === 'late') {
        if (outcome.ok) clearFault(type);
        return outcome;
      }
      running.delete(lock);
      end();
      if (!outcome.ok && outcome.fault.code === 'pending') return endPending(type, saving);
      if (saving) saved(saving.sessionId, record, outcome, shown, now());
      return state.settle(type, outcome);
    }

    return inFlight.send({
      type,
      prepared: prepared.data,
      call: call?.sessionId,
      async send(idempotencyToken) {
        // When a status has confirmed the command, neither this tab nor another one waits for the answer.
        const work = () => Promise.race([post(idempotencyToken), ended]);
        return (await tabs.runExclusive(lock, work)) ?? failed({code: 'pending'});
      },
      ended: settled,
    });
  }

  /** Another tab has sent the same command and waits for the answer. */
  function endPending(command: CommandType, saving: Call | undefined): Outcome {
    state.setProgress(command, undefined);
    if (saving) notSaved(saving.sessionId, undefined);
    return failed({code: 'pending', command});
  }

  /** A late confirmation: removes the fault that was shown for the command. */
  function clearFault(type: CommandType) {
    if ($progress.get()[type] !== 'pending') state.setProgress(type, undefined);
    if ($fault.get()?.command === type) setStore($fault, undefined);
  }

  /** Whether this is a double click or a repeated key. After the call the same save counts: it ends the after-call work. */
  function justSaved(call: Call, record: SavedRecord | undefined): boolean {
    const {savedAt = -Infinity, endedAt = -Infinity, customer} = call;
    return (
      now() - savedAt < samePress &&
      savedAt > endedAt &&
      record?.fieldsText === customer.fieldsText &&
      (record.callStatus ?? customer.callStatus) === customer.callStatus &&
      (record.inspection ?? call.inspection) === call.inspection
    );
  }

  /** The saved values become the record. Edits made meanwhile, and conflicts that were not shown, stay in the draft. */
  function saved(
    sessionId: string,
    record: SavedRecord | undefined,
    outcome: Outcome,
    shown: readonly Edit[],
    savedAt: number,
  ) {
    if (!outcome.ok) return notSaved(sessionId, {...outcome.fault, command: 'save'});
    if (record) tabs.broadcast({kind: 'saved', sessionId, record, savedAt});
    applySaved(sessionId, record, shown, savedAt);
  }

  function applySaved(
    sessionId: string,
    record: SavedRecord | undefined,
    shown: readonly Edit[],
    savedAt: number,
  ) {
    const call = state.callOf(sessionId);
    if (!call) return;
    state.change(sessionId, {...(record && withRecord(call, record)), save: undefined, savedAt});
    redraft(sessionId, (draft) => ({
      ...draft,
      replaced: draft.replaced.filter((edit) => !shown.includes(edit)),
    }));
    const finished = state.callOf(sessionId)?.phase === 'wrap-up' && !state.unsaved(sessionId);
    if (finished) state.change(sessionId, {phase: 'closed'});
  }

  function notSaved(sessionId: string, save: Call['save']) {
    state.change(sessionId, {save});
    // Removes edits that equal the unchanged record: they were kept only while the save was pending.
    redraft(sessionId, (draft) => draft);
  }

  /** The next agent at this screen may be another person. A call that is still talking stays. */
  function clearForSignOut() {
    setStore($drafts, new Map());
    setStore($leftovers, []);
    state.setCalls($calls.get().filter(({phase}) => phase === 'talking'));
  }

  function applyConfirmed(command: Command, call: Call | undefined) {
    if (command.type === 'sign-out') return clearForSignOut();
    if (command.type === 'next-call') state.setCalls(withoutFinished($calls.get(), state.unsaved));
    if (command.type === 'blacklist')
      state.setCalls(withBlacklisted($calls.get(), command.infoUuid ?? call?.customer.uuid ?? ''));
    const current = state.callOf(call?.sessionId);
    if (!current) return;
    const {sessionId, parties, held, phase} = current;
    if (command.type === 'hold' && phase === 'talking' && !callSystem.reportsHold)
      state.change(sessionId, {held: !held});
    if (command.type === 'meeting') state.change(sessionId, {parties: [...parties, command.tel]});
  }

  return {
    send,
    close: inFlight.close,
    /** Another tab has sent a command, and the call system has confirmed it. */
    agreed({command, sessionId}: Extract<TabEvent, {kind: 'agreed'}>) {
      // A sign-out discards drafts. The other tab could not ask about drafts that only this tab has: those stay.
      const applies = command.type !== 'sign-out' || $keeping.get() === 'browser';
      if (applies) applyConfirmed(command, state.callOf(sessionId));
    },
    saved: ({sessionId, record, savedAt}: Extract<TabEvent, {kind: 'saved'}>) =>
      applySaved(sessionId, record, [], savedAt),
  };
}

/** The change of a call whose form was saved. */
function withRecord({customer}: Call, {callStatus, inspection, ...record}: SavedRecord): Partial<Call> {
  const {unreadable, ...known} = customer;
  return {
    customer: {
      ...known,
      ...(unreadable === 'record' && {unreadable}),
      ...record,
      ...(callStatus !== undefined && {callStatus}),
    },
    ...(inspection !== undefined && {inspection}),
  };
}
