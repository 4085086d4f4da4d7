/** Saves the forms of the cards, and provides the reasons why saving is not possible. */
import type {ReactiveElement} from 'lit';

import type {FaultCode} from '../../protocol/faults.ts';
import type {Call} from '../../session/calls/calls.ts';
import {obstacle} from '../../session/commands/availability.ts';
import type {FormCache} from '../customer-form/form-cache.ts';
import {callerName, faultMessage} from '../shared/format.ts';
import type {Localizer} from '../shared/localizer.ts';
import type {SessionController} from '../shared/session-controller.ts';

/** Faults that are not stored in the call, because nothing was sent to the call system. */
const notSent: ReadonlySet<FaultCode> = new Set(['cancelled', 'closed', 'bad-input']);

/** Why a form was not sent. */
interface Problem {
  readonly sessionId: string;
  readonly text?: string;
}

interface Card {
  readonly host: ReactiveElement;
  readonly agent: SessionController;
  readonly forms: FormCache;
  readonly localizer: Localizer;
  /** Announces a text to screen readers. */
  readonly say: (text: string) => void;
  /** Shows the card of a call. */
  readonly show: (sessionId: string) => void;
}

export function createSaver({host, agent, forms, localizer, say, show}: Card) {
  let problem: Problem | undefined;

  const saver = {
    /** The text that is shown in place of the card after its call was saved. */
    done: '',

    /** Why saving or the next call is not available; empty when it is. */
    whyNot(call: Call): {readonly save: string; readonly next: string} {
      const {why} = localizer.t;
      const next = agent.session && obstacle('next-call', agent.session);
      return {save: call.customer.uuid ? '' : why['no-customer'], next: next ? why[next] : ''};
    },

    /** Why the form was not sent. Becomes empty when all fields are valid. */
    problemOf({sessionId}: Call): string {
      if (problem?.sessionId !== sessionId) return '';
      const names = forms.get(sessionId)?.wrong ?? [];
      return problem.text ?? (names.length > 0 ? localizer.t.card.problems(names) : '');
    },

    async saveAndNext(call: Call) {
      const {save, next} = saver.whyNot(call);
      if (save || next) say(save || next);
      else if (await saver.save(call)) await agent.request({type: 'next-call'});
    },

    /** Resolves to whether the form was saved; otherwise the card shows why not. */
    async save(call: Call): Promise<boolean> {
      const {sessionId} = call;
      const why = saver.whyNot(call).save;
      if (why) {
        say(why);
        return false;
      }
      // A form that was never shown does not exist yet: showing the card creates it.
      show(sessionId);
      host.requestUpdate();
      await host.updateComplete;
      const form = forms.get(sessionId);
      const wrong = !form || form.check().length > 0;
      setProblem(wrong ? {sessionId} : undefined);
      if (wrong) return false;
      const focused = host.shadowRoot?.activeElement != null;
      const outcome = await agent.request({type: 'save', sessionId, ...form.entries()});
      if (outcome.ok) await saved(call, focused);
      else if (notSent.has(outcome.fault.code)) {
        const {what, next} = faultMessage(outcome.fault, localizer.t);
        setProblem({sessionId, text: `${what} ${next}`});
      }
      return outcome.ok;
    },
  };

  function setProblem(next: Problem | undefined) {
    problem = next;
    host.requestUpdate();
  }

  async function saved(call: Call, focused: boolean) {
    const {t} = localizer;
    saver.done = t.card.savedFor(callerName(call, t));
    say(saver.done);
    await host.updateComplete;
    // If the card was removed with the focus in it, the focus moves to what replaces it.
    if (focused && !host.shadowRoot?.activeElement)
      host.renderRoot.querySelector<HTMLElement>('.card, .done')?.focus();
  }

  return saver;
}
