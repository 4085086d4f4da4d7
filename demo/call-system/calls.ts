import type {Agent, Agents, Send} from './agents.ts';
import type {Blacklist} from './blacklist.ts';
import type {Customer} from './customers.ts';
import {busy, infoFrame, wrapUp} from './frames.ts';
import {Refusal} from './refusal.ts';
import type {Settings} from './settings.ts';
import type {Timers} from './timers.ts';

export interface Call {
  readonly sessionId: string;
  readonly customer: Customer;
  readonly began: Date;
  ended: Date | undefined;
  /** Everyone who was in the call, the first being the one who got it. */
  readonly agents: Agent[];
  /** Telephone numbers that were added to the call. */
  readonly parties: string[];
  held: boolean;
  inspection: string;
}

export interface CallsParts {
  readonly agents: Agents;
  readonly blacklist: Blacklist;
  readonly settings: Settings;
  readonly timers: Timers;
  readonly send: Send;
  readonly newId: () => string;
  readonly ended: (call: Call) => void;
}

/** The calls that are going on, and those that were. */
export class Calls {
  readonly #parts: CallsParts;
  readonly #calls = new Map<string, Call>();

  constructor(parts: CallsParts) {
    this.#parts = parts;
  }

  all(): Call[] {
    return [...this.#calls.values()];
  }

  active(): Call[] {
    return this.all().filter((call) => call.ended === undefined);
  }

  find(sessionId: string): Call | undefined {
    return this.#calls.get(sessionId);
  }

  /** Whether this number is in a call, as the customer or as a party that was added. */
  isEngaged(telephone: string): boolean {
    return this.active().some(
      (call) => call.customer.telephone === telephone || call.parties.includes(telephone),
    );
  }

  start(agent: Agent, customer: Customer): Call {
    const {blacklist, settings, timers, newId} = this.#parts;
    if (blacklist.has(customer.telephone)) {
      throw new Refusal(
        '该客户在黑名单中,来电已被拦截',
        'This customer is on the blacklist; the call was stopped',
      );
    }
    if (this.isEngaged(customer.telephone))
      throw new Refusal('该号码正在通话中', 'This number is already in a call');
    const call: Call = {
      sessionId: newId(),
      customer,
      began: new Date(),
      ended: undefined,
      agents: [],
      parties: [],
      held: false,
      inspection: '未质检',
    };
    this.#calls.set(call.sessionId, call);
    this.join(call, agent);
    if (settings.talkTime !== undefined) timers.after(settings.talkTime, () => this.end(call));
    return call;
  }

  join(call: Call, agent: Agent): void {
    const {agents, settings, send} = this.#parts;
    call.agents.push(agent);
    agent.calls.push(call);
    agent.lastCall = call;
    const info = infoFrame(call.sessionId, agent.extno, call.customer);
    if (settings.infoFirst) send(agent.extno, info);
    agents.move(agent, busy);
    if (!settings.infoFirst) send(agent.extno, info);
  }

  /** Frees everybody in the call; each agent goes on to the wrap-up of it. */
  end(call: Call): void {
    if (call.ended) return;
    call.ended = new Date();
    call.held = false;
    for (const agent of call.agents) {
      agent.calls = agent.calls.filter((other) => other !== call);
      if (agent.calls.length > 0) continue;
      agent.wrappingUp = call;
      this.#parts.agents.move(agent, wrapUp);
    }
    this.#parts.ended(call);
  }
}
