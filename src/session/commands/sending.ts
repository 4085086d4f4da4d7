/**
 * Sending commands: one of each at a time, and what the server's yes means where no frame will say it.
 */
import {
  requestOf,
  type Command,
  type CommandType,
  type Params,
  type Routes,
} from '../../protocol/commands.ts';
import {withFields} from '../../protocol/calls/customer.ts';
import {failed, type Outcome} from '../../protocol/faults.ts';
import type {Rest} from '../../adapters/workbench/rest.ts';
import {createAttempts, samePress} from './in-flight.ts';
import {withBlacklisted, withoutFinished, type Call} from '../calls/calls.ts';
import type {Draft, Edit} from '../drafts/drafts.ts';
import {postAgain} from '../../adapters/workbench/post-again.ts';
import {tell, type State} from '../state.ts';
import type {News, Tabs} from '../snapshot/tabs.ts';

export interface SendingOptions {
  readonly extno: string;
  readonly routes: Routes;
  readonly rest: Rest;
  readonly now: () => number;
  /** Milliseconds from the server's yes until a status that shows it must be here. */
  readonly patience: number;
  readonly redraft: (sessionId: string, alter: (draft: Draft) => Draft | undefined) => void;
  readonly tabs: Tabs;
}

/** What the call system's yes changes where no frame will say it. */
const tellsOthers: ReadonlySet<CommandType> = new Set([
  'sign-out',
  'next-call',
  'hold',
  'meeting',
  'blacklist',
]);

export function createSending(
  state: State,
  {extno, routes, rest, now, patience, redraft, tabs}: SendingOptions,
) {
  const {$call, $calls, $drafts, $fault, $keeping, $leftovers, $progress} = state.stores;
  const running = new Set<string>();
  const attempts = createAttempts(state, now, patience, relieve);

  async function send(command: Command): Promise<Outcome> {
    const {type} = command;
    const saves = type === 'save';
    const call = saves && command.sessionId !== undefined ? state.callOf(command.sessionId) : $call.get();
    const latch = saves ? `${type} ${call?.sessionId}` : type;
    if (running.has(latch)) return failed({code: 'pending', command: type});
    const request = requestOf(command, {extno, call}, routes);
    if (!request.ok) return state.settle(type, request);
    const {path, params} = request.data;
    if (saves && call && justSaved(call, params)) return {ok: true, data: undefined};
    const shown = $drafts.get().get(call?.sessionId ?? '')?.replaced ?? [];
    running.add(latch);
    state.setProgress(type, 'pending');
    if (saves && call) state.change(call.sessionId, {save: 'pending'});
    let end!: () => void;
    const ended = new Promise<undefined>((resolve) => {
      end = () => resolve(undefined);
    });
    const outcome = await attempts.attempt({
      type,
      params,
      call: call?.sessionId,
      post: async (intention) => {
        const post = () =>
          saves ? postAgain(rest, path, params, intention) : rest.post(path, params, intention);
        // What a status has confirmed keeps no other tab waiting for its answer, nor this one.
        const alone = () => Promise.race([post(), ended]);
        return (await tabs.alone(latch, alone)) ?? failed({code: 'pending'});
      },
      agreed() {
        agree(command, call);
        if (tellsOthers.has(type)) tabs.tell({kind: 'agreed', command, sessionId: call?.sessionId});
      },
    });
    running.delete(latch);
    end();
    if (!outcome.ok && outcome.fault.code === 'pending') return underWay(type, call);
    const savedAt = now();
    if (saves && call) saved(call.sessionId, params, outcome, shown, savedAt);
    if (saves && call && outcome.ok) tabs.tell({kind: 'saved', sessionId: call.sessionId, params, savedAt});
    return state.settle(type, outcome);
  }

  /** Another tab has sent the same and waits for the answer. */
  function underWay(command: CommandType, call: Call | undefined): Outcome {
    state.setProgress(command, undefined);
    if (command === 'save' && call) notSaved(call.sessionId, undefined);
    return failed({code: 'pending', command});
  }

  /** It was done after all: what was said of it is over. */
  function relieve(type: CommandType) {
    if ($progress.get()[type] !== 'pending') state.setProgress(type, undefined);
    if ($fault.get()?.command === type) tell($fault, undefined);
  }

  /** A double click and a key that repeats ask twice for the same. After the call it is another thing: it ends the work. */
  function justSaved(call: Call, params: Params): boolean {
    const {savedAt = -Infinity, endedAt = -Infinity, customer, inspection} = call;
    return (
      now() - savedAt < samePress &&
      savedAt > endedAt &&
      params['fields'] === customer.fieldsText &&
      (params['status'] === undefined || params['status'] === String(customer.callStatus)) &&
      (params['inspection'] === undefined || params['inspection'] === inspection)
    );
  }

  /** What was sent is the server's now; what was written meanwhile stays a draft, and what the agent has not seen. */
  function saved(
    sessionId: string,
    {fields = '', status, inspection}: Params,
    outcome: Outcome,
    shown: readonly Edit[],
    savedAt: number,
  ) {
    const call = state.callOf(sessionId);
    if (!call) return;
    if (!outcome.ok) return notSaved(sessionId, {...outcome.fault, command: 'save'});
    const customer = withFields(call.customer, fields);
    state.change(sessionId, {
      customer: status === undefined ? customer : {...customer, callStatus: Number(status)},
      ...(inspection !== undefined && {inspection}),
      save: undefined,
      savedAt,
    });
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
    tell($drafts, new Map());
    tell($leftovers, []);
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
    if (command.type === 'hold' && phase === 'talking') state.change(sessionId, {held: !held});
    if (command.type === 'meeting') state.change(sessionId, {parties: [...parties, command.tel]});
  }

  return {
    send,
    close: attempts.close,
    /** Another tab has sent a command, with the call system's yes. */
    agreed({command, sessionId}: Extract<News, {kind: 'agreed'}>) {
      // Of words that no other tab can know nobody was asked.
      const asked = command.type !== 'sign-out' || $keeping.get() === 'browser';
      if (asked) agree(command, state.callOf(sessionId));
    },
    saved: ({sessionId, params, savedAt}: Extract<News, {kind: 'saved'}>) =>
      saved(sessionId, params, {ok: true, data: undefined}, [], savedAt),
  };
}
