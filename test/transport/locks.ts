/** Web Locks as browsers have them, without a browser: one holder, a queue, a wish that is taken back, theft. */
type Callback = (lock: Lock | null) => unknown;

interface Wish {
  readonly callback: Callback;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

export class Locks {
  readonly #holders = new Map<string, Wish>();
  readonly #queues = new Map<string, Wish[]>();

  readonly request = ((name: string, options: LockOptions, callback: Callback) =>
    new Promise<unknown>((resolve, reject) => {
      const wish = {callback, resolve, reject};
      const {signal, steal} = options;
      if (steal) {
        const robbed = this.#holders.get(name);
        this.#holders.delete(name);
        robbed?.reject(new DOMException('stolen', 'AbortError'));
        return void this.#grant(name, wish);
      }
      signal?.addEventListener('abort', () => {
        const queue = this.#queues.get(name) ?? [];
        if (!queue.includes(wish)) return;
        queue.splice(queue.indexOf(wish), 1);
        reject(new DOMException('taken back', 'AbortError'));
      });
      const queue = this.#queues.get(name) ?? [];
      this.#queues.set(name, [...queue, wish]);
      queueMicrotask(() => this.#next(name));
      return undefined;
    })) as unknown as LockManager['request'];

  #next(name: string) {
    if (this.#holders.has(name)) return;
    const wish = this.#queues.get(name)?.shift();
    if (wish) void this.#grant(name, wish);
  }

  async #grant(name: string, wish: Wish) {
    this.#holders.set(name, wish);
    const value = await wish.callback({name, mode: 'exclusive'});
    // Who was robbed has been told already.
    if (this.#holders.get(name) !== wish) return;
    this.#holders.delete(name);
    wish.resolve(value);
    this.#next(name);
  }
}
