/** What tabs of one agent tell each other of their sessions. Every script of the origin can say that too. Pure. */
import {
  isCall,
  isFlag,
  isText,
  isTime,
  listOf,
  optional,
  recordOf,
  type Check,
} from '../drafts/stored-schema.ts';
import type {News, Snapshot} from './tabs.ts';

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
  saved: recordOf({sessionId: isText, params: isParams, savedAt: isTime}),
  profile: recordOf({sessionId: isText, profile: isProfile}),
  'ask-again': recordOf({sessionId: isText, node: isText}),
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
