/** Saves the forms of a card, and says what stands against it. */
import type {ReactiveElement} from 'lit';

import type {FaultCode} from '../../protocol/faults.ts';
import type {Call} from '../../session/calls/calls.ts';
import {obstacle} from '../../session/commands/availability.ts';
import type {FormDeck} from '../customer-form/form-cache.ts';
import {callerName, faultWords} from '../shared/format.ts';
import type {Localizer} from '../shared/localizer.ts';
import type {SessionController} from '../shared/session-controller.ts';

/** Faults that the call itself does not know of, because nothing went to the call system. */
const notSent: ReadonlySet<FaultCode> = new Set(['cancelled', 'closed', 'bad-input']);

/** Why a form was not even sent. */
interface Trouble {
  readonly sessionId: string;
  readonly text?: string;
}

interface Card {
  readonly host: ReactiveElement;
  readonly agent: SessionController;
  readonly forms: FormDeck;
  readonly localizer: Localizer;
  readonly say: (text: string) => void;
  /** Brings the card of a call to the front. */
  readonly show: (sessionId: string) => void;
}

export function createSaver({host, agent, forms, localizer, say, show}: Card) {
  let trouble: Trouble | undefined;

  const saver = {
    /** What stands in place of the card that was left last. */
    done: '',

    /** What stands against saving, and against the next call. */
    whyNot(call: Call): {readonly save: string; readonly next: string} {
      const {why} = localizer.t;
      const next = agent.session && obstacle('next-call', agent.session);
      return {save: call.customer.uuid ? '' : why['no-customer'], next: next ? why[next] : ''};
    },

    /** It goes by itself as soon as no field is wrong any more. */
    troubleOf({sessionId}: Call): string {
      if (trouble?.sessionId !== sessionId) return '';
      const names = forms.get(sessionId)?.wrong ?? [];
      return trouble.text ?? (names.length > 0 ? localizer.t.card.problems(names) : '');
    },

    async saveAndNext(call: Call) {
      const {save, next} = saver.whyNot(call);
      if (save || next) say(save || next);
      else if (await saver.save(call)) await agent.request({type: 'next-call'});
    },

    /** Says whether the call system agreed; else the card says what stands against it. */
    async save(call: Call): Promise<boolean> {
      const {sessionId} = call;
      const why = saver.whyNot(call).save;
      if (why) {
        say(why);
        return false;
      }
      // A form that nobody has looked at yet is made by showing it.
      show(sessionId);
      host.requestUpdate();
      await host.updateComplete;
      const form = forms.get(sessionId);
      const wrong = !form || form.check().length > 0;
      stop(wrong ? {sessionId} : undefined);
      if (wrong) return false;
      const focused = host.shadowRoot?.activeElement != null;
      const outcome = await agent.request({type: 'save', sessionId, ...form.entries()});
      if (outcome.ok) await saved(call, focused);
      else if (notSent.has(outcome.fault.code)) {
        const {what, next} = faultWords(outcome.fault, localizer.t);
        stop({sessionId, text: `${what} ${next}`});
      }
      return outcome.ok;
    },
  };

  function stop(by: Trouble | undefined) {
    trouble = by;
    host.requestUpdate();
  }

  async function saved(call: Call, focused: boolean) {
    const {t} = localizer;
    saver.done = t.card.savedFor(callerName(call, t));
    say(saver.done);
    await host.updateComplete;
    // The card may have left with the focus in it.
    if (focused && !host.shadowRoot?.activeElement)
      host.renderRoot.querySelector<HTMLElement>('.card, .done')?.focus();
  }

  return saver;
}
