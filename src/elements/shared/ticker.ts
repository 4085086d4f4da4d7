import type {ReactiveController, ReactiveControllerHost} from 'lit';

/** One timer for all clocks of the page. It stands still while the page is hidden or nobody's clock runs. */
const running = new Set<() => void>();
let timer = 0;

function arrange() {
  const wanted = running.size > 0 && !document.hidden;
  if (wanted && !timer) timer = window.setInterval(tick, 1000);
  if (!wanted) {
    clearInterval(timer);
    timer = 0;
  }
}

function tick() {
  for (const render of running) render();
}

function visibilityChanged() {
  arrange();
  tick();
}

/** Renders its host each second while the host says that one of its clocks runs. */
export class Ticker implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #runs: () => boolean;
  readonly #render = () => this.#host.requestUpdate();

  constructor(host: ReactiveControllerHost, runs: () => boolean) {
    this.#host = host;
    this.#runs = runs;
    host.addController(this);
  }

  hostUpdated() {
    this.#set(this.#runs());
  }

  hostDisconnected() {
    this.#set(false);
  }

  #set(on: boolean) {
    if (on) running.add(this.#render);
    else running.delete(this.#render);
    // Adding the same listener again changes nothing.
    if (running.size > 0) document.addEventListener('visibilitychange', visibilityChanged);
    else document.removeEventListener('visibilitychange', visibilityChanged);
    arrange();
  }
}
