/** The bar's dialogs: adding a third party, confirming the blacklist, and the report. */
import {html, nothing, type ReactiveElement} from 'lit';

import {numberRule} from '../../protocol/commands.ts';
import type {Fault} from '../../protocol/faults.ts';
import type {Call} from '../../session/calls/calls.ts';
import {callerName, faultMessage} from '../shared/format.ts';
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

  constructor(host: ReactiveElement, agent: SessionController, localizer: Localizer) {
    this.meeting = new MeetingDialog(host, agent);
    this.blacklist = new BlacklistDialog(host, agent);
    this.#report = new ReportPanel(host, agent);
    this.#localizer = localizer;
  }

  render(pending: boolean) {
    const {t} = this.#localizer;
    const d = this.#localizer.t.dialogs;
    return html`${this.meeting.render(t, d, pending)} ${this.blacklist.render(t, d)}
    ${this.#report.render(t, d)}`;
  }
}

/** Asks for a number and adds it to the call. The input stays until it has succeeded. */
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
    const message = this.#fault && faultMessage(this.#fault, t);
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
            aria-invalid=${message ? 'true' : nothing}
            aria-describedby="meeting-fault"
            @input=${() => this.#fault && this.#fail(undefined)}
          />
        </label>
        <p id="meeting-fault" class="wrong" role="alert" ?hidden=${!message} .textContent=${message ? `${message.what} ${message.next}` : ''}></p>
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
    // The third party must not be added to a later call.
    const isOtherCall = this.#agent.session?.$call.get()?.sessionId !== this.#sessionId;
    const rule = isOtherCall ? 'no-call' : numberRule(tel);
    if (rule) return this.#reject({code: 'bad-input', rule});
    const outcome = await this.#agent.request({type: 'meeting', tel});
    if (!outcome.ok) return outcome.fault.code === 'pending' ? undefined : this.#reject(outcome.fault);
    input.value = '';
    this.#close();
  };

  readonly #close = () => this.#dialog!.close();

  /** The agent has read the fault in the dialog, so it is dismissed in the bar too. */
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

/** Asks before a customer is put on the blacklist. The dialog stays with its call, even when another one arrives. */
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

  /** Removes the customer's name from the document. */
  readonly #closed = () => {
    if (!this.#dialog.open) this.#call = undefined;
  };

  readonly #confirm = () => {
    this.#dialog.close();
    if (this.#call) void this.#agent.request({type: 'blacklist', infoUuid: this.#call.customer.uuid});
  };
}

/** Closes first: after a page has moved the bar, an open dialog is not modal any more. */
function showModal(dialog: HTMLDialogElement) {
  dialog.close();
  dialog.showModal();
}
