import {LitElement, html, nothing, type PropertyDeclarations, type PropertyValues} from 'lit';

import {smsRule} from '../../protocol/commands.ts';
import type {Fault} from '../../protocol/faults.ts';
import {smsSize} from '../../protocol/sms-segments.ts';
import {define} from '../shared/define.ts';
import {AgentSmsSentEvent, type AgentComposeEvent} from '../shared/events.ts';
import {faultMessage} from '../shared/format.ts';
import {given} from '../shared/given.ts';
import {isSendKey} from '../shared/keys.ts';
import {SessionController} from '../shared/session-controller.ts';
import {sharedStyles} from '../shared/shared.styles.ts';
import {styles} from './sms-dialog.styles.ts';
import {Localizer} from '../shared/localizer.ts';
import type {SmsStrings} from '../../strings/en.ts';

/**
 * A modal form that sends one SMS. It opens automatically when the bar's SMS button is pressed, and starts with the call
 * system's own text. After an error the text stays.
 *
 * @summary Writes an SMS to the customer.
 * @tagname sms-dialog
 *
 * @slot - Shown above the form, for example a list of templates.
 *
 * @fires {AgentRequestEvent} agent-request - Before a command is sent. Cancelable: the command isn't sent.
 * @fires {AgentSmsSentEvent} agent-sms-sent - The call system accepted the SMS.
 * @fires {Event} close - The dialog has closed, for any reason.
 *
 * @csspart dialog - The native dialog.
 * @csspart form - The form inside it.
 * @csspart to - The number field.
 * @csspart text - The text field.
 * @csspart count - Characters and SMS segments.
 * @csspart fault - What went wrong and what to do.
 * @csspart send - Button.
 * @csspart cancel - Button.
 */
export class SmsDialog extends LitElement {
  static override styles = [sharedStyles, styles];
  static override properties: PropertyDeclarations = {
    open: {type: Boolean, reflect: true},
    to: {},
    text: {},
    fault: {state: true},
    announcement: {state: true},
  };

  /** Whether the dialog is open. */
  open = false;
  /** The number to write to. Default when it opens: the customer of the current call. */
  to = '';
  /** The text. Default when it opens: the call system's own text. */
  text = '';

  private fault: Fault | undefined;
  private announcement = '';

  readonly #localizer = new Localizer(this);
  readonly #agent = new SessionController(this, (s) => [s.$call, s.$progress]);
  #opening = 0;
  #pendingRequest: Promise<unknown> | undefined;
  /** The call and the number for which it was opened; empty without a call. */
  #call = '';
  /** The call system's own text. */
  #template = '';
  /** Texts that were not sent, by owner. */
  readonly #unsent = new Map<string, {readonly to: string; readonly text: string}>();

  override connectedCallback() {
    super.connectedCallback();
    // On the window, so that the page's own listeners on the document run first.
    window.addEventListener('agent-compose', this.#compose);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener('agent-compose', this.#compose);
    this.open = false;
  }

  /** Opens the dialog. The defaults are described at `to` and `text`. */
  show({to = this.#callerNumber, text = ''}: {to?: string; text?: string} = {}) {
    if (this.open) return;
    this.to = to;
    this.text = text;
    this.open = true;
  }

  /** Closes the dialog. Unsent text is shown again when it opens for the same number in the same call. */
  close() {
    if (this.open) this.#keepUnsent();
    this.open = false;
  }

  readonly #compose = (event: AgentComposeEvent) => {
    if (event.defaultPrevented || event.session !== this.#agent.session) return;
    event.preventDefault();
    this.show({to: event.to});
  };

  protected override willUpdate(changed: PropertyValues<this>) {
    this.to = given(this.to);
    this.text = given(this.text);
    if (changed.has('open') && this.open) this.#start();
    else if (changed.get('open')) this.#keepUnsent();
  }

  #start() {
    this.fault = undefined;
    this.announcement = '';
    this.to ||= this.#callerNumber;
    const sessionId = this.#agent.session?.$call.get()?.sessionId;
    this.#call = sessionId ? `${sessionId} ${this.to}` : '';
    this.#template = '';
    this.#opening += 1;
    const unsent = this.#unsent.get(this.#owner);
    if (!this.text && unsent) Object.assign(this, unsent);
    if (!this.text) void this.#startFromServer(this.#opening);
  }

  #keepUnsent() {
    const {to, text} = this;
    if (this.#owner && text && text !== this.#template) this.#unsent.set(this.#owner, {to, text});
    else this.#unsent.delete(this.#owner);
    this.to = this.text = this.#call = '';
  }

  /** The owner of a text: its call, else its number. */
  get #owner(): string {
    return this.#call || this.to;
  }

  protected override updated(changed: PropertyValues<this>) {
    if (!changed.has('open')) return;
    if (this.open && !this.#dialog.open) {
      this.#dialog.showModal();
      (this.to ? this.#textField : this.#toField).focus();
    } else if (!this.open && this.#dialog.open) this.#dialog.close();
  }

  get #callerNumber() {
    return this.#agent.session?.$call.get()?.customer.telephone ?? '';
  }

  async #startFromServer(opening: number) {
    const isCurrent = () => opening === this.#opening && this.open && !this.text;
    // Only one request at a time: wait for that of an earlier opening.
    await this.#pendingRequest;
    if (!isCurrent()) return;
    const answer = this.#agent.request({type: 'sms-text'});
    this.#pendingRequest = answer;
    const outcome = await answer;
    // A late answer must not replace the agent's text, nor be used for another customer.
    if (!isCurrent() || !outcome.ok) return;
    if (typeof outcome.data === 'string') this.text = this.#template = outcome.data;
  }

  async #send() {
    const {to, text} = this;
    const owner = this.#owner;
    const rule = smsRule(to, text);
    if (rule)
      return this.#refuse({code: 'bad-input', rule}, rule === 'no-text' ? this.#textField : this.#toField);
    const outcome = await this.#agent.request({type: 'sms', telephone: to, msg: text});
    if (outcome.ok) {
      this.announcement = this.#s.sent(to);
      // The page may have started another SMS meanwhile.
      if (owner === this.#owner && this.to === to && this.text === text) {
        this.text = '';
        this.open = false;
      } else if (this.#unsent.get(owner)?.text === text) this.#unsent.delete(owner);
      this.dispatchEvent(new AgentSmsSentEvent(to));
    } else if (outcome.fault.code !== 'pending' && owner === this.#owner)
      this.#refuse(outcome.fault, this.#textField);
  }

  #refuse(fault: Fault, field: HTMLElement) {
    this.fault = fault;
    field.focus();
  }

  #submit(event: SubmitEvent) {
    event.preventDefault();
    void this.#send();
  }

  #keydown(event: KeyboardEvent) {
    if (isSendKey(event)) void this.#send();
  }

  get #dialog() {
    return this.renderRoot.querySelector('dialog')!;
  }

  get #toField() {
    return this.renderRoot.querySelector('input')!;
  }

  get #textField() {
    return this.renderRoot.querySelector('textarea')!;
  }

  #closed() {
    this.close();
    this.dispatchEvent(new Event('close'));
  }

  get #s(): SmsStrings {
    return this.#localizer.t.sms;
  }

  protected override render() {
    const {t} = this.#localizer;
    const s = this.#s;
    const {characters, segments, perSegment} = smsSize(this.text);
    const pending = this.#agent.session?.$progress.get().sms === 'pending';
    const message = this.fault && faultMessage(this.fault, t);
    const rule = this.fault?.rule;
    return html`<dialog part="dialog" translate="no" lang=${t.tag} aria-labelledby="title" @close=${this.#closed}>
        <h2 id="title" .textContent=${s.title}></h2>
        <slot></slot>
        <form part="form" novalidate @submit=${this.#submit} @keydown=${this.#keydown}>
          <label>
            ${s.to}
            <input
              part="to"
              name="to"
              type="tel"
              autocomplete="off"
              aria-invalid=${rule && rule !== 'no-text' ? 'true' : nothing}
              aria-describedby="fault"
              .value=${this.to}
              @input=${() => (this.to = this.#toField.value)}
            />
          </label>
          <label>
            ${s.text}
            <textarea
              part="text"
              name="text"
              rows="5"
              aria-invalid=${rule === 'no-text' ? 'true' : nothing}
              aria-describedby="fault count"
              .value=${this.text}
              @input=${() => (this.text = this.#textField.value)}
            ></textarea>
          </label>
          <p part="fault" id="fault" class="wrong" role="alert" ?hidden=${!message}>
            <bdi .textContent=${message?.what ?? ''}></bdi> <span .textContent=${message ? `${message.next} ${rule ? '' : t.kept}` : ''}></span>
          </p>
          <div class="row">
            <span part="count" id="count" class="muted number" .textContent=${s.count(characters, segments, perSegment)}></span>
            <button part="cancel" class="outlined" type="button" @click=${this.close} .textContent=${t.cancel}></button>
            <button part="send" class="filled" aria-busy=${pending} .textContent=${pending ? s.sending : s.send}></button>
          </div>
        </form>
      </dialog>
      <div class="spoken" role="status" translate="no" .textContent=${this.announcement}></div>`;
  }
}

define('sms-dialog', SmsDialog);

declare global {
  interface HTMLElementTagNameMap {
    'sms-dialog': SmsDialog;
  }
}
