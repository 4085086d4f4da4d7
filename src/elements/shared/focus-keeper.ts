import type {ReactiveController, ReactiveElement} from 'lit';

/** A page that takes the host out and puts it back takes the focus from whoever types in it: they get it back. */
export class FocusKeeper implements ReactiveController {
  readonly #host: ReactiveElement;
  #focused: HTMLElement | undefined;

  constructor(host: ReactiveElement) {
    this.#host = host;
    host.addController(this);
    host.addEventListener('focusin', () => this.#see());
    // Browsers differ in whether an element that is taken out is left first; it is out by then.
    host.addEventListener('focusout', () => queueMicrotask(() => this.#host.isConnected && this.#see()));
  }

  hostConnected() {
    if (document.activeElement === document.body) this.#focused?.focus({preventScroll: true});
    else this.#focused = undefined;
  }

  #see() {
    this.#focused = (this.#host.shadowRoot?.activeElement as HTMLElement | null) ?? undefined;
  }
}
