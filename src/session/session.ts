/**
 * The session owns all state. Frames of the monitor socket and answers of REST come in; read-only stores go
 * out. It knows no element, no `fetch` and no `WebSocket`: both edges are handed to it.
 *
 * Nothing is optimistic. A command is pending until the server has answered, and only the answer or a later
 * frame changes what the agent sees.
 */
import {atom, type ReadableAtom, type WritableAtom} from 'nanostores';

import {requestOf, type Command, type CommandType, type Routes} from '../protocol/commands.ts';
import {failed, type Fault, type Outcome} from '../protocol/faults.ts';
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
  /** Milliseconds since the Unix epoch, on a clock that never steps back. `since`, `startedAt` and `retryAt` are on it. */
  now(): number;
  /** Sends a command. Always settles, never rejects. */
  send(command: Command): Promise<Outcome>;
  /** Forgets the last fault. */
  dismiss(): void;
  /** Says that the page shows this call itself. */
  hide(sessionId: string): void;
  /** Dials the monitor socket now, instead of at the next try. */
  retry(): void;
  /** Closes the socket and ends what is pending, for good. */
  close(): void;
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

export function createSession({extno, routes, now, rest, monitor: open}: SessionOptions): Session {
  const $link = atom<Link>({state: 'connecting'});
  const $agent = atom<Agent>({extno, status: 'unknown'});
  const $calls = atom<Calls>([]);
  const $call = atom<Call | undefined>();
  const $notices = atom<readonly Notice[]>([]);
  const $progress = atom<Progress>({});
  const $fault = atom<Fault | undefined>();
  const $frames = atom<FrameCounts>({});

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
        return setCalls(withArrival($calls.get(), message.call, now()));
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
    setCalls(withStatus($calls.get(), understood, status, now()));
    if (status !== 'unknown') understood = status;
  }

  async function send(command: Command): Promise<Outcome> {
    const {type} = command;
    if ($progress.get()[type] === 'pending') return failed({code: 'pending', command: type});
    const call = $call.get();
    const request = requestOf(command, {extno, infoUuid: call?.customer.uuid ?? ''}, routes);
    if (!request.ok) return settle(type, request);
    setProgress(type, 'pending');
    const outcome = await rest.post(request.data.path, request.data.params);
    if (outcome.ok) agree(command, call);
    return settle(type, outcome);
  }

  function settle(command: CommandType, outcome: Outcome): Outcome {
    const ended = outcome.ok ? outcome : failed({...outcome.fault, command});
    const fault = ended.ok ? undefined : ended.fault;
    setProgress(command, fault);
    tell($fault, fault);
    return ended;
  }

  /** What the server's yes means, where no frame will say it. */
  function agree(command: Command, call: Call | undefined) {
    if (command.type === 'next-call') setCalls(withoutFinished($calls.get()));
    if (command.type === 'blacklist')
      setCalls(withBlacklisted($calls.get(), command.infoUuid ?? call?.customer.uuid ?? ''));
    const asked = $calls.get().find(({sessionId}) => sessionId === call?.sessionId);
    if (!asked) return;
    const change = (part: Partial<Call>) => setCalls(withChange($calls.get(), asked.sessionId, part));
    if (command.type === 'hold' && asked.phase === 'talking') change({held: !asked.held});
    if (command.type === 'meeting') change({parties: [...asked.parties, command.tel]});
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
    now,
    send,
    dismiss: () => tell($fault, undefined),
    hide: (sessionId) => setCalls(withChange($calls.get(), sessionId, {hidden: true})),
    retry: () => monitor.retry(),
    close() {
      monitor.close();
      rest.close();
    },
  };
}
