/** What a card says to a screen reader. */
import {html, type ReactiveElement} from 'lit';

import type {Call} from '../../session/calls/calls.ts';
import type {Strings} from '../../strings/en.ts';
import {callerName} from '../shared/format.ts';

export class Announcer {
  readonly #host: ReactiveElement;
  #said = '';
  #warning = '';
  readonly #warnedOf = new Set<string>();
  #remindedOf: string | undefined;
  #leftovers = 0;

  constructor(host: ReactiveElement) {
    this.#host = host;
  }

  say(text: string) {
    this.#said = anew(text, this.#said);
    this.#host.requestUpdate();
  }

  forget() {
    this.#said = '';
  }

  /** Once for each call. */
  warn(blacklisted: readonly Call[], t: Strings) {
    for (const call of blacklisted) {
      if (this.#warnedOf.has(call.sessionId)) continue;
      this.#warnedOf.add(call.sessionId);
      this.#warning = anew(t.card.blacklistedCaller(callerName(call, t)), this.#warning);
    }
  }

  /** Once for each call. */
  remind({sessionId}: Call, text: string) {
    if (this.#remindedOf !== sessionId) this.say(text);
    this.#remindedOf = sessionId;
  }

  /** Once. */
  tellLeftovers(count: number, t: Strings) {
    if (count > 0 && count !== this.#leftovers) this.say(t.card.leftovers(count));
    this.#leftovers = count;
  }

  render({tag}: Strings) {
    return html`<div class="spoken" role="status" translate="no" lang=${tag} .textContent=${this.#said}></div>
      <div class="spoken" role="alert" translate="no" lang=${tag} .textContent=${this.#warning}></div>`;
  }
}

/** The same text is said again only when it differs. */
const anew = (text: string, before: string) => (text === before ? `${text}\u00a0` : text);
