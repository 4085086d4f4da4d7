/** The stores of a session and the functions that write them. */
import {atom, type WritableAtom} from 'nanostores';

import type {CommandType} from '../protocol/commands.ts';
import type {NodeFault} from '../protocol/data-nodes/data-nodes.ts';
import {failed, type Fault, type Outcome} from '../protocol/faults.ts';
import type {AgentStatus, IgnoredReason, Fact} from '../protocol/facts.ts';
import type {Link} from '../protocol/link.ts';
import {currentCall, withChange, type Call, type Calls} from './calls/calls.ts';
import type {Drafts} from './drafts/drafts.ts';
import type {Notice} from './notices.ts';
import type {Profile, Profiles} from './data-nodes/profile.ts';

export interface Agent {
  readonly extno: string;
  readonly status: AgentStatus;
  /** When the current status began, on the clock of `now()`; absent when the server did not report it readably. */
  readonly since?: number;
  /** From before this page was loaded; the call system has not reported anything since. */
  readonly stale?: boolean;
}

/** The progress of each command. Absent: never sent, or confirmed by the server. */
export type Progress = {readonly [T in CommandType]?: 'pending' | Fault};

/** How many frames of each kind have arrived. Ignored frames are counted by their reason. */
export type FrameCounts = {
  readonly [K in Exclude<Fact['type'], 'ignored'> | IgnoredReason]?: number;
};

/** `memory`: nothing is stored in the browser, so drafts are lost with the page. */
export type DraftPersistence = 'starting' | 'browser' | 'memory';

export type State = ReturnType<typeof createState>;

export function createState(extno: string) {
  const stores = {
    $link: atom<Link>({state: 'connecting'}),
    $agent: atom<Agent>({extno, status: 'unknown'}),
    $call: atom<Call | undefined>(),
    $calls: atom<Calls>([]),
    $notices: atom<readonly Notice[]>([]),
    $progress: atom<Progress>({}),
    $fault: atom<Fault | undefined>(),
    $frames: atom<FrameCounts>({}),
    $drafts: atom<Drafts>(new Map()),
    $keeping: atom<DraftPersistence>('starting'),
    $leftovers: atom<readonly string[]>([]),
    $profile: atom<Profile | undefined>(),
    $profiles: atom<Profiles>(new Map()),
    $nodeFaults: atom<readonly NodeFault[]>([]),
  };

  /** `$call` before `$calls`: a listener of `$calls` finds the new call in `$call`. */
  function setCalls(calls: Calls) {
    setStore(stores.$call, currentCall(calls));
    setStore(stores.$calls, calls);
  }

  function setProgress(type: CommandType, progress: Progress[CommandType]) {
    const {[type]: _, ...others} = stores.$progress.get();
    setStore(stores.$progress, progress ? {...others, [type]: progress} : others);
  }

  /** Publishes the outcome of a command. */
  function settle(command: CommandType, outcome: Outcome): Outcome {
    const ended = outcome.ok ? outcome : failed({...outcome.fault, command});
    const fault = ended.ok ? undefined : ended.fault;
    setProgress(command, fault);
    setStore(stores.$fault, fault);
    return ended;
  }

  return {
    stores,
    setCalls,
    setProgress,
    settle,
    change: (sessionId: string, part: Partial<Call>) =>
      setCalls(withChange(stores.$calls.get(), sessionId, part)),
    callOf: (sessionId: string | undefined) =>
      stores.$calls.get().find((call) => call.sessionId === sessionId),
    unsaved: (sessionId: string) => stores.$drafts.get().has(sessionId),
  };
}

/** How many times a listener of the page has thrown. */
export const listenerErrors = {count: 0};

/** Sets a store. When a listener of the page throws, the error is reported as uncaught and the session goes on. */
export function setStore<T>($store: WritableAtom<T>, value: T) {
  try {
    $store.set(value);
  } catch (error) {
    listenerErrors.count += 1;
    queueMicrotask(() => {
      throw error;
    });
  }
}
