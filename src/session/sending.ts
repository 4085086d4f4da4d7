/** Sending commands: one of each at a time, and what the server's yes means where no frame will say it. */
import {requestOf, type Command, type CommandType, type Params, type Routes} from '../protocol/commands.ts';
import {withFields} from '../protocol/customer.ts';
import {failed, type Outcome} from '../protocol/faults.ts';
import type {Rest} from '../transport/rest.ts';
import {withBlacklisted, withoutFinished, type Call} from './calls.ts';
import type {Draft, Edit} from './drafts.ts';
import {tell, type Progress, type State} from './state.ts';

/** A second press within this time is the same press (ms). */
const samePress = 2_000;

interface SendingOptions {
  readonly extno: string;
  readonly routes: Routes;
  readonly rest: Rest;
  readonly now: () => number;
  readonly redraft: (sessionId: string, alter: (draft: Draft) => Draft | undefined) => void;
}

/** A refused token means that nothing was done there: what may be sent again by itself is. */
export async function postAgain(rest: Rest, path: string, params: Params): Promise<Outcome> {
  const outcome = await rest.post(path, params);
  return !outcome.ok && outcome.fault.code === 'token-renewed' ? rest.post(path, params) : outcome;
}

export function createSending(state: State, {extno, routes, rest, now, redraft}: SendingOptions) {
  const {$call, $calls, $drafts, $fault, $leftovers, $progress} = state.stores;
  const running = new Set<string>();

  async function send(command: Command): Promise<Outcome> {
    const {type} = command;
    const saves = type === 'save';
    const call = saves && command.sessionId !== undefined ? state.callOf(command.sessionId) : $call.get();
    const latch = saves ? `${type} ${call?.sessionId}` : type;
    if (running.has(latch)) return failed({code: 'pending', command: type});
    const request = requestOf(command, {extno, call}, routes);
    if (!request.ok) return settle(type, request);
    const {path, params} = request.data;
    if (saves && call && justSaved(call, params)) return {ok: true, data: undefined};
    const shown = $drafts.get().get(call?.sessionId ?? '')?.replaced ?? [];
    running.add(latch);
    setProgress(type, 'pending');
    if (saves && call) state.change(call.sessionId, {save: 'pending'});
    const outcome = await (saves ? postAgain(rest, path, params) : rest.post(path, params));
    running.delete(latch);
    if (saves && call) saved(call.sessionId, params, outcome, shown);
    else if (outcome.ok) agree(command, call);
    return settle(type, outcome);
  }

  function setProgress(type: CommandType, progress: Progress[CommandType]) {
    const {[type]: _, ...others} = $progress.get();
    tell($progress, progress ? {...others, [type]: progress} : others);
  }

  function settle(command: CommandType, outcome: Outcome): Outcome {
    const ended = outcome.ok ? outcome : failed({...outcome.fault, command});
    const fault = ended.ok ? undefined : ended.fault;
    setProgress(command, fault);
    tell($fault, fault);
    return ended;
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
  ) {
    const call = state.callOf(sessionId);
    if (!call) return;
    if (!outcome.ok) return state.change(sessionId, {save: {...outcome.fault, command: 'save'}});
    const customer = withFields(call.customer, fields);
    state.change(sessionId, {
      customer: status === undefined ? customer : {...customer, callStatus: Number(status)},
      ...(inspection !== undefined && {inspection}),
      save: undefined,
      savedAt: now(),
    });
    redraft(sessionId, (draft) => ({
      ...draft,
      replaced: draft.replaced.filter((edit) => !shown.includes(edit)),
    }));
    const finished = state.callOf(sessionId)?.phase === 'wrap-up' && !state.unsaved(sessionId);
    if (finished) state.change(sessionId, {phase: 'closed'});
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

  return send;
}
