/** The agent's other tabs, as a session sees them. */
import type {Command} from '../../protocol/commands.ts';
import type {AgentStatus} from '../../protocol/facts.ts';
import type {Calls} from '../calls/calls.ts';
import type {SavedRecord} from '../call-system.ts';
import type {Notice} from '../notices.ts';
import type {Profile} from '../data-nodes/profile.ts';
import type {Agent} from '../state.ts';

export interface Tabs {
  /** Passes on what this tab has learned by itself. */
  broadcast(event: TabEvent): void;
  /** Whether this tab is the first to ask for a name. */
  claim(name: string): Promise<boolean>;
  /** Does something that no other tab may do at the same time; `undefined` when one does. */
  runExclusive<T>(name: string, work: () => Promise<T>): Promise<T | undefined>;
}

/** What a tab has learned by itself: no fact says it. */
export type TabEvent =
  /** The call system has agreed to a command. */
  | {readonly kind: 'agreed'; readonly command: Command; readonly sessionId: string | undefined}
  /** It has saved a form. */
  | {
      readonly kind: 'saved';
      readonly sessionId: string;
      readonly record: SavedRecord;
      readonly savedAt: number;
    }
  /** The company's own systems have said something about a customer. */
  | {readonly kind: 'profile'; readonly sessionId: string; readonly profile: Profile}
  /** The agent wants one of them to be asked again, by the tab that asked it. */
  | {readonly kind: 'ask-again'; readonly sessionId: string; readonly node: string};

/** What a session knows, for a tab that has just been opened. */
export interface Snapshot {
  readonly agent: Agent;
  /** The last status that was known. */
  readonly lastKnownStatus: AgentStatus;
  readonly calls: Calls;
  readonly notices: readonly Notice[];
  readonly profiles: readonly (readonly [sessionId: string, profile: Profile])[];
}
