/** The whole product: importing it registers the elements. */
export * from './connect.ts';
export {AgentBar} from './elements/agent-bar.ts';
export * from './elements/events.ts';
export {ScreenPop} from './elements/screen-pop.ts';
export {SmsDialog} from './elements/sms-dialog.ts';
