/**
 * The request and the answer of callback settings: where the call system pushes ended calls and results of imports.
 * Source: the call system's interface, 9.1 设置回调地址 (`POST /api/setCallback`).
 */
import {md5} from '@noble/hashes/legacy.js';

import {parseAnswer, type RawAnswer} from '../answers.ts';
import type {Fault, FaultCode} from '../faults.ts';
import {isRecord, parseJson, toHex, wireInteger} from '../text.ts';

/** A parameter with the value `undefined` is neither sent nor signed. */
export type CallbackParam = readonly [name: string, value: string | number | undefined];

/** In the order of sending. Objects sort names such as `7` first: use pairs for those. */
export type CallbackParams = Readonly<Record<string, CallbackParam[1]>> | Iterable<CallbackParam>;

/** The value of the parameter `url` (防劫持字符串): eight characters of an MD5 over all other parameters. */
export function callbackUrlSign(params: CallbackParams): string {
  const pairs = Symbol.iterator in params ? [...params] : Object.entries(params);
  const members = pairs
    .filter(([name, value]) => name !== 'url' && value !== undefined)
    .map(([name, value]) => `${phpJson(name)}:${phpJson(String(value))}`);
  return toHex(md5(new TextEncoder().encode(`{${members.join()}}`))).slice(1, 9);
}

/** A string as PHP's `json_encode` encodes it. */
const phpJson = (text: string): string =>
  JSON.stringify(text)
    .replaceAll('/', '\\/')
    .replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

export interface CallbackSetup {
  /** Whether calls are pushed. The addresses are kept when this is off. */
  readonly open: boolean;
  /** Where ended calls are pushed. */
  readonly callbackUrl: string;
  /** Where the results of imports are pushed; may be empty. */
  readonly taskCallbackUrl: string;
}

/** Without `taskCallbackUrl` the earlier one stays; an empty one removes it. */
export type CallbackChange = Omit<CallbackSetup, 'taskCallbackUrl'> & {readonly taskCallbackUrl?: string};

/** What the call system's `/api/login` returns; a key is valid for two hours. */
export interface CallbackCredentials {
  readonly userSn: string;
  readonly apiKey: string;
  /** Shown instead of `userSn`. */
  readonly userName?: string;
}

export const callbackPath = '/api/setCallback';

/** The parameters as they are signed and sent, `url` last. */
export function callbackParams(
  {open, callbackUrl, taskCallbackUrl}: CallbackChange,
  {userSn, apiKey}: CallbackCredentials,
): Readonly<Record<string, string>> {
  const params = {
    user_sn: userSn,
    api_key: apiKey,
    open_callback: open ? '1' : '0',
    callback_url: callbackUrl,
    ...(taskCallbackUrl !== undefined && {task_callback_url: taskCallbackUrl}),
  };
  return {...params, url: callbackUrlSign(params)};
}

/** The documented error codes. */
const documentedCodes = [
  10001, 100001, 20001, 20002, 20003, 20004, 20005, 20006, 20007, 30001, 30002, 30003, 30004, 30005, 30006,
] as const;

export type CallbackCode = (typeof documentedCodes)[number];

export interface CallbackFault extends Omit<Fault, 'code' | 'command' | 'rule'> {
  /** `no-credentials`: the page's function failed, or returned something that cannot be credentials. */
  readonly code: FaultCode | 'no-credentials';
  /** The call system's error code, when `code` is `refused`; not all are documented. */
  readonly answer?: number;
}

export type CallbackOutcome = {readonly ok: true} | {readonly ok: false; readonly fault: CallbackFault};

/** Longer answers are not understood: the documented one has about thirty characters. */
const maxAnswerLength = 50_000;

/** Only the code 0 is a success; an empty answer is not. */
export function parseCallbackAnswer(answer: RawAnswer): CallbackOutcome {
  const {text: whole = ''} = answer;
  const text = whole.length > maxAnswerLength ? '' : whole;
  const outcome = parseAnswer({...answer, text});
  const body = parseJson(text);
  const code = isRecord(body) ? wireInteger(body['code']) : undefined;
  if (outcome.ok) {
    return code === 0 ? {ok: true} : {ok: false, fault: {code: 'not-understood', status: answer.status}};
  }
  // A documented code is more precise than the HTTP status.
  const refused = outcome.fault.code === 'refused' || documentedCodes.some((known) => known === code);
  if (code === undefined || !refused) return outcome;
  return {ok: false, fault: {...outcome.fault, code: 'refused', answer: code}};
}

/** Whether new credentials may help: the key is invalid (20005) or expired (20006). */
export const refusesKey = ({answer}: CallbackFault): boolean => answer === 20005 || answer === 20006;
