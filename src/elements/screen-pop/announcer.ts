/** Screen reader announcements of the cards, in two live regions. */
import {html, type ReactiveElement} from 'lit';

import type {Call} from '../../session/calls/calls.ts';
import type {Strings} from '../../strings/en.ts';
import {callerName} from '../shared/format.ts';

export class Announcer {
  readonly #host: ReactiveElement;
  #status = '';
  #warning = '';
  readonly #warned = new Set<string>();
  #reminded: string | undefined;
  #leftovers = 0;

  constructor(host: ReactiveElement) {
    this.#host = host;
  }

  say(text: string) {
    this.#status = changedText(text, this.#status);
    this.#host.requestUpdate();
  }

  clear() {
    this.#status = '';
  }

  /** Announces blacklisted callers, once per call. */
  warn(blacklisted: readonly Call[], t: Strings) {
    for (const call of blacklisted) {
      if (this.#warned.has(call.sessionId)) continue;
      this.#warned.add(call.sessionId);
      this.#warning = changedText(t.card.blacklistedCaller(callerName(call, t)), this.#warning);
    }
  }

  /** Announces the reminder of after-call work, once per call. */
  remind({sessionId}: Call, text: string) {
    if (this.#reminded !== sessionId) this.say(text);
    this.#reminded = sessionId;
  }

  /** Announces unsaved text of another version, once. */
  announceLeftovers(count: number, t: Strings) {
    if (count > 0 && count !== this.#leftovers) this.say(t.card.leftovers(count));
    this.#leftovers = count;
  }

  render({tag}: Strings) {
    return html`<div class="spoken" role="status" translate="no" lang=${tag} .textContent=${this.#status}></div>
      <div class="spoken" role="alert" translate="no" lang=${tag} .textContent=${this.#warning}></div>`;
  }
}

/** Screen readers repeat a text only when it has changed, so a repeated text gets an extra space. */
const changedText = (text: string, before: string) => (text === before ? `${text}\u00a0` : text);
