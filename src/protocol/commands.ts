/**
 * Commands of the agent, and the one table that turns each into a request.
 * Source: the workbench contract, "Commands". Every command is a `POST`.
 */
import {failed, type InputRule, type Outcome} from './faults.ts';

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
  | {readonly type: 'sms'; readonly telephone: string; readonly msg: string};

export type CommandType = Command['type'];

/** What the session knows and a command may need. */
export interface CommandContext {
  readonly extno: string;
  /** Customer information number of the current call; empty without one. */
  readonly infoUuid: string;
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
    params: (command, context) => ({info_uuid: command.infoUuid ?? context.infoUuid}),
    check: (command, context) => ((command.infoUuid ?? context.infoUuid) ? undefined : 'no-customer'),
  },
  'sms-text': {path: '/admin/agent/getMsg', params: none},
  sms: {
    path: '/admin/sms_api/send',
    params: ({telephone, msg}) => ({telephone: dialled(telephone), msg: msg.toWellFormed()}),
    check: ({telephone, msg}) => smsRule(telephone, msg),
  },
};

export const commandTypes = Object.keys(table) as readonly CommandType[];

/** Paths that a host replaces when its call system puts them elsewhere. */
export type Routes = {readonly [T in CommandType]?: string};

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
