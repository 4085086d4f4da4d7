/** `agent-bar/session`: all that works without an element, in Node too. */
export * from './connect.ts';
export {callbackUrlSign} from './protocol/callback-settings/callback-settings.ts';
export type {CallbackParam, CallbackParams} from './protocol/callback-settings/callback-settings.ts';
