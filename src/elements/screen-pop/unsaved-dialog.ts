/** The dialog before unsaved edits are left: save them, discard them, or stay. */
import {html, nothing, type ReactiveElement} from 'lit';

import type {Call} from '../../session/calls/calls.ts';
import type {Session} from '../../session/session.ts';
import type {AgentUnsavedEvent} from '../shared/events.ts';
import {callerName} from '../shared/format.ts';
import type {CardStrings, Strings} from '../../strings/en.ts';

interface Card {
  session(): Session | undefined;
  /** Saves the form of a call, or shows why it cannot be saved. */
  save(call: Call): Promise<boolean>;
  request(command: AgentUnsavedEvent['command']): Promise<unknown>;
}

interface Question {
  readonly calls: readonly Call[];
  /** What the agent wants to do next; absent when they only want to discard. */
  readonly command?: AgentUnsavedEvent['command'];
}

export class UnsavedDialog {
  readonly #host: ReactiveElement;
  readonly #card: Card;
  #question: Question = {calls: []};

  constructor(host: ReactiveElement, card: Card) {
    this.#host = host;
    this.#card = card;
  }

  listen() {
    // On the window, so that the page's own listeners on the document run first.
    window.addEventListener('agent-unsaved', this.#onUnsaved);
  }

  stopListening() {
    window.removeEventListener('agent-unsaved', this.#onUnsaved);
  }

  async show(question: Question) {
    this.#question = question;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    const dialog = this.#dialog;
    if (dialog && !dialog.open) dialog.showModal();
  }

  render(t: Strings, c: CardStrings) {
    const {calls, command} = this.#question;
    const who = calls.map((call) => callerName(call, t)).join(c.listSeparator);
    return html`<dialog
      part="unsaved-dialog"
      translate="no"
      role="alertdialog"
      lang=${t.tag}
      aria-labelledby="unsaved-title"
      aria-describedby="unsaved-text"
      @close=${this.#closed}
    >
      <form method="dialog">
        <h2 id="unsaved-title" .textContent=${c.unsavedTitle}></h2>
        <p id="unsaved-text" .textContent=${`${c.unsavedText(who)} ${command === 'sign-out' ? c.signOutText : ''}`}></p>
        <div class="row">
          <button class="outlined" part="stay" .textContent=${c.stay}></button>
          <button class="outlined wrong" part="discard-words" type="button" @click=${this.#discard} .textContent=${c.discard}></button>
          ${
            command
              ? html`<button class="filled" part="save-words" type="button" @click=${this.#save} .textContent=${c.saveAndGo[command]}></button>`
              : nothing
          }
        </div>
      </form>
    </dialog>`;
  }

  get #dialog() {
    return this.#host.renderRoot.querySelector<HTMLDialogElement>('[part=unsaved-dialog]');
  }

  readonly #onUnsaved = (event: AgentUnsavedEvent) => {
    // Any script can dispatch an event with this name; only one with our session comes from the bar.
    if (event.defaultPrevented || !event.session || event.session !== this.#card.session()) return;
    // Calls that the page shows itself are its own responsibility.
    const calls = event.calls.filter(({hidden}) => !hidden);
    if (calls.length === 0) return;
    event.preventDefault();
    void this.show({calls, command: event.command});
  };

  /** Removes the customer's name from the document. */
  readonly #closed = () => {
    if (!this.#dialog?.open) this.#question = {calls: []};
    this.#host.requestUpdate();
  };

  readonly #save = async () => {
    const {calls, command} = this.#question;
    this.#dialog?.close();
    for (const call of calls) if (!(await this.#card.save(call))) return;
    if (command) await this.#card.request(command);
  };

  readonly #discard = () => {
    const {calls, command} = this.#question;
    this.#dialog?.close();
    for (const {sessionId} of calls) this.#card.session()?.discard(sessionId);
    if (command) void this.#card.request(command);
  };
}
