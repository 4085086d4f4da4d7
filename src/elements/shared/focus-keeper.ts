import type {ReactiveController, ReactiveElement} from 'lit';

/** Restores the focus after a page has removed the host from the document and inserted it again. */
export class FocusKeeper implements ReactiveController {
  readonly #host: ReactiveElement;
  #focused: HTMLElement | undefined;

  constructor(host: ReactiveElement) {
    this.#host = host;
    host.addController(this);
    host.addEventListener('focusin', () => this.#remember());
    // Some browsers fire `focusout` when the element is removed: by the microtask it is disconnected, and is ignored.
    host.addEventListener('focusout', () => queueMicrotask(() => this.#host.isConnected && this.#remember()));
  }

  hostConnected() {
    if (document.activeElement === document.body) this.#focused?.focus({preventScroll: true});
    else this.#focused = undefined;
  }

  #remember() {
    this.#focused = (this.#host.shadowRoot?.activeElement as HTMLElement | null) ?? undefined;
  }
}
