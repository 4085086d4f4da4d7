/** Commands of the agent, and the rules that what they carry has to keep. */
import type {FieldValue} from './customer-form/field-values.ts';
import type {InputRule} from './faults.ts';

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

export const commandTypes: readonly CommandType[] = [
  'sign-in',
  'sign-out',
  'next-call',
  'hold',
  'meeting',
  'blacklist',
  'sms-text',
  'sms',
  'save',
];

/** People write numbers with spaces, dots, dashes and brackets; exchanges dial digits, `+`, `*` and `#`. */
export const dialled = (number: string): string => number.replace(/[\s().\-–]/g, '');

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
