/** The public interface of a session, for the elements and for pages that use it without them. */
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
  /** Unsaved edits of customer forms, by `sessionId`. */
  readonly $drafts: ReadableAtom<Drafts>;
  /** Where drafts are stored. */
  readonly $keeping: ReadableAtom<DraftPersistence>;
  /** Unsaved text stored by another version of the bar. No form can load it, but it can be shown. */
  readonly $leftovers: ReadableAtom<readonly string[]>;
  /** What the company's own systems know about the customer of `$call`; `undefined` without data nodes. */
  readonly $profile: ReadableAtom<Profile | undefined>;
  /** The same for every call that is not closed, by `sessionId`. */
  readonly $profiles: ReadableAtom<Profiles>;
  /** All errors in the configuration of the data nodes. */
  readonly $nodeFaults: ReadableAtom<readonly NodeFault[]>;
  /** Milliseconds since the Unix epoch, on a clock that never goes back. `since`, `startedAt` and `retryAt` use it. */
  now(): number;
  /** Sends a command. Always settles, never rejects. */
  send(command: Command): Promise<Outcome>;
  /** The commands that this call system supports. */
  readonly commands: ReadonlySet<CommandType>;
  /** Loads the form of a project from the call system. Always settles, never rejects. */
  form(projectId: number): Promise<FormAnswer>;
  /**
   * Writes a value into the draft of a call. An unknown call is ignored. `shown` is the edit that the field showed
   * before, `null` for the recorded value; default: the newest edit. Edits that the agent had not seen are kept.
   */
  edit(sessionId: string, key: EditKey, value: FieldValue, shown?: Edit | null): void;
  /** Replaces a whole draft. */
  redraft(sessionId: string, alter: (draft: Draft) => Draft | undefined): void;
  /** Discards a draft. */
  discard(sessionId: string): void;
  /** Merges a draft from another page, or from this one before a reload. */
  restore(kept: StoredCall): void;
  /** Sets `$keeping`. */
  setDraftPersistence(persistence: DraftPersistence): void;
  /** Sets `$leftovers`. */
  showLeftovers(texts: readonly string[]): void;
  /** Queries these systems about each caller from now on. Configuration errors are in `$nodeFaults`. */
  useDataNodes(nodes: DataNodes): void;
  /** Queries a failed data node of a call again, and the nodes that were not queried because of it. */
  askAgain(sessionId: string, node: string): void;
  /**
   * Whether this page is the first of the agent's tabs to claim a name, such as a page to open for a call.
   * Always true without other tabs.
   */
  claim(name: string): Promise<boolean>;
  /** The session's state as plain data, to be restored after a reload. */
  snapshot(): Snapshot;
  /** Restores the state from before a reload. It is marked as stale until the call system reports a status. */
  restoreSnapshot(snapshot: Snapshot): void;
  /** A report of what happened in this session, for support. It has no numbers, names, texts or tokens. */
  diagnostics(): Promise<Diagnostics>;
  /** Clears `$fault`. */
  dismiss(): void;
  /** Marks a call as shown by the page itself. */
  hide(sessionId: string): void;
  /** Connects the monitor socket now instead of at the next attempt. */
  retry(): void;
  /** Closes the session for good: the socket and all pending requests. */
  close(): void;
}
