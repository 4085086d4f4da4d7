import type {DefinitionOrder} from './definitions.ts';
import type {Fault} from './faults.ts';
import type {HandshakeFault} from './handshakes.ts';
import type {CutOrder, FrameOrder} from './line-faults.ts';
import type {LookupOrder} from './lookups/lookups.ts';
import type {AnnouncementOrder, CallOrder, HangUpOrder, ImportOrder} from './operations.ts';
import type {Settings} from './settings.ts';
import type {State} from './state.ts';

export interface CallSystemOptions extends Partial<Settings> {
  /** 0, the default, takes any free port. */
  port?: number;
  host?: string;
  /** The same seed gives the same uuids and the same order of calls. */
  seed?: number;
  /** A path before all others, such as /cc. */
  basePath?: string;
  /** The request headers a token may come in. */
  tokenHeaders?: readonly string[];
}

export interface CallSystem {
  /** The address of the API, without a slash at its end; the console page is at /console below it. */
  readonly url: string;
  readonly port: number;
  /** A token as /login would give it. */
  token(name: string): string;
  call(order: CallOrder): {sessionId: string};
  hangUp(order: HangUpOrder): {sessionIds: string[]};
  announce(order: AnnouncementOrder): void;
  cut(order?: CutOrder): {sockets: number};
  /** Leaves sockets open with nothing passing any more, either way. */
  silence(order?: {extno?: string}): {sockets: number};
  fail(fault: Fault): void;
  /** Takes back all faults and refusals of handshakes that are still to come; with `path`, only the faults of that path. Lookups answer as usual again. */
  mend(order?: {path?: string}): void;
  /** Answers other field definitions for a project. While it does, submits are not held against any. */
  define(order: DefinitionOrder): void;
  /** How the CRM's lookups answer from now on. */
  answerLookups(order: LookupOrder): void;
  expire(order?: {extno?: string}): {tokens: number; sockets: number};
  /** Lets the keys of the open interface run out; answers how many were still good. */
  expireKeys(): {keys: number};
  /** Pushes the last push once more. */
  pushAgain(): void;
  /** An import of numbers has ended; its result is pushed. */
  importEnded(order?: ImportOrder): {dial_task_main_sn: string};
  refuseHandshakes(fault?: HandshakeFault): void;
  frame(order: FrameOrder): {sockets: number};
  down(order?: {ms?: number}): Promise<void>;
  up(): Promise<void>;
  set(settings: Readonly<Record<string, unknown>>): Settings;
  reset(): void;
  state(): State;
  close(): Promise<void>;
}
