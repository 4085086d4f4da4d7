/** Validates messages from the agent's other tabs: any script of the same origin can send those too. Pure. */
import {
  isCall,
  isCustomer,
  isFlag,
  isPair,
  isText,
  isTime,
  listOf,
  oneOf,
  optional,
  recordOf,
  type Check,
} from '../drafts/stored-schema.ts';
import type {Fact} from '../../protocol/facts.ts';
import type {Snapshot, TabEvent} from './tabs.ts';

const isStatus = oneOf('unknown', 'signed-out', 'idle', 'busy', 'wrap-up');
const isProfile = recordOf({badges: recordOf({}), rows: listOf(Array.isArray), nodes: listOf(recordOf({}))});

/** Has no other members: what is not checked must not be spread into the state. */
const only =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value) =>
    recordOf(checks)(value) && Object.keys(value as object).every((name) => Object.hasOwn(checks, name));

const isSaved = only({
  fields: listOf(isPair),
  fieldsText: isText,
  unreadable: oneOf(undefined, 'fields'),
  callStatus: optional(isTime),
  inspection: optional(isText),
});

const kinds: Readonly<Record<TabEvent['kind'], Check>> = {
  agreed: recordOf({
    command: recordOf({type: isText, tel: optional(isText), infoUuid: optional(isText)}),
    sessionId: optional(isText),
  }),
  saved: recordOf({sessionId: isText, record: isSaved, savedAt: isTime}),
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

const isFacts = only({
  direction: optional(isText),
  state: optional(isText),
  held: optional(isFlag),
  muted: optional(isFlag),
  cause: optional(isText),
});

/** As long as a frame can say. */
const isWait: Check = (value) => isTime(value) && Number(value) >= 0 && Number(value) < 4e7;

const facts: Readonly<Record<Fact['type'], Check>> = {
  status: recordOf({status: isStatus, waited: optional(isWait)}),
  notice: recordOf({text: isText}),
  call: recordOf({
    call: only({sessionId: isText, city: isText, extno: isText, customer: isCustomer}),
    facts: optional(isFacts),
  }),
  'call-changed': recordOf({sessionId: isText, facts: isFacts}),
  ignored: recordOf({reason: oneOf('binary', 'too-long', 'not-json', 'unknown-method', 'no-session-id')}),
};

export function isFact(value: unknown): value is Fact {
  const type = (value as Partial<Fact> | undefined)?.type;
  return type !== undefined && Object.hasOwn(facts, type) && facts[type](value);
}
