/** What a session exchanges with the agent's other tabs. */
import type {Command} from '../../protocol/commands.ts';
import type {AgentStatus} from '../../protocol/facts.ts';
import type {Calls} from '../calls/calls.ts';
import type {SavedRecord} from '../call-system.ts';
import type {Notice} from '../notices.ts';
import type {Profile} from '../data-nodes/profile.ts';
import type {Agent} from '../state.ts';

export interface Tabs {
  /** Sends an event to the other tabs. */
  broadcast(event: TabEvent): void;
  /** Whether this tab is the first to claim a name. */
  claim(name: string): Promise<boolean>;
  /** Runs work that only one tab may do at a time; `undefined` when another tab is doing it. */
  runExclusive<T>(name: string, work: () => Promise<T>): Promise<T | undefined>;
}

/** What only one tab knows, because no fact of the call system reports it. */
export type TabEvent =
  /** The call system has confirmed a command. */
  | {readonly kind: 'agreed'; readonly command: Command; readonly sessionId: string | undefined}
  /** The call system has saved a form. */
  | {
      readonly kind: 'saved';
      readonly sessionId: string;
      readonly record: SavedRecord;
      readonly savedAt: number;
    }
  /** Data nodes have answered about a customer. */
  | {readonly kind: 'profile'; readonly sessionId: string; readonly profile: Profile}
  /** The agent wants a data node to be queried again, by the tab that queried it. */
  | {readonly kind: 'ask-again'; readonly sessionId: string; readonly node: string};

/** The state of a session, for a new tab and for the time after a reload. */
export interface Snapshot {
  readonly agent: Agent;
  /** The agent's last known status. */
  readonly lastKnownStatus: AgentStatus;
  readonly calls: Calls;
  readonly notices: readonly Notice[];
  readonly profiles: readonly (readonly [sessionId: string, profile: Profile])[];
}
