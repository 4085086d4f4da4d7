import {LitElement, html, nothing, type PropertyDeclarations, type PropertyValues} from 'lit';

import {smsRule} from '../../protocol/commands.ts';
import type {Fault} from '../../protocol/faults.ts';
import {smsSize} from '../../protocol/sms-segments.ts';
import {define} from '../shared/define.ts';
import {AgentSmsSentEvent, type AgentComposeEvent} from '../shared/events.ts';
import {faultWords} from '../shared/format.ts';
import {given} from '../shared/given.ts';
import {isSendKey} from '../shared/keys.ts';
import {SessionController} from '../shared/session-controller.ts';
import {sharedStyles} from '../shared/shared.styles.ts';
import {styles} from './sms-dialog.styles.ts';
import {Localizer} from '../shared/localizer.ts';
import type {SmsStrings} from '../../strings/en.ts';

/**
 * A modal form that sends one SMS. It opens by itself when the bar's SMS button is pressed, and starts from
 * the call system's own text. Whatever goes wrong, the text stays.
 *
 * @summary Writes an SMS to the customer.
 * @tagname sms-dialog
 *
 * @slot - Shown above the form, for example a list of templates.
 *
 * @fires {AgentRequestEvent} agent-request - Before a command is sent. Cancelable: the command isn't sent.
 * @fires {AgentSmsSentEvent} agent-sms-sent - The call system accepted the SMS.
 * @fires {Event} close - The dialog has closed, for whatever reason.
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
    said: {state: true},
  };

  /** Whether the dialog is showing. */
  open = false;
  /** The number to write to. When it opens empty: the customer on the line. */
  to = '';
  /** The text. When it opens empty: the call system's own text for this call. */
  text = '';

  private fault: Fault | undefined;
  private said = '';

  readonly #localizer = new Localizer(this);
  readonly #agent = new SessionController(this, (s) => [s.$call, s.$progress]);
  #opening = 0;
  #asking: Promise<unknown> | undefined;
  /** The call that it was opened in, with the number that it was opened for; empty without a call. */
  #call = '';
  /** The call system's own text, as it came. */
  #template = '';
  /** What was not sent, by what it belongs to. */
  readonly #unsent = new Map<string, {readonly to: string; readonly text: string}>();

  override connectedCallback() {
    super.connectedCallback();
    // The page's own listeners on the document come first.
    window.addEventListener('agent-compose', this.#compose);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener('agent-compose', this.#compose);
    this.open = false;
  }

  /** Opens the dialog; what is not given starts as described at `to` and `text`. */
  show({to = this.#onTheLine, text = ''}: {to?: string; text?: string} = {}) {
    if (this.open) return;
    this.to = to;
    this.text = text;
    this.open = true;
  }

  /** Closes the dialog. What the agent has written comes back when it opens for the same number in the same call. */
  close() {
    if (this.open) this.#putAside();
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
    if (changed.has('open') && this.open) this.#begin();
    else if (changed.get('open')) this.#putAside();
  }

  #begin() {
    this.fault = undefined;
    this.said = '';
    this.to ||= this.#onTheLine;
    const sessionId = this.#agent.session?.$call.get()?.sessionId;
    this.#call = sessionId ? `${sessionId} ${this.to}` : '';
    this.#template = '';
    this.#opening += 1;
    const calls = this.#agent.session?.$calls.get() ?? [];
    for (const owner of this.#unsent.keys())
      if (owner.includes(' ') && !calls.some((call) => owner.startsWith(call.sessionId)))
        this.#unsent.delete(owner);
    const unsent = this.#unsent.get(this.#owner);
    if (!this.text && unsent) Object.assign(this, unsent);
    if (!this.text) void this.#startFromServer(this.#opening);
  }

  #putAside() {
    const {to, text} = this;
    if (this.#owner && text && text !== this.#template) this.#unsent.set(this.#owner, {to, text});
    else this.#unsent.delete(this.#owner);
    this.to = this.text = this.#call = '';
  }

  /** What a text belongs to: its call, else its number. */
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

  get #onTheLine() {
    return this.#agent.session?.$call.get()?.customer.telephone ?? '';
  }

  async #startFromServer(opening: number) {
    const isWanted = () => opening === this.#opening && this.open && !this.text;
    // One question at a time: that of the call before goes to its end.
    await this.#asking;
    if (!isWanted()) return;
    const answer = this.#agent.request({type: 'sms-text'});
    this.#asking = answer;
    const outcome = await answer;
    // A slow answer neither overwrites what the agent has begun to write nor reaches the next customer.
    if (!isWanted() || !outcome.ok) return;
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
      this.said = this.#s.sent(to);
      // The page may have begun another one meanwhile.
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
    const words = this.fault && faultWords(this.fault, t);
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
          <p part="fault" id="fault" class="wrong" role="alert" ?hidden=${!words}>
            <bdi .textContent=${words?.what ?? ''}></bdi> <span .textContent=${words ? `${words.next} ${rule ? '' : t.kept}` : ''}></span>
          </p>
          <div class="row">
            <span part="count" id="count" class="muted number" .textContent=${s.count(characters, segments, perSegment)}></span>
            <button part="cancel" class="outlined" type="button" @click=${this.close} .textContent=${t.cancel}></button>
            <button part="send" class="filled" aria-busy=${pending} .textContent=${pending ? s.sending : s.send}></button>
          </div>
        </form>
      </dialog>
      <div class="spoken" role="status" translate="no" .textContent=${this.said}></div>`;
  }
}

define('sms-dialog', SmsDialog);

declare global {
  interface HTMLElementTagNameMap {
    'sms-dialog': SmsDialog;
  }
}
