/** What stands in the form: read from anything, compared, and made into what is sent. Pure. */
import {cleanAddress} from '../../protocol/callback-settings/address.ts';
import type {CallbackChange, CallbackSetup} from '../../protocol/callback-settings/callback-settings.ts';

/** Scripts without types give anything. */
export function setupOf(settings: Partial<CallbackSetup> | null | undefined): CallbackSetup {
  const {open, callbackUrl, taskCallbackUrl} = settings ?? {};
  return {open: open === true, callbackUrl: textOf(callbackUrl), taskCallbackUrl: textOf(taskCallbackUrl)};
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

export const same = (a: CallbackSetup, b: CallbackSetup): boolean =>
  a.open === b.open && a.callbackUrl === b.callbackUrl && a.taskCallbackUrl === b.taskCallbackUrl;

/** What is sent: `known` is what the call system has, as far as anybody has said. */
export function changeOf({open, ...entered}: CallbackSetup, known: CallbackSetup): CallbackChange {
  const callbackUrl = cleanAddress(entered.callbackUrl);
  const taskCallbackUrl = cleanAddress(entered.taskCallbackUrl);
  // Nobody may have said it: a field that was always empty takes nothing away.
  return {open, callbackUrl, ...((taskCallbackUrl || known.taskCallbackUrl) && {taskCallbackUrl})};
}
