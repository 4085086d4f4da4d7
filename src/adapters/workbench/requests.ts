/**
 * Builds the request of each command, from one table.
 * Source: the workbench contract, "Commands". Every command is a `POST`.
 */
import {
  dialled,
  numberRule,
  smsRule,
  type Command,
  type CommandType,
  type Save,
} from '../../protocol/commands.ts';
import {fieldValue} from '../../protocol/customer-form/field-values.ts';
import type {IncomingCall} from '../../protocol/facts.ts';
import {failed, type InputRule, type Outcome} from '../../protocol/faults.ts';
import {isRecord} from '../../protocol/text.ts';
import type {CommandContext} from '../../session/call-system.ts';
import {writeFields} from './fields-text.ts';

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

/** Requests that only read from the call system. */
const queryPaths = {
  /** Field definitions of a project; takes `project_id`. */
  fields: '/admin/crm/fields',
  /** The list of projects, with their quality check results and call statuses. */
  projects: '/admin/crm/grid',
} as const;

export type QueryType = keyof typeof queryPaths;

/** Paths that a page replaces when its call system uses other ones. */
export type Routes = {readonly [T in CommandType | QueryType]?: string};

export const pathOfQuery = (type: QueryType, routes: Routes): string => routes[type] ?? queryPaths[type];

export interface CommandRequest {
  readonly path: string;
  readonly params: Params;
}

/** The request for a command, or the rule that its input breaks. */
export function requestOf(
  command: Command,
  context: CommandContext,
  routes: Routes = {},
): Outcome<CommandRequest> {
  const {type} = command;
  try {
    // The table's type pairs each command with its route; an index by a union type cannot express that.
    const route = table[type] as Route<Command>;
    const rule = route.check?.(command, context);
    if (rule) return failed({code: 'bad-input', command: type, rule});
    return {ok: true, data: {path: routes[type] ?? route.path, params: route.params(command, context)}};
  } catch {
    // Untyped scripts may send unknown commands or leave out parameters.
    return failed({code: 'bad-input', command: type});
  }
}
