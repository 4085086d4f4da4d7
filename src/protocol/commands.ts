/**
 * Commands of the agent, and the one table that turns each into a request.
 * Source: the workbench contract, "Commands". Every command is a `POST`.
 */
import {failed, type InputRule, type Outcome} from './faults.ts';
import {fieldValue, writeFields, type FieldValue} from './customer-form/field-values.ts';
import type {IncomingCall} from '../adapters/workbench/frames.ts';
import {isRecord} from './text.ts';

export type Command =
  | {readonly type: 'sign-in'}
  | {readonly type: 'sign-out'}
  /** Ready for the next call. */
  | {readonly type: 'next-call'}
  /** Holds the call, or resumes it. */
  | {readonly type: 'hold'}
  /** Adds a third party: an agent's work number or a telephone number. */
  | {readonly type: 'meeting'; readonly tel: string}
  /** Puts a customer on the blacklist; without `infoUuid`, the customer of the current call. */
  | {readonly type: 'blacklist'; readonly infoUuid?: string}
  /** Asks for the SMS text to start from; the outcome's `data` is a string. */
  | {readonly type: 'sms-text'}
  | {readonly type: 'sms'; readonly telephone: string; readonly msg: string}
  /** Submits the customer form. */
  | Save;

export interface Save {
  readonly type: 'save';
  /** By display name. What is not named here stays as the server gave it. */
  readonly values: Readonly<Record<string, FieldValue>>;
  /** Which call; without it, the current one. */
  readonly sessionId?: string;
  /** Call status, a number of the call system's own list; without it, it stays. */
  readonly callStatus?: number;
  /** Result of the quality check, in the call system's words; without it, it stays. */
  readonly inspection?: string;
}

export type CommandType = Command['type'];

/** What the session knows and a command may need. */
export interface CommandContext {
  readonly extno: string;
  /** The call that the command is about. */
  readonly call: IncomingCall | undefined;
}

export type Params = Readonly<Record<string, string>>;

interface Route<C extends Command> {
  readonly path: string;
  readonly params: (command: C, context: CommandContext) => Params;
  readonly check?: (command: C, context: CommandContext) => InputRule | undefined;
}

type RouteTable = {readonly [T in CommandType]: Route<Extract<Command, {type: T}>>};

const none = (): Params => ({});
const needsExtno = (_: Command, {extno}: CommandContext) => (extno ? undefined : 'no-extno');

const table: RouteTable = {
  'sign-in': {path: '/admin/agent/logon', params: (_, {extno}) => ({extno}), check: needsExtno},
  'sign-out': {path: '/admin/agent/logout', params: (_, {extno}) => ({extno}), check: needsExtno},
  'next-call': {path: '/admin/agent/nextCall', params: none},
  hold: {path: '/admin/agent/hold', params: none},
  meeting: {
    path: '/admin/agent/meeting',
    params: ({tel}) => ({tel: dialled(tel)}),
    check: ({tel}) => numberRule(tel),
  },
  blacklist: {
    path: '/admin/agent/addBlack',
    params: ({infoUuid}, {call}) => ({info_uuid: infoUuid ?? call?.customer.uuid ?? ''}),
    check: ({infoUuid}, {call}) => ((infoUuid ?? call?.customer.uuid) ? undefined : 'no-customer'),
  },
  'sms-text': {path: '/admin/agent/getMsg', params: none},
  sms: {
    path: '/admin/sms_api/send',
    params: ({telephone, msg}) => ({telephone: dialled(telephone), msg: msg.toWellFormed()}),
    check: ({telephone, msg}) => smsRule(telephone, msg),
  },
  save: {
    path: '/admin/agent/submit',
    params: (command, {call}) => saveParams(command, call!),
    check: (_, {call}) => (call ? (call.customer.uuid ? undefined : 'no-customer') : 'no-call'),
  },
};

function saveParams({values, callStatus, inspection}: Save, {sessionId, customer}: IncomingCall): Params {
  if (!isRecord(values)) throw new TypeError('Values come by name');
  const changes = Object.entries(values).map(([name, value]) => [name, fieldValue(value)] as const);
  return {
    info_uuid: customer.uuid,
    sessionId,
    fields: writeFields(customer.fieldsText, changes),
    ...(callStatus !== undefined && {status: String(callStatus)}),
    ...(inspection !== undefined && {inspection}),
  };
}

export const commandTypes = Object.keys(table) as readonly CommandType[];

/** What is asked of the call system without changing anything there. */
const queryPaths = {
  /** Field definitions of a project; takes `project_id`. */
  fields: '/admin/crm/fields',
  /** The list of projects, with the words for quality checks and call statuses. */
  projects: '/admin/crm/grid',
} as const;

export type QueryType = keyof typeof queryPaths;

/** Paths that a host replaces when its call system puts them elsewhere. */
export type Routes = {readonly [T in CommandType | QueryType]?: string};

export const pathOfQuery = (type: QueryType, routes: Routes): string => routes[type] ?? queryPaths[type];

export interface CommandRequest {
  readonly path: string;
  readonly params: Params;
}

/** The request for a command, or the rule that what was entered breaks. */
export function requestOf(
  command: Command,
  context: CommandContext,
  routes: Routes = {},
): Outcome<CommandRequest> {
  const {type} = command;
  try {
    // The table's type pairs each command with its own route; an index by a union cannot express that.
    const route = table[type] as Route<Command>;
    const rule = route.check?.(command, context);
    if (rule) return failed({code: 'bad-input', command: type, rule});
    return {ok: true, data: {path: routes[type] ?? route.path, params: route.params(command, context)}};
  } catch {
    // Scripts without types ask for commands that do not exist, or leave out what they need.
    return failed({code: 'bad-input', command: type});
  }
}

/** People write numbers with spaces, dots, dashes and brackets; exchanges dial digits, `+`, `*` and `#`. */
const dialled = (number: string): string => number.replace(/[\s().\-–]/g, '');

/** The rule that an SMS breaks, if any. */
export function smsRule(telephone: string, msg: string): InputRule | undefined {
  return numberRule(telephone) ?? (msg.trim() ? undefined : 'no-text');
}

/** The rule that a telephone or work number breaks, if any. */
export function numberRule(number: string): InputRule | undefined {
  const digits = dialled(number);
  if (!digits) return 'no-number';
  if (!/^\+?[\d*#]+$/.test(digits)) return 'number-characters';
  return digits.length > 32 ? 'number-length' : undefined;
}
