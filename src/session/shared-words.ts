/** What tabs of one agent tell each other of their sessions. Every script of the origin can say that too. Pure. */
import type {Command} from '../protocol/commands.ts';
import type {AgentStatus} from '../protocol/frames.ts';
import type {Calls} from './calls.ts';
import {isCall, isFlag, isText, isTime, listOf, optional, recordOf, type Check} from './kept-call.ts';
import type {Notice} from './notices.ts';
import type {Profile} from './profile.ts';
import type {Agent} from './state.ts';

/** What a tab has learned by itself: no frame says it. */
export type News =
  /** The call system has agreed to a command. */
  | {readonly kind: 'agreed'; readonly command: Command; readonly sessionId: string | undefined}
  /** It has saved a form. */
  | {readonly kind: 'saved'; readonly sessionId: string; readonly params: Readonly<Record<string, string>>}
  /** The company's own systems have said something about a customer. */
  | {readonly kind: 'profile'; readonly sessionId: string; readonly profile: Profile};

/** What a session knows, for a tab that has just been opened. */
export interface Snapshot {
  readonly agent: Agent;
  /** The last status that was understood. */
  readonly understood: AgentStatus;
  readonly calls: Calls;
  readonly notices: readonly Notice[];
  readonly profiles: readonly (readonly [sessionId: string, profile: Profile])[];
}

const isStatus: Check = (value) =>
  value === 'unknown' ||
  value === 'signed-out' ||
  value === 'idle' ||
  value === 'busy' ||
  value === 'wrap-up';

const isProfile = recordOf({badges: recordOf({}), rows: listOf(Array.isArray), nodes: listOf(recordOf({}))});
const isParams: Check = (value) => recordOf({})(value) && Object.values(value as object).every(isText);

const kinds: Readonly<Record<News['kind'], Check>> = {
  agreed: recordOf({
    command: recordOf({type: isText, tel: optional(isText), infoUuid: optional(isText)}),
    sessionId: optional(isText),
  }),
  saved: recordOf({sessionId: isText, params: isParams}),
  profile: recordOf({sessionId: isText, profile: isProfile}),
};

export function isNews(value: unknown): value is News {
  const kind = (value as Partial<News> | undefined)?.kind;
  return kind !== undefined && Object.hasOwn(kinds, kind) && kinds[kind](value);
}

export const isSnapshot = recordOf({
  agent: recordOf({status: isStatus, since: optional(isTime), stale: optional(isFlag)}),
  understood: isStatus,
  calls: listOf(isCall),
  notices: listOf(recordOf({id: isTime, text: isText, at: isTime})),
  profiles: listOf(
    (value) => Array.isArray(value) && value.length === 2 && isText(value[0]) && isProfile(value[1]),
  ),
}) as (value: unknown) => value is Snapshot;
