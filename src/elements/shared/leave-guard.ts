import type {ReactiveController, ReactiveElement} from 'lit';

/** Lets the browser ask before the page is left with unsaved edits. Listens to `beforeunload` only while there are some. */
export class LeaveGuard implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #unsaved: () => boolean;

  constructor(host: ReactiveElement, unsaved: () => boolean) {
    this.#host = host;
    this.#unsaved = unsaved;
    host.addController(this);
  }

  hostUpdated() {
    if (this.#host.isConnected && this.#unsaved())
      window.addEventListener('beforeunload', this.#onBeforeUnload);
    else this.hostDisconnected();
  }

  hostDisconnected() {
    window.removeEventListener('beforeunload', this.#onBeforeUnload);
  }

  readonly #onBeforeUnload = (event: BeforeUnloadEvent) => {
    if (this.#unsaved()) event.preventDefault();
  };
}
