import type {CallbackSetup} from '../../protocol/callback-settings/callback-settings.ts';

/** The call system has accepted new callback settings. */
export class CallbackSavedEvent extends Event {
  readonly settings: CallbackSetup;
  constructor(settings: CallbackSetup) {
    super('callback-saved', {bubbles: true, composed: true});
    this.settings = {...settings};
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'callback-saved': CallbackSavedEvent;
  }
}
