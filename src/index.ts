/** The whole product: importing it registers the elements. */
export * from './connect.ts';
export {AgentBar} from './elements/agent-bar/agent-bar.ts';
export {CallbackSavedEvent} from './elements/callback-settings/callback-saved-event.ts';
export {CallbackSettings} from './elements/callback-settings/callback-settings.ts';
export * from './elements/shared/events.ts';
export {ScreenPop} from './elements/screen-pop/screen-pop.ts';
export {SmsDialog} from './elements/sms-dialog/sms-dialog.ts';
export {callbackUrlSign} from './protocol/callback-settings/callback-settings.ts';
export type {CredentialsSource} from './transport/http/callback-settings.ts';
export type {
  CallbackCredentials,
  CallbackParam,
  CallbackParams,
  CallbackSetup,
} from './protocol/callback-settings/callback-settings.ts';
