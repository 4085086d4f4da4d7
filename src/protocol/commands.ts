/** The agent's commands, and the rules for their input. */
import type {FieldValue} from './customer-form/field-values.ts';
import type {InputRule} from './faults.ts';

export type Command =
  | {readonly type: 'sign-in'}
  | {readonly type: 'sign-out'}
  /** Ready for the next call. */
  | {readonly type: 'next-call'}
  /** Holds the call, or resumes it. */
  | {readonly type: 'hold'}
  /** Adds a third party to the call: a work number or a telephone number. */
  | {readonly type: 'meeting'; readonly tel: string}
  /** Puts a customer on the blacklist; without `infoUuid`, the customer of the current call. */
  | {readonly type: 'blacklist'; readonly infoUuid?: string}
  /** Requests the initial SMS text; the outcome's `data` is a string. */
  | {readonly type: 'sms-text'}
  | {readonly type: 'sms'; readonly telephone: string; readonly msg: string}
  /** Submits the customer form. */
  | Save;

export interface Save {
  readonly type: 'save';
  /** By display name. Fields that are not listed keep the server's value. */
  readonly values: Readonly<Record<string, FieldValue>>;
  /** The call; default: the current one. */
  readonly sessionId?: string;
  /** The call status, a number of the call system's own list; without it, it stays unchanged. */
  readonly callStatus?: number;
  /** The result of the quality check, a value of the call system's own list; without it, it stays unchanged. */
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

/** The number without the spaces, dots, dashes and brackets that people write. */
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
