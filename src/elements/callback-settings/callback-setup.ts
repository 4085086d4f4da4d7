/** The input of the form: read from settings, compared, and converted to the change that is sent. Pure. */
import {cleanAddress} from '../../protocol/callback-settings/address.ts';
import type {CallbackChange, CallbackSetup} from '../../protocol/callback-settings/callback-settings.ts';

/** Settings from untyped scripts may have any values. */
export function setupOf(settings: Partial<CallbackSetup> | null | undefined): CallbackSetup {
  const {open, callbackUrl, taskCallbackUrl} = settings ?? {};
  return {open: open === true, callbackUrl: textOf(callbackUrl), taskCallbackUrl: textOf(taskCallbackUrl)};
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

export const same = (a: CallbackSetup, b: CallbackSetup): boolean =>
  a.open === b.open && a.callbackUrl === b.callbackUrl && a.taskCallbackUrl === b.taskCallbackUrl;

/** The change to send. `known`: the call system's settings, as far as the page knows them. */
export function changeOf({open, ...entered}: CallbackSetup, known: CallbackSetup): CallbackChange {
  const callbackUrl = cleanAddress(entered.callbackUrl);
  const taskCallbackUrl = cleanAddress(entered.taskCallbackUrl);
  // An empty field removes the address only if it was known: the call system may have one that the page does not know.
  return {open, callbackUrl, ...((taskCallbackUrl || known.taskCallbackUrl) && {taskCallbackUrl})};
}
