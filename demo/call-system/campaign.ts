import type {Agent} from './agents.ts';
import type {Blacklist} from './blacklist.ts';
import type {Calls} from './calls.ts';
import type {CustomerBook} from './customer-book.ts';
import type {Customer} from './customers.ts';
import {idle} from './frames.ts';
import {shuffled, type Random} from './random.ts';
import type {Settings} from './settings.ts';
import type {Timers} from './timers.ts';

export interface CampaignParts {
  readonly calls: Calls;
  readonly blacklist: Blacklist;
  readonly customers: CustomerBook;
  readonly settings: Settings;
  readonly timers: Timers;
  readonly random: Random;
}

/** With nobody left to dial, the campaign looks again after a while, however short the ring delay is. */
const shortestRetry = 500;

/** The outbound dialling that brings a call to each agent who asked for the next one. */
export class Campaign {
  readonly #parts: CampaignParts;
  readonly #armed = new Map<Agent, (() => void) | undefined>();
  readonly #queue: string[];

  constructor(parts: CampaignParts) {
    this.#parts = parts;
    const [first, second, ...rest] = parts.customers.all().map((customer) => customer.uuid);
    this.#queue = [first!, second!, ...shuffled(rest, parts.random)];
  }

  isArmed(agent: Agent): boolean {
    return this.#armed.has(agent);
  }

  /** The agent waits for the next call; asking twice does not make it come sooner or later. */
  arm(agent: Agent): void {
    if (this.isArmed(agent)) return;
    this.#armed.set(agent, undefined);
    this.#schedule(agent, 0);
  }

  disarm(agent: Agent): void {
    this.#armed.get(agent)?.();
    this.#armed.delete(agent);
  }

  /** Takes up a changed setting for the agents who are waiting. */
  reschedule(): void {
    for (const agent of this.#armed.keys()) {
      this.#armed.get(agent)?.();
      this.#armed.set(agent, undefined);
      this.#schedule(agent, 0);
    }
  }

  /** The next customer in the order of dialling who can be called. */
  nextCustomer(): Customer | undefined {
    const {customers, blacklist, calls} = this.#parts;
    for (const uuid of this.#queue) {
      const customer = customers.get(uuid);
      if (blacklist.has(customer.telephone) || calls.isEngaged(customer.telephone)) continue;
      this.#queue.push(...this.#queue.splice(this.#queue.indexOf(uuid), 1));
      return customer;
    }
    return undefined;
  }

  #schedule(agent: Agent, atLeast: number): void {
    const {settings, timers, random} = this.#parts;
    if (!settings.campaign) return;
    const {ringDelay} = settings;
    const delay =
      typeof ringDelay === 'number' ? ringDelay : ringDelay[0] + random() * (ringDelay[1] - ringDelay[0]);
    const cancel = timers.after(Math.max(delay, atLeast), () => this.#deliver(agent));
    this.#armed.set(agent, cancel);
  }

  #deliver(agent: Agent): void {
    const customer = agent.status === idle ? this.nextCustomer() : undefined;
    if (!customer) {
      this.#schedule(agent, shortestRetry);
      return;
    }
    this.disarm(agent);
    this.#parts.calls.start(agent, customer);
  }
}
