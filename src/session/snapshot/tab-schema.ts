/** What tabs of one agent tell each other of their sessions. Every script of the origin can say that too. Pure. */
import {
  isCall,
  isCustomer,
  isFlag,
  isPair,
  isText,
  isTime,
  listOf,
  optional,
  recordOf,
  type Check,
} from '../drafts/stored-schema.ts';
import type {Fact} from '../../protocol/facts.ts';
import type {Snapshot, TabEvent} from './tabs.ts';

const isStatus: Check = (value) =>
  value === 'unknown' ||
  value === 'signed-out' ||
  value === 'idle' ||
  value === 'busy' ||
  value === 'wrap-up';

const isProfile = recordOf({badges: recordOf({}), rows: listOf(Array.isArray), nodes: listOf(recordOf({}))});
const isRecord = recordOf({
  fields: listOf(isPair),
  fieldsText: isText,
  callStatus: optional(isTime),
  inspection: optional(isText),
});

const kinds: Readonly<Record<TabEvent['kind'], Check>> = {
  agreed: recordOf({
    command: recordOf({type: isText, tel: optional(isText), infoUuid: optional(isText)}),
    sessionId: optional(isText),
  }),
  saved: recordOf({sessionId: isText, record: isRecord, savedAt: isTime}),
  profile: recordOf({sessionId: isText, profile: isProfile}),
  'ask-again': recordOf({sessionId: isText, node: isText}),
};

export function isTabEvent(value: unknown): value is TabEvent {
  const kind = (value as Partial<TabEvent> | undefined)?.kind;
  return kind !== undefined && Object.hasOwn(kinds, kind) && kinds[kind](value);
}

export const isSnapshot = recordOf({
  agent: recordOf({status: isStatus, since: optional(isTime), stale: optional(isFlag)}),
  lastKnownStatus: isStatus,
  calls: listOf(isCall),
  notices: listOf(recordOf({id: isTime, text: isText, at: isTime})),
  profiles: listOf(
    (value) => Array.isArray(value) && value.length === 2 && isText(value[0]) && isProfile(value[1]),
  ),
}) as (value: unknown) => value is Snapshot;

const facts: Readonly<Record<Fact['type'], Check>> = {
  status: recordOf({status: isStatus, waited: optional(isTime)}),
  notice: recordOf({text: isText}),
  call: recordOf({
    call: recordOf({sessionId: isText, city: isText, extno: isText, customer: isCustomer}),
    facts: optional(recordOf({})),
  }),
  'call-changed': recordOf({sessionId: isText, facts: recordOf({})}),
  ignored: recordOf({reason: isText}),
};

export function isFact(value: unknown): value is Fact {
  const type = (value as Partial<Fact> | undefined)?.type;
  return type !== undefined && Object.hasOwn(facts, type) && facts[type](value);
}
