import type {Settings} from '../settings.ts';
import type {Timers} from '../timers.ts';
import {stamp} from '../clock.ts';
import {deliver, type Outcome} from './delivery.ts';

export type PushKind = 'call' | 'import';

export interface Push {
  readonly kind: PushKind;
  readonly sn: string;
  readonly url: string;
  readonly body: string;
}

/** One try to push, for the log: it names the host alone, since an address may hold a secret. */
export interface PushLine extends Outcome {
  readonly id: number;
  readonly stamp: string;
  readonly kind: PushKind;
  readonly sn: string;
  readonly host: string;
  readonly attempt: number;
}

/** How often a push is tried in all. */
export const attempts = 3;

const kept = 100;

export interface PushesParts {
  readonly settings: Settings;
  readonly timers: Timers;
  readonly changed: () => void;
}

/** Pushes until the receiver agrees, three times at the most, and writes down each try. Nothing waits for it. */
export class Pushes {
  readonly #parts: PushesParts;
  readonly #ended = new AbortController();
  #lines: PushLine[] = [];
  #lastId = 0;
  #last: Push | undefined;

  constructor(parts: PushesParts) {
    this.#parts = parts;
  }

  /** The last one that was pushed, whatever became of it. */
  get last(): Push | undefined {
    return this.#last;
  }

  lines(): PushLine[] {
    return [...this.#lines];
  }

  push(push: Push): void {
    this.#last = push;
    void this.#try(push, 1);
  }

  end(): void {
    this.#ended.abort();
  }

  async #try(push: Push, attempt: number): Promise<void> {
    const {settings, timers, changed} = this.#parts;
    const outcome = await deliver(push.url, push.body, settings.pushTimeout, this.#ended.signal);
    if (this.#ended.signal.aborted) return;
    this.#write(push, attempt, outcome);
    if (!outcome.accepted && attempt < attempts) {
      timers.after(settings.pushInterval, () => void this.#try(push, attempt + 1));
    }
    changed();
  }

  #write({kind, sn, url}: Push, attempt: number, outcome: Outcome): void {
    this.#lastId += 1;
    const {host} = new URL(url);
    this.#lines.push({id: this.#lastId, stamp: stamp(new Date()), kind, sn, host, attempt, ...outcome});
    this.#lines = this.#lines.slice(-kept);
  }
}
