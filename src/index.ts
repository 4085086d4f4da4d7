/** The whole product: importing it registers the elements. */
export * from './connect.ts';
export {AgentBar} from './elements/agent-bar.ts';
export {CallbackSavedEvent, CallbackSettings, callbackUrlSign} from './elements/callback-settings.ts';
export * from './elements/events.ts';
export {ScreenPop} from './elements/screen-pop.ts';
export {SmsDialog} from './elements/sms-dialog.ts';
export type {CredentialsSource} from './callbacks.ts';
export type {CallbackCredentials, CallbackParam, CallbackParams, CallbackSetup} from './protocol/callback.ts';
