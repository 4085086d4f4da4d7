/** The whole product: importing it registers the elements. */
export * from './connect.ts';
export {AgentBar} from './elements/agent-bar.ts';
export {CallbackSavedEvent} from './elements/callback-saved-event.ts';
export {CallbackSettings} from './elements/callback-settings.ts';
export * from './elements/events.ts';
export {ScreenPop} from './elements/screen-pop.ts';
export {SmsDialog} from './elements/sms-dialog.ts';
export {callbackUrlSign} from './protocol/callback.ts';
export type {CredentialsSource} from './transport/callbacks.ts';
export type {CallbackCredentials, CallbackParam, CallbackParams, CallbackSetup} from './protocol/callback.ts';
