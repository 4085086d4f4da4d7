import type {ReactiveController, ReactiveElement} from 'lit';

/** The browser asks before the page is left, once and in its own words. Listened to only while there is something to ask. */
export class LeaveGuard implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #unsaved: () => boolean;

  constructor(host: ReactiveElement, unsaved: () => boolean) {
    this.#host = host;
    this.#unsaved = unsaved;
    host.addController(this);
  }

  hostUpdated() {
    if (this.#host.isConnected && this.#unsaved()) window.addEventListener('beforeunload', this.#leaving);
    else this.hostDisconnected();
  }

  hostDisconnected() {
    window.removeEventListener('beforeunload', this.#leaving);
  }

  readonly #leaving = (event: BeforeUnloadEvent) => {
    if (this.#unsaved()) event.preventDefault();
  };
}
