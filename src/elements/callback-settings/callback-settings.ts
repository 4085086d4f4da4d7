import {LitElement, html, type PropertyDeclarations, type PropertyValues} from 'lit';

import type {Encoding} from '../../connect.ts';
import {addressRule, type AddressRule} from '../../protocol/callback-settings/address.ts';
import type {
  CallbackCredentials,
  CallbackFault,
  CallbackSetup,
} from '../../protocol/callback-settings/callback-settings.ts';
import {
  createCallbacks,
  type Callbacks,
  type CredentialsSource,
} from '../../transport/http/callback-settings.ts';
import {
  addresses,
  addressField,
  addressNames,
  faultText,
  openSwitch,
  type AddressName,
} from './callback-parts.ts';
import {CallbackSavedEvent} from './callback-saved-event.ts';
import {styles} from './callback-settings.styles.ts';
import {changeOf, same, setupOf} from './callback-setup.ts';
import {define} from '../shared/define.ts';
import {timeOfDay} from '../shared/format.ts';
import {frameStyles} from '../shared/frame.styles.ts';
import {given} from '../shared/given.ts';
import {isSendKey} from '../shared/keys.ts';
import {LeaveGuard} from '../shared/leave-guard.ts';
import {sharedStyles} from '../shared/shared.styles.ts';
import {Localizer} from '../shared/localizer.ts';
import type {CallbackStrings} from '../../strings/en.ts';

/**
 * A supervisor's form: where the call system pushes ended calls and the results of imports.
 * It needs no `<agent-bar>`. After an error the input stays.
 *
 * @summary Sets the addresses that the call system pushes calls to.
 * @tagname callback-settings
 *
 * @fires {CallbackSavedEvent} callback-saved - The call system has accepted the settings.
 *
 * @csspart form - The form.
 * @csspart open-callback - The switch: whether calls are pushed.
 * @csspart callback-url - The field of the address for calls.
 * @csspart task-callback-url - The field of the address for the results of imports.
 * @csspart fault - What went wrong and what to do.
 * @csspart saved - The status: not saved yet, or when it was saved.
 * @csspart save - Button.
 */
export class CallbackSettings extends LitElement {
  static override styles = [sharedStyles, frameStyles, styles];
  static override properties: PropertyDeclarations = {
    server: {},
    encoding: {},
    credentials: {attribute: false},
    settings: {attribute: false},
    entered: {state: true},
    person: {state: true},
    problems: {state: true},
    fault: {state: true},
    busy: {state: true},
    saved: {state: true},
  };

  /** Base URL of the call system: http(s), with or without a path. Default: the page's origin. */
  server = '';
  /** The format of the request body: `json` or `form`. */
  encoding: Encoding = 'json';
  /** `{userSn, apiKey, userName?}`, or a function that returns it or a promise; called again when the key is refused, with the refused credentials. */
  credentials: CredentialsSource | undefined;
  /**
   * The current settings, if the page knows them: the call system's interface can set but not read them. After a save,
   * the saved settings.
   */
  settings: CallbackSetup | undefined;

  private entered = setupOf(undefined);
  /** The name of the signed-in person; empty when unknown, `undefined` while loading. */
  private person: string | undefined = '';
  /** The shown errors of the addresses. */
  private problems: Readonly<Partial<Record<AddressName, AddressRule>>> = {};
  private fault: CallbackFault | 'problems' | undefined;
  private busy = false;
  /** The last saved settings, and when they were saved. */
  private saved: {readonly at: number; readonly setup: CallbackSetup} | undefined;

  readonly #localizer = new Localizer(this);
  #callbacks: Callbacks = createCallbacks((refused) => this.#given(refused));
  #announcement = '';

  get #c(): CallbackStrings {
    return this.#localizer.t.callbacks;
  }

  get #isDirty(): boolean {
    return !same(this.entered, setupOf(this.settings));
  }

  constructor() {
    super();
    new LeaveGuard(this, () => this.#isDirty);
  }

  override connectedCallback() {
    super.connectedCallback();
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    // New settings from the page do not replace input.
    const hasNewSettings = changed.has('settings') && this.settings !== this.saved?.setup;
    if (hasNewSettings && same(this.entered, setupOf(changed.get('settings'))))
      this.entered = setupOf(this.settings);
    if (changed.has('credentials')) this.#credentialsChanged(changed.get('credentials'));
  }

  #given(refused: CallbackCredentials | undefined) {
    const {credentials} = this;
    return (typeof credentials === 'function' ? credentials(refused) : credentials)!;
  }

  #credentialsChanged(before: CredentialsSource | undefined) {
    // A page may create a new function in every render: calling each of them could sign in each time.
    const isLoaded = typeof before === 'function' && this.person !== '';
    if (isLoaded && typeof this.credentials === 'function') return;
    this.#callbacks = createCallbacks((refused) => this.#given(refused));
    this.person = this.credentials ? undefined : '';
    void this.#loadPerson();
  }

  async #loadPerson() {
    const callbacks = this.#callbacks;
    const person = await callbacks.person();
    if (callbacks === this.#callbacks) this.person = person;
  }

  async #save() {
    if (this.busy) return;
    const {entered} = this;
    this.#announcement = '';
    if (!this.#check()) return;
    this.busy = true;
    this.fault = undefined;
    const {encoding} = this;
    const change = changeOf(entered, setupOf(this.settings));
    const outcome = await this.#callbacks.save(change, {server: given(this.server, '?'), encoding});
    this.busy = false;
    if (outcome.ok) this.#applySaved(entered, {taskCallbackUrl: '', ...change});
    else this.fault = outcome.fault;
    if (!outcome.ok && outcome.fault.code === 'no-credentials') this.person = '';
    // The credentials may have been renewed with those of another person.
    else await this.#loadPerson();
  }

  #applySaved(entered: CallbackSetup, setup: CallbackSetup) {
    // The input may have changed while the request was pending.
    if (this.entered === entered) this.entered = setup;
    this.saved = {at: Date.now(), setup};
    this.settings = setup;
    this.#announcement = this.#savedText();
    this.dispatchEvent(new CallbackSavedEvent(setup));
  }

  /** Shows all errors and focuses the first field with one. */
  #check(): boolean {
    this.problems = Object.fromEntries(addressNames.map((name) => [name, this.#ruleOf(name)]));
    const first = addressNames.find((name) => this.problems[name]);
    if (!first) return true;
    this.fault = 'problems';
    this.renderRoot.querySelector<HTMLElement>(`#${addresses[first]}`)!.focus();
    return false;
  }

  #ruleOf(name: AddressName): AddressRule | undefined {
    const rule = addressRule(this.entered[name]);
    return rule === 'missing' && name === 'taskCallbackUrl' ? undefined : rule;
  }

  #edit(change: Partial<CallbackSetup>) {
    this.entered = {...this.entered, ...change};
  }

  /** Updates a shown error while the user is typing. */
  #onInput(name: AddressName, text: string) {
    this.#edit({[name]: text});
    if (this.problems[name]) this.problems = {...this.problems, [name]: this.#ruleOf(name)};
    if (this.fault === 'problems' && !Object.values(this.problems).some(Boolean)) this.fault = undefined;
  }

  /** Shows the error of an address when its field is left, unless it is only empty. */
  #onLeave(name: AddressName) {
    // The error text would move the button that is being pressed; saving shows the error too.
    if (this.renderRoot.querySelector('button:active')) return;
    const rule = this.#ruleOf(name);
    if (rule !== 'missing') this.problems = {...this.problems, [name]: rule};
  }

  #submit(event: SubmitEvent) {
    event.preventDefault();
    void this.#save();
  }

  #savedText(): string {
    const {saved} = this;
    return saved ? this.#c.saved(timeOfDay(saved.at, this.#localizer.t), saved.setup.open) : '';
  }

  #faultText(): string {
    const c = this.#c;
    if (this.fault !== 'problems') return this.fault ? faultText(this.fault, this.#localizer.t, c) : '';
    const names = addressNames.filter((name) => this.problems[name]);
    return c.problems(names.map((name) => c[name]));
  }

  protected override render() {
    const {t} = this.#localizer;
    const c = this.#c;
    const {entered, person, busy} = this;
    const trouble = this.#faultText();
    return html`<div class="frame" translate="no"><form part="form" lang=${t.tag} novalidate aria-labelledby="title" @submit=${this.#submit} @keydown=${isSendKey}>
        <header>
          <h2 id="title" .textContent=${c.title}></h2>
          <p class="muted">
            ${person ? html`${c.signedInAs} <bdi .textContent=${person}></bdi>` : person === undefined ? c.asking : c.nobody}
          </p>
        </header>
        <div class="fields">
          ${openSwitch(c, entered.open, (open) => this.#edit({open}))}
          ${addressNames.map((name) =>
            addressField(c, name, {
              text: entered[name],
              rule: this.problems[name],
              onInput: (text) => this.#onInput(name, text),
              onLeave: () => this.#onLeave(name),
            }),
          )}
        </div>
        <footer>
          <p part="fault" class="trouble" role="alert" ?hidden=${!trouble}><bdi .textContent=${trouble}></bdi></p>
          <p part="saved" class="saved muted" .textContent=${this.#isDirty ? c.unsaved : this.#savedText()}></p>
          <button part="save" class="filled" aria-busy=${busy} .textContent=${busy ? c.saving : c.save}></button>
        </footer>
      </form></div>
      <div class="spoken" role="status" translate="no" lang=${t.tag} .textContent=${this.#announcement}></div>`;
  }
}

define('callback-settings', CallbackSettings);

declare global {
  interface HTMLElementTagNameMap {
    'callback-settings': CallbackSettings;
  }
}
