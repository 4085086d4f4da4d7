/** Saves the forms of a card, and says what stands against it. */
import type {ReactiveElement} from 'lit';

import type {FaultCode} from '../../protocol/faults.ts';
import type {Call} from '../../session/calls/calls.ts';
import {obstacle} from '../../session/commands/availability.ts';
import type {FormDeck} from '../customer-form/form-cache.ts';
import {callerName, faultWords} from '../shared/format.ts';
import type {Localizer} from '../shared/localizer.ts';
import type {SessionController} from '../shared/session-controller.ts';
import type {Announcer} from './announcer.ts';

/** Faults that the call itself does not know of, because nothing went to the call system. */
const notSent: ReadonlySet<FaultCode> = new Set(['cancelled', 'closed', 'bad-input']);

/** Why a form was not even sent. */
interface Trouble {
  readonly sessionId: string;
  readonly text?: string;
}

interface Card {
  readonly agent: SessionController;
  readonly forms: FormDeck;
  readonly localizer: Localizer;
  readonly announcer: Announcer;
  /** Brings the card of a call to the front. */
  readonly show: (sessionId: string) => void;
}

export class Saver {
  readonly #host: ReactiveElement;
  readonly #card: Card;
  #trouble: Trouble | undefined;
  /** What stands in place of the card that was left last. */
  done = '';

  constructor(host: ReactiveElement, card: Card) {
    this.#host = host;
    this.#card = card;
  }

  /** What stands against saving, and against the next call. */
  whyNot(call: Call): {readonly save: string; readonly next: string} {
    const {agent, localizer} = this.#card;
    const {why} = localizer.t;
    const next = agent.session && obstacle('next-call', agent.session);
    return {save: call.customer.uuid ? '' : why['no-customer'], next: next ? why[next] : ''};
  }

  /** It goes by itself as soon as no field is wrong any more. */
  troubleOf({sessionId}: Call): string {
    const {forms, localizer} = this.#card;
    if (this.#trouble?.sessionId !== sessionId) return '';
    const names = forms.get(sessionId)?.wrong ?? [];
    return this.#trouble.text ?? (names.length > 0 ? localizer.t.card.problems(names) : '');
  }

  async saveAndNext(call: Call) {
    const why = this.whyNot(call);
    if (why.save || why.next) this.#card.announcer.say(why.save || why.next);
    else if (await this.save(call)) await this.#card.agent.request({type: 'next-call'});
  }

  /** Says whether the call system agreed; else the card says what stands against it. */
  async save(call: Call): Promise<boolean> {
    const {agent, announcer, forms, localizer, show} = this.#card;
    const {sessionId} = call;
    const why = this.whyNot(call).save;
    if (why) {
      announcer.say(why);
      return false;
    }
    // A form that nobody has looked at yet is made by showing it.
    show(sessionId);
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    const form = forms.get(sessionId);
    const names = form?.check() ?? [];
    this.#stop(names.length > 0 ? {sessionId} : undefined);
    if (!form || names.length > 0) return false;
    const focused = this.#host.shadowRoot?.activeElement != null;
    const outcome = await agent.request({type: 'save', sessionId, ...form.entries()});
    if (outcome.ok) await this.#saved(call, focused);
    else if (notSent.has(outcome.fault.code)) {
      const {what, next} = faultWords(outcome.fault, localizer.t);
      this.#stop({sessionId, text: `${what} ${next}`});
    }
    return outcome.ok;
  }

  #stop(trouble: Trouble | undefined) {
    this.#trouble = trouble;
    this.#host.requestUpdate();
  }

  async #saved(call: Call, focused: boolean) {
    const {announcer, localizer} = this.#card;
    const {t} = localizer;
    this.done = t.card.savedFor(callerName(call, t));
    announcer.say(this.done);
    await this.#host.updateComplete;
    // The card may have left with the focus in it.
    if (focused && !this.#host.shadowRoot?.activeElement)
      this.#host.renderRoot.querySelector<HTMLElement>('.card, .done')?.focus();
  }
}
