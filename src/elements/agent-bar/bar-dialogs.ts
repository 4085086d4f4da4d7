/** The two questions of the bar, whom to add and whether to blacklist, and its report: native dialogs in its shadow root. */
import {html, nothing, type ReactiveElement} from 'lit';

import {numberRule} from '../../protocol/commands.ts';
import type {Fault} from '../../protocol/faults.ts';
import type {Call} from '../../session/calls/calls.ts';
import {callerName, faultWords} from '../shared/format.ts';
import {isSendKey} from '../shared/keys.ts';
import {ReportPanel} from './report-panel.ts';
import type {SessionController} from '../shared/session-controller.ts';
import type {Localizer} from '../shared/localizer.ts';
import type {DialogStrings, Strings} from '../../strings/en.ts';

export class BarDialogs {
  readonly meeting: MeetingDialog;
  readonly blacklist: BlacklistDialog;
  readonly #report: ReportPanel;
  readonly #localizer: Localizer;

  constructor(host: ReactiveElement, agent: SessionController, words: Localizer) {
    this.meeting = new MeetingDialog(host, agent);
    this.blacklist = new BlacklistDialog(host, agent);
    this.#report = new ReportPanel(host, agent);
    this.#localizer = words;
  }

  render(pending: boolean) {
    const {t} = this.#localizer;
    const d = this.#localizer.t.dialogs;
    return html`${this.meeting.render(t, d, pending)} ${this.blacklist.render(t, d)}
    ${this.#report.render(t, d)}`;
  }
}

/** Asks for a number and adds it to the call. What was typed stays until it worked. */
class MeetingDialog {
  readonly #host: ReactiveElement;
  readonly #agent: SessionController;
  #fault: Fault | undefined;
  #sessionId: string | undefined;

  constructor(host: ReactiveElement, agent: SessionController) {
    this.#host = host;
    this.#agent = agent;
  }

  get #dialog() {
    return this.#host.renderRoot.querySelector<HTMLDialogElement>('[part=meeting-dialog]');
  }

  get #input() {
    return this.#dialog!.querySelector('input')!;
  }

  get open() {
    return this.#dialog?.open;
  }

  async show(call: Call | undefined) {
    this.#sessionId = call?.sessionId;
    this.#fail(undefined);
    await this.#host.updateComplete;
    showModal(this.#dialog!);
  }

  render(t: Strings, d: DialogStrings, pending: boolean) {
    const words = this.#fault && faultWords(this.#fault, t);
    return html`<dialog part="meeting-dialog" translate="no" aria-labelledby="meeting-title" @close=${this.#closed}>
      <form novalidate @submit=${this.#submit} @keydown=${isSendKey}>
        <h2 id="meeting-title" .textContent=${d.meetingTitle}></h2>
        <label>
          ${d.meetingNumber}
          <input
            part="meeting-tel"
            name="tel"
            type="tel"
            autocomplete="off"
            aria-invalid=${words ? 'true' : nothing}
            aria-describedby="meeting-fault"
            @input=${() => this.#fault && this.#fail(undefined)}
          />
        </label>
        <p id="meeting-fault" class="wrong" role="alert" ?hidden=${!words} .textContent=${words ? `${words.what} ${words.next}` : ''}></p>
        <div class="row">
          <button type="button" class="outlined" @click=${this.#close} .textContent=${t.cancel}></button>
          <button part="meeting-add" class="filled" aria-busy=${pending} .textContent=${d.meetingAdd}></button>
        </div>
      </form>
    </dialog>`;
  }

  readonly #submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const input = this.#input;
    const tel = input.value.trim();
    // Whoever was to be added was to hear this caller, not the next one.
    const gone = this.#agent.session?.$call.get()?.sessionId !== this.#sessionId;
    const rule = gone ? 'no-call' : numberRule(tel);
    if (rule) return this.#reject({code: 'bad-input', rule});
    const outcome = await this.#agent.request({type: 'meeting', tel});
    if (!outcome.ok) return outcome.fault.code === 'pending' ? undefined : this.#reject(outcome.fault);
    input.value = '';
    this.#close();
  };

  readonly #close = () => this.#dialog!.close();

  /** However it was closed, the agent has read what went wrong in here. */
  readonly #closed = () => {
    if (this.#fault) this.#agent.session?.dismiss();
  };

  #reject(fault: Fault) {
    this.#fail(fault);
    this.#input.focus();
  }

  #fail(fault: Fault | undefined) {
    this.#fault = fault;
    this.#host.requestUpdate();
  }
}

/** Asks before a customer is put on the blacklist. The question stays with the call it was asked for. */
class BlacklistDialog {
  readonly #host: ReactiveElement;
  readonly #agent: SessionController;
  #call: Call | undefined;

  constructor(host: ReactiveElement, agent: SessionController) {
    this.#host = host;
    this.#agent = agent;
  }

  get #dialog() {
    return this.#host.renderRoot.querySelector<HTMLDialogElement>('[part=confirm-dialog]')!;
  }

  async show(call: Call | undefined) {
    if (!call) return;
    this.#call = call;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    showModal(this.#dialog);
  }

  render(t: Strings, d: DialogStrings) {
    return html`<dialog
      part="confirm-dialog"
      translate="no"
      role="alertdialog"
      aria-labelledby="confirm-title"
      aria-describedby="confirm-text"
      @close=${this.#closed}
    >
      <form method="dialog">
        <h2 id="confirm-title" .textContent=${d.blacklistTitle}></h2>
        <p id="confirm-text" .textContent=${this.#call ? d.blacklistText(callerName(this.#call, t)) : ''}></p>
        <div class="row">
          <button part="cancel" class="outlined" .textContent=${t.cancel}></button>
          <button part="confirm" class="danger" type="button" @click=${this.#confirm} .textContent=${t.command.blacklist}></button>
        </div>
      </form>
    </dialog>`;
  }

  /** Nobody's name stays behind in the page. */
  readonly #closed = () => {
    if (!this.#dialog.open) this.#call = undefined;
  };

  readonly #confirm = () => {
    this.#dialog.close();
    if (this.#call) void this.#agent.request({type: 'blacklist', infoUuid: this.#call.customer.uuid});
  };
}

/** A page that moves the bar leaves an open dialog open, but no longer modal. */
function showModal(dialog: HTMLDialogElement) {
  dialog.close();
  dialog.showModal();
}
