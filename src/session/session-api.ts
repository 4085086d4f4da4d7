/** What a session offers to the elements, and to a page that uses it without them. */
import type {ReadableAtom} from 'nanostores';

import type {Command, CommandType} from '../protocol/commands.ts';
import type {FieldValue} from '../protocol/customer-form/field-values.ts';
import type {DataNodes, NodeFault} from '../protocol/data-nodes/data-nodes.ts';
import type {Fault, Outcome} from '../protocol/faults.ts';
import type {Link} from '../protocol/link.ts';
import type {FormAnswer} from './call-system.ts';
import type {Call, Calls} from './calls/calls.ts';
import type {Profile, Profiles} from './data-nodes/profile.ts';
import type {Diagnostics} from './diagnostics/report.ts';
import type {StoredCall} from './drafts/drafting.ts';
import type {Draft, Drafts, Edit, EditKey} from './drafts/drafts.ts';
import type {Notice} from './notices.ts';
import type {Snapshot} from './snapshot/tabs.ts';
import type {Agent, DraftPersistence, FrameCounts, Progress} from './state.ts';

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
  readonly $keeping: ReadableAtom<DraftPersistence>;
  /** Unsaved words that another version of the bar had kept: no form can take them in, but they can be read. */
  readonly $leftovers: ReadableAtom<readonly string[]>;
  /** What the company's own systems say about the customer of `$call`; without data nodes, nothing. */
  readonly $profile: ReadableAtom<Profile | undefined>;
  /** The same for every call that is not closed, by `sessionId`. */
  readonly $profiles: ReadableAtom<Profiles>;
  /** All that is wrong with the set-up of the data nodes. */
  readonly $nodeFaults: ReadableAtom<readonly NodeFault[]>;
  /** Milliseconds since the Unix epoch, on a clock that never steps back. `since`, `startedAt` and `retryAt` are on it. */
  now(): number;
  /** Sends a command. Always settles, never rejects. */
  send(command: Command): Promise<Outcome>;
  /** What the agent can do with this call system. */
  readonly commands: ReadonlySet<CommandType>;
  /** Asks the call system for the form of a project. Always settles, never rejects. */
  form(projectId: number): Promise<FormAnswer>;
  /**
   * Writes a value into the draft of a call. A call that is not known is left alone. `shown` is the edit that the
   * agent had before their eyes, `null` for the record; without it, the newest one. What they had not seen is kept.
   */
  edit(sessionId: string, key: EditKey, value: FieldValue, shown?: Edit | null): void;
  /** Changes a draft as a whole. */
  redraft(sessionId: string, alter: (draft: Draft) => Draft | undefined): void;
  /** Throws a draft away. */
  discard(sessionId: string): void;
  /** Takes in what another page wrote, or this one before it was loaded again. */
  restore(kept: StoredCall): void;
  /** Says whether drafts outlive this page. */
  setDraftPersistence(persistence: DraftPersistence): void;
  /** Sets `$leftovers`. */
  showLeftovers(texts: readonly string[]): void;
  /** Asks these systems about each caller from now on. What is wrong with them is in `$nodeFaults`. */
  useDataNodes(nodes: DataNodes): void;
  /** Asks a data node again that failed for a call, and those that were not asked because of it. */
  askAgain(sessionId: string, node: string): void;
  /**
   * Whether this page is the first of the agent's to ask for a name, such as that of a page to open for a call.
   * Without other tabs it always is.
   */
  claim(name: string): Promise<boolean>;
  /** What the session knows, as plain data for a page that comes after this one. */
  snapshot(): Snapshot;
  /** Takes in what an earlier page knew, until the call system itself has said something. */
  restoreSnapshot(snapshot: Snapshot): void;
  /** What has happened in this session, without a number, name, text or token: for somebody who is to help. */
  diagnostics(): Promise<Diagnostics>;
  /** Forgets the last fault. */
  dismiss(): void;
  /** Says that the page shows this call itself. */
  hide(sessionId: string): void;
  /** Dials the monitor socket now, instead of at the next try. */
  retry(): void;
  /** Closes the socket and ends what is pending, for good. */
  close(): void;
}
