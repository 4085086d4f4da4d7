/** Sending commands: one of each at a time, and what the server's yes means where no fact will say it. */
import type {Command, CommandType, Save} from '../../protocol/commands.ts';
import {failed, type Outcome} from '../../protocol/faults.ts';
import type {CallSystem, SavedRecord} from '../call-system.ts';
import {withBlacklisted, withoutFinished, type Call} from '../calls/calls.ts';
import {fieldKey, recorded, same, type Draft, type Edit} from '../drafts/drafts.ts';
import {setStore, type State} from '../state.ts';
import type {TabEvent, Tabs} from '../snapshot/tabs.ts';
import {samePress, trackInFlight, type Ending} from './in-flight.ts';

export interface SendingOptions {
  readonly extno: string;
  readonly callSystem: CallSystem;
  readonly now: () => number;
  /** Milliseconds from the server's yes until a status that shows it must be here. */
  readonly timeoutMs: number;
  readonly redraft: (sessionId: string, alter: (draft: Draft) => Draft | undefined) => void;
  readonly tabs: Tabs;
}

/** What the call system's yes changes where no fact will say it. */
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
    if (saving && type === 'save' && justSaved(saving, command)) return {ok: true, data: undefined};
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
        agree(command, call);
        if (broadcastWhenAgreed.has(type))
          tabs.broadcast({kind: 'agreed', command, sessionId: call?.sessionId});
      }
      if (ending === 'late') {
        if (outcome.ok) relieve(type);
        return outcome;
      }
      running.delete(lock);
      end();
      if (!outcome.ok && outcome.fault.code === 'pending') return underWay(type, saving);
      if (saving) saved(saving.sessionId, record, outcome, shown, now());
      return state.settle(type, outcome);
    }

    return inFlight.send({
      type,
      prepared: prepared.data,
      call: call?.sessionId,
      async send(idempotencyToken) {
        // What a status has confirmed keeps no other tab waiting for its answer, nor this one.
        const work = () => Promise.race([post(idempotencyToken), ended]);
        return (await tabs.runExclusive(lock, work)) ?? failed({code: 'pending'});
      },
      ended: settled,
    });
  }

  /** Another tab has sent the same and waits for the answer. */
  function underWay(command: CommandType, saving: Call | undefined): Outcome {
    state.setProgress(command, undefined);
    if (saving) notSaved(saving.sessionId, undefined);
    return failed({code: 'pending', command});
  }

  /** It was done after all: what was said of it is over. */
  function relieve(type: CommandType) {
    if ($progress.get()[type] !== 'pending') state.setProgress(type, undefined);
    if ($fault.get()?.command === type) setStore($fault, undefined);
  }

  /** A double click and a key that repeats ask twice for the same. After the call it is another thing: it ends the work. */
  function justSaved(call: Call, {values, callStatus, inspection}: Save): boolean {
    const {savedAt = -Infinity, endedAt = -Infinity} = call;
    return (
      now() - savedAt < samePress &&
      savedAt > endedAt &&
      Object.entries(values).every(([name, value]) => same(value, recorded(call, fieldKey(name)) ?? '')) &&
      (callStatus === undefined || callStatus === call.customer.callStatus) &&
      (inspection === undefined || inspection === call.inspection)
    );
  }

  /** What was sent is the server's now; what was written meanwhile stays a draft, and what the agent has not seen. */
  function saved(
    sessionId: string,
    record: SavedRecord | undefined,
    outcome: Outcome,
    shown: readonly Edit[],
    savedAt: number,
  ) {
    if (!state.callOf(sessionId)) return;
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
    // What was kept for the record that was to come and equals the one that stays is no draft.
    redraft(sessionId, (draft) => draft);
  }

  /** The next person at this screen may be another one. A call that has begun meanwhile goes on. */
  function forget() {
    setStore($drafts, new Map());
    setStore($leftovers, []);
    state.setCalls($calls.get().filter(({phase}) => phase === 'talking'));
  }

  function agree(command: Command, call: Call | undefined) {
    if (command.type === 'sign-out') return forget();
    if (command.type === 'next-call') state.setCalls(withoutFinished($calls.get(), state.unsaved));
    if (command.type === 'blacklist')
      state.setCalls(withBlacklisted($calls.get(), command.infoUuid ?? call?.customer.uuid ?? ''));
    const asked = state.callOf(call?.sessionId);
    if (!asked) return;
    const {sessionId, parties, held, phase} = asked;
    if (command.type === 'hold' && phase === 'talking' && !callSystem.tellsHold)
      state.change(sessionId, {held: !held});
    if (command.type === 'meeting') state.change(sessionId, {parties: [...parties, command.tel]});
  }

  return {
    send,
    close: inFlight.close,
    /** Another tab has sent a command, with the call system's yes. */
    agreed({command, sessionId}: Extract<TabEvent, {kind: 'agreed'}>) {
      // Of words that no other tab can know nobody was asked.
      const asked = command.type !== 'sign-out' || $keeping.get() === 'browser';
      if (asked) agree(command, state.callOf(sessionId));
    },
    saved: ({sessionId, record, savedAt}: Extract<TabEvent, {kind: 'saved'}>) =>
      applySaved(sessionId, record, [], savedAt),
  };
}

/** A call whose form holds what was saved. */
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
