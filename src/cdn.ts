/**
 * What a page loads with one script tag: the session and the bar at once, the other elements right after,
 * each from a file beside this one.
 */
// First, so that it hears of whatever stops the rest.
import {begun} from './start.ts';
import {arrived} from './late.ts';
import {onceInPage} from './once-in-page.ts';

export * from './connect.ts';
export {AgentBar} from './elements/agent-bar.ts';
export * from './elements/events.ts';

begun();
void arrived(() => import('./elements/screen-pop.ts'));
void arrived(() => import('./elements/sms-dialog.ts'));
// Few pages have these settings.
onceInPage('callback-settings', () => void arrived(() => import('./elements/callback-settings.ts')));
