import {stamp} from './clock.ts';
import type {Customer} from './customers.ts';

export interface BlacklistEntry {
  readonly telephone: string;
  readonly info_uuid: string;
  readonly stamp: string;
}

/** The numbers whose calls do not arrive any more. */
export class Blacklist {
  readonly #entries = new Map<string, BlacklistEntry>();

  add(telephone: string, customer?: Customer): void {
    if (this.has(telephone)) return;
    this.#entries.set(telephone, {telephone, info_uuid: customer?.uuid ?? '', stamp: stamp(new Date())});
  }

  has(telephone: string): boolean {
    return this.#entries.has(telephone);
  }

  all(): BlacklistEntry[] {
    return [...this.#entries.values()];
  }
}
