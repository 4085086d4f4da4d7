/**
 * The session owns all state. Frames of the monitor socket and answers of REST come in; read-only stores go
 * out. It knows no element, no `fetch` and no `WebSocket`: both edges are handed to it.
 *
 * Nothing is optimistic. A command is pending until the server has answered, and only the answer or a later
 * frame changes what the agent sees.
 */
import {atom, type ReadableAtom, type WritableAtom} from 'nanostores';

import {
  pathOfQuery,
  requestOf,
  type Command,
  type CommandType,
  type Params,
  type QueryType,
  type Routes,
} from '../protocol/commands.ts';
import {withFields} from '../protocol/customer.ts';
import {failed, type Fault, type Outcome} from '../protocol/faults.ts';
import type {FieldValue} from '../protocol/field-values.ts';
import {parseFrame, type AgentStatus, type IgnoredReason, type MonitorMessage} from '../protocol/frames.ts';
import type {Link, Monitor, MonitorOptions} from '../transport/monitor.ts';
import type {Rest} from '../transport/rest.ts';
import {
  currentCall,
  withArrival,
  withBlacklisted,
  withChange,
  withoutFinished,
  withStatus,
  type Call,
  type Calls,
} from './calls.ts';
import {
  emptyDraft,
  merged,
  unsavedPart,
  withEdit,
  withoutEdits,
  type Draft,
  type Drafts,
  type Edit,
  type EditKey,
} from './drafts.ts';
import {withNotice, type Notice} from './notices.ts';

export interface Agent {
  readonly extno: string;
  readonly status: AgentStatus;
  /** When the present status began, on the clock of `now()`; absent when the server did not say it readably. */
  readonly since?: number;
}

/** Where each command stands. Absent: never sent, or the server agreed. */
export type Progress = {readonly [T in CommandType]?: 'pending' | Fault};

/** How many frames of each kind have arrived; kinds that are not understood under the reason for that. */
export type FrameCounts = {
  readonly [K in Exclude<MonitorMessage['type'], 'ignored'> | IgnoredReason]?: number;
};

export interface Session {
  readonly $link: ReadableAtom<Link>;
  readonly $agent: ReadableAtom<Agent>;
  /** The call the agent is with, talking or in wrap-up. */
  readonly $call: ReadableAtom<Call | undefined>;
  /** Today's calls, oldest first. */
  readonly $calls: ReadableAtom<Calls>;
  /** Announcements, oldest first. */
  readonly $notices: ReadableAtom<readonly Notice[]>;
  readonly $progress: ReadableAtom<Progress>;
  /** The last command that failed, until a later one succeeds, the status changes or it is dismissed. */
  readonly $fault: ReadableAtom<Fault | undefined>;
  /** Frames received since the session began. */
  readonly $frames: ReadableAtom<FrameCounts>;
  /** What was written into customer forms and is not saved yet, by `sessionId`. */
  readonly $drafts: ReadableAtom<Drafts>;
  /** Whether drafts outlive this page. */
  readonly $keeping: ReadableAtom<Keeping>;
  /** Milliseconds since the Unix epoch, on a clock that never steps back. `since`, `startedAt` and `retryAt` are on it. */
  now(): number;
  /** Sends a command. Always settles, never rejects. */
  send(command: Command): Promise<Outcome>;
  /** Asks the call system for something. Always settles, never rejects; a failure is the asker's own matter. */
  ask(query: QueryType, params: Params): Promise<Outcome>;
  /** Writes a value into the draft of a call. A call that is not known is left alone. */
  edit(sessionId: string, key: EditKey, value: FieldValue): void;
  /** Changes a draft as a whole; `undefined` throws it away. */
  redraft(sessionId: string, change: (draft: Draft) => Draft | undefined): void;
  /** Takes in what another page wrote, or this one before it was loaded again. */
  restore(kept: KeptCall): void;
  /** Says whether drafts outlive this page. */
  keepIn(keeping: Keeping): void;
  /** Forgets the last fault. */
  dismiss(): void;
  /** Says that the page shows this call itself. */
  hide(sessionId: string): void;
  /** Dials the monitor socket now, instead of at the next try. */
  retry(): void;
  /** Closes the socket and ends what is pending, for good. */
  close(): void;
}

/** `memory`: this browser keeps nothing, so drafts live as long as the page. */
export type Keeping = 'starting' | 'browser' | 'memory';

/** A call with its draft, as one page tells it to another or to its own next life. */
export interface KeptCall {
  readonly call: Call;
  readonly draft: Draft;
  /** Edits that are no longer unsaved: they were saved, or taken back. The call's record is up to date then. */
  readonly gone?: readonly Edit[];
}

export interface SessionOptions {
  readonly extno: string;
  readonly routes: Routes;
  readonly now: () => number;
  readonly rest: Rest;
  readonly monitor: (edges: Pick<MonitorOptions, 'onFrame' | 'onLink'>) => Monitor;
}

/** A listener of the page that throws is the page's error: it is reported as one, and nothing here stops for it. */
function tell<T>($store: WritableAtom<T>, value: T) {
  try {
    $store.set(value);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

/** A second press within this time is the same press (ms). */
const samePress = 2_000;

export function createSession({extno, routes, now, rest, monitor: open}: SessionOptions): Session {
  /** Names this page among those that edit the same call. */
  const tab = Math.random().toString(36).slice(2);
  const $link = atom<Link>({state: 'connecting'});
  const $agent = atom<Agent>({extno, status: 'unknown'});
  const $calls = atom<Calls>([]);
  const $call = atom<Call | undefined>();
  const $notices = atom<readonly Notice[]>([]);
  const $progress = atom<Progress>({});
  const $fault = atom<Fault | undefined>();
  const $frames = atom<FrameCounts>({});
  const $drafts = atom<Drafts>(new Map());
  const $keeping = atom<Keeping>('starting');
  const running = new Set<string>();
  const unsaved = (sessionId: string) => $drafts.get().has(sessionId);
  const callOf = (sessionId: string | undefined) => $calls.get().find((call) => call.sessionId === sessionId);

  function receive(data: unknown) {
    const message = parseFrame(data);
    const kind = message.type === 'ignored' ? message.reason : message.type;
    tell($frames, {...$frames.get(), [kind]: ($frames.get()[kind] ?? 0) + 1});
    switch (message.type) {
      case 'status':
        return receiveStatus(message.status, message.waited);
      case 'notice':
        return tell($notices, withNotice($notices.get(), message.text, now()));
      case 'call':
        return setCalls(withArrival($calls.get(), message.call, now(), unsaved));
      case 'ignored':
        return undefined;
      default:
        return message satisfies never;
    }
  }

  /** The current one first: who hears of a new call finds it there. */
  function setCalls(calls: Calls) {
    tell($call, currentCall(calls));
    tell($calls, calls);
  }

  function setProgress(type: CommandType, progress: Progress[CommandType]) {
    const {[type]: _, ...others} = $progress.get();
    tell($progress, progress ? {...others, [type]: progress} : others);
  }

  let understood: AgentStatus = 'unknown';

  function receiveStatus(status: AgentStatus, waited: number | undefined) {
    const {status: before, since: known = NaN} = $agent.get();
    const began = waited === undefined ? NaN : now() - waited * 1000;
    // The server counts whole seconds: within one of them the clock that runs is the better one.
    const since = status === before && Math.abs(known - began) < 1000 ? known : began;
    // What failed in another state is over, one way or the other.
    if (status !== before) tell($fault, undefined);
    tell($agent, {extno, status, ...(since && {since})});
    setCalls(withStatus($calls.get(), understood, status, now(), unsaved));
    if (status !== 'unknown') understood = status;
  }

  function change(sessionId: string, part: Partial<Call>) {
    setCalls(withChange($calls.get(), sessionId, part));
  }

  function redraft(sessionId: string, alter: (draft: Draft) => Draft | undefined) {
    const call = callOf(sessionId);
    if (!call) return;
    const altered = alter($drafts.get().get(sessionId) ?? emptyDraft);
    const draft = altered && unsavedPart(altered, call);
    const drafts = new Map($drafts.get());
    if (draft) drafts.set(sessionId, draft);
    else if (!drafts.delete(sessionId)) return;
    tell($drafts, drafts);
    // Nothing holds it any more: it may close, unless its after-call work is going on.
    const going = $agent.get().status === 'wrap-up' && $call.get()?.sessionId === sessionId;
    if (!draft && !going && call.phase === 'wrap-up') change(sessionId, {phase: 'closed'});
  }

  function restore({call, draft, gone = []}: KeptCall) {
    const {sessionId} = call;
    const known = callOf(sessionId);
    if (!known && draft.edits.length > 0)
      setCalls([{...call, save: undefined, restored: true}, ...$calls.get()]);
    if (known && gone.length > 0) change(sessionId, {customer: call.customer});
    if (known?.phase === 'closed' && draft.edits.length > 0) change(sessionId, {phase: 'wrap-up'});
    redraft(sessionId, (mine) => merged(withoutEdits(mine, gone), draft));
  }

  async function send(command: Command): Promise<Outcome> {
    const {type} = command;
    const call = type === 'save' && command.sessionId !== undefined ? callOf(command.sessionId) : $call.get();
    const latch = type === 'save' ? `${type} ${call?.sessionId}` : type;
    if (running.has(latch)) return failed({code: 'pending', command: type});
    const request = requestOf(command, {extno, call}, routes);
    if (!request.ok) return settle(type, request);
    const {path, params} = request.data;
    if (type === 'save' && call && justSaved(call, params)) return {ok: true, data: undefined};
    running.add(latch);
    setProgress(type, 'pending');
    if (type === 'save' && call) change(call.sessionId, {save: 'pending'});
    let outcome = await rest.post(path, params);
    // A refused token means that nothing was saved, so this one may be sent again by itself.
    if (type === 'save' && !outcome.ok && outcome.fault.code === 'token-renewed')
      outcome = await rest.post(path, params);
    running.delete(latch);
    if (type === 'save' && call) saved(call.sessionId, params, outcome);
    else if (outcome.ok) agree(command, call);
    return settle(type, outcome);
  }

  /** A double click and a key that repeats ask twice for the same. */
  function justSaved({savedAt = -Infinity, customer, inspection}: Call, {fields, status, ...params}: Params) {
    return (
      now() - savedAt < samePress &&
      fields === customer.fieldsText &&
      (status === undefined || status === String(customer.callStatus)) &&
      (params['inspection'] === undefined || params['inspection'] === inspection)
    );
  }

  function settle(command: CommandType, outcome: Outcome): Outcome {
    const ended = outcome.ok ? outcome : failed({...outcome.fault, command});
    const fault = ended.ok ? undefined : ended.fault;
    setProgress(command, fault);
    tell($fault, fault);
    return ended;
  }

  /** What was sent is the server's now; what was written meanwhile stays a draft. */
  function saved(sessionId: string, {fields = '', status, inspection}: Params, outcome: Outcome) {
    const call = callOf(sessionId);
    if (!call) return;
    if (!outcome.ok) return change(sessionId, {save: {...outcome.fault, command: 'save'}});
    const customer = withFields(call.customer, fields);
    change(sessionId, {
      customer: status === undefined ? customer : {...customer, callStatus: Number(status)},
      ...(inspection !== undefined && {inspection}),
      save: undefined,
      savedAt: now(),
    });
    redraft(sessionId, (draft) => ({...draft, replaced: []}));
    if (!unsaved(sessionId) && callOf(sessionId)?.phase === 'wrap-up') change(sessionId, {phase: 'closed'});
  }

  /** What the server's yes means, where no frame will say it. */
  function agree(command: Command, call: Call | undefined) {
    if (command.type === 'next-call') setCalls(withoutFinished($calls.get(), unsaved));
    if (command.type === 'sign-out') {
      tell($drafts, new Map());
      setCalls(withoutFinished($calls.get(), unsaved));
    }
    if (command.type === 'blacklist')
      setCalls(withBlacklisted($calls.get(), command.infoUuid ?? call?.customer.uuid ?? ''));
    const asked = callOf(call?.sessionId);
    if (!asked) return;
    if (command.type === 'hold' && asked.phase === 'talking') change(asked.sessionId, {held: !asked.held});
    if (command.type === 'meeting') change(asked.sessionId, {parties: [...asked.parties, command.tel]});
  }

  const monitor = open({onFrame: receive, onLink: (link) => tell($link, link)});

  return {
    $link,
    $agent,
    $call,
    $calls,
    $notices,
    $progress,
    $fault,
    $frames,
    $drafts,
    $keeping,
    now,
    send,
    ask: (query, params) => rest.post(pathOfQuery(query, routes), params),
    edit: (sessionId, key, value) => redraft(sessionId, (draft) => withEdit(draft, key, value, now(), tab)),
    redraft,
    restore,
    keepIn: (keeping) => tell($keeping, keeping),
    dismiss: () => tell($fault, undefined),
    hide: (sessionId) => change(sessionId, {hidden: true}),
    retry: () => monitor.retry(),
    close() {
      monitor.close();
      rest.close();
    },
  };
}
