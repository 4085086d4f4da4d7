/** setTimeout takes a signed 32-bit number and fires at once beyond it. */
const LONGEST = 2 ** 31 - 1;

/** Timers with one owner, so that nothing is left ticking when it goes. */
export class Timers {
  readonly #running = new Set<NodeJS.Timeout>();

  after(ms: number, run: () => void): () => void {
    const timer = setTimeout(
      () => {
        this.#running.delete(timer);
        run();
      },
      Math.min(ms, LONGEST),
    );
    return this.#keep(timer);
  }

  every(ms: number, run: () => void): () => void {
    return this.#keep(setInterval(run, Math.min(ms, LONGEST)));
  }

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.after(ms, resolve);
    });
  }

  clear(): void {
    for (const timer of this.#running) clearTimeout(timer);
    this.#running.clear();
  }

  #keep(timer: NodeJS.Timeout): () => void {
    this.#running.add(timer);
    return () => {
      clearTimeout(timer);
      this.#running.delete(timer);
    };
  }
}
