import type {ReactiveController, ReactiveControllerHost} from 'lit';

/** One timer for all clocks of the page. It is stopped while the page is hidden or no clock is running. */
const running = new Set<() => void>();
let timer = 0;

function updateTimer() {
  const needed = running.size > 0 && !document.hidden;
  if (needed && !timer) timer = window.setInterval(tick, 1000);
  if (!needed) {
    clearInterval(timer);
    timer = 0;
  }
}

function tick() {
  for (const render of running) render();
}

function visibilityChanged() {
  updateTimer();
  tick();
}

/** Updates its host every second while one of the host's clocks is running. */
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
    // Adding the same listener twice has no effect.
    if (running.size > 0) document.addEventListener('visibilitychange', visibilityChanged);
    else document.removeEventListener('visibilitychange', visibilityChanged);
    updateTimer();
  }
}
