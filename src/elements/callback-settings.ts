import {LitElement, html, nothing, type PropertyDeclarations, type PropertyValues} from 'lit';

import {openCallbacks, type CredentialsSource, type OpenCallbacks} from '../callbacks.ts';
import type {Encoding} from '../connect.ts';
import {addressRule, cleanAddress, type AddressRule} from '../protocol/callback-address.ts';
import type {CallbackChange, CallbackFault, CallbackSetup} from '../protocol/callback.ts';
import {callbacksEn, type CallbackWords} from '../strings/callbacks.en.ts';
import {callbacksZhCN} from '../strings/callbacks.zh-CN.ts';
import type {Strings} from '../strings/en.ts';
import {CallbackSavedEvent} from './callback-saved-event.ts';
import {styles} from './callback-settings.styles.ts';
import {timeOfDay} from './format.ts';
import {sharedStyles} from './shared.styles.ts';
import {Words} from './words.ts';

type AddressName = 'callbackUrl' | 'taskCallbackUrl';

/** The parts of their fields. */
const addresses = {callbackUrl: 'callback-url', taskCallbackUrl: 'task-callback-url'} as const;

/**
 * A supervisor's form: where the call system pushes calls that are over and the results of imports.
 * It needs no `<agent-bar>`. Whatever goes wrong, what was entered stays.
 *
 * @summary Sets the addresses that the call system pushes calls to.
 * @tagname callback-settings
 *
 * @fires {CallbackSavedEvent} callback-saved - The call system has taken the settings.
 *
 * @csspart form - The form.
 * @csspart open-callback - The switch: whether calls are pushed.
 * @csspart callback-url - The field of the address for calls.
 * @csspart task-callback-url - The field of the address for the results of imports.
 * @csspart fault - What went wrong and what to do.
 * @csspart saved - What becomes of the settings: not saved yet, or saved, and when.
 * @csspart save - Button.
 */
export class CallbackSettings extends LitElement {
  static override styles = [sharedStyles, styles];
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
    savedAt: {state: true},
  };

  /** Base URL of the call system: http(s), with or without a path. Default: the page's origin. */
  server = '';
  /** How the request body is written: `json` or `form`. */
  encoding: Encoding = 'json';
  /** `{userSn, apiKey, userName?}`, or a function that gives it or a promise of it; asked again when the key is refused. */
  credentials: CredentialsSource | undefined;
  /**
   * What the call system has, as far as it is known: it can be told but not asked. A page that knows sets it;
   * after a save it is what was saved.
   */
  settings: CallbackSetup | undefined;

  private entered = setupOf(undefined);
  /** Who is signed in; empty when the page does not say, `undefined` while it is asked. */
  private person: string | undefined = '';
  /** What is wrong with an address, once it was said. */
  private problems: Readonly<Partial<Record<AddressName, AddressRule>>> = {};
  private fault: CallbackFault | 'problems' | undefined;
  private busy = false;
  private savedAt: number | undefined;

  readonly #words = new Words(this);
  #callbacks: OpenCallbacks = openCallbacks(() => this.#given());
  #said = '';

  get #c(): CallbackWords {
    return this.#words.pick(callbacksEn, callbacksZhCN);
  }

  get #isDirty(): boolean {
    return !same(this.entered, setupOf(this.settings));
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener('beforeunload', this.#leaving);
  }

  override connectedCallback() {
    super.connectedCallback();
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    // News of what the call system has never takes away what was entered.
    if (changed.has('settings') && same(this.entered, setupOf(changed.get('settings'))))
      this.entered = setupOf(this.settings);
    if (changed.has('credentials')) this.#meet(changed.get('credentials'));
  }

  protected override updated() {
    if (this.isConnected && this.#isDirty) window.addEventListener('beforeunload', this.#leaving);
    else window.removeEventListener('beforeunload', this.#leaving);
  }

  /** The browser asks once, in its own words. Listened to only while there is something to ask. */
  readonly #leaving = (event: BeforeUnloadEvent) => event.preventDefault();

  #given() {
    const {credentials} = this;
    return (typeof credentials === 'function' ? credentials() : credentials)!;
  }

  #meet(before: CredentialsSource | undefined) {
    // A page may make a new function whenever it renders: asking each time could sign in each time.
    const asked = typeof before === 'function' && this.person !== '';
    if (asked && typeof this.credentials === 'function') return;
    this.#callbacks = openCallbacks(() => this.#given());
    this.person = this.credentials ? undefined : '';
    void this.#askWho();
  }

  async #askWho() {
    const callbacks = this.#callbacks;
    const person = await callbacks.person();
    if (callbacks === this.#callbacks) this.person = person;
  }

  async #save() {
    if (this.busy) return;
    const {entered} = this;
    this.#said = '';
    if (!this.#check()) return;
    this.busy = true;
    this.fault = undefined;
    const {server, encoding} = this;
    const change = this.#changeOf(entered);
    const outcome = await this.#callbacks.save(change, {server, encoding});
    this.busy = false;
    if (outcome.ok) this.#saved(entered, {taskCallbackUrl: '', ...change});
    else this.fault = outcome.fault;
    // Other credentials may be somebody else's.
    await this.#askWho();
  }

  #changeOf({open, ...entered}: CallbackSetup): CallbackChange {
    const callbackUrl = cleanAddress(entered.callbackUrl);
    const taskCallbackUrl = cleanAddress(entered.taskCallbackUrl);
    // Nobody may have said which one the call system has: a field that was always empty takes nothing away.
    const isKnown = taskCallbackUrl || setupOf(this.settings).taskCallbackUrl;
    return {open, callbackUrl, ...(isKnown && {taskCallbackUrl})};
  }

  #saved(entered: CallbackSetup, saved: CallbackSetup) {
    // It may have been changed while it was on its way.
    if (this.entered === entered) this.entered = saved;
    this.settings = saved;
    this.savedAt = Date.now();
    this.#said = this.#savedWords();
    this.dispatchEvent(new CallbackSavedEvent(saved));
  }

  /** Shows what cannot be sent and goes to the first of it. */
  #check(): boolean {
    const names = Object.keys(addresses) as AddressName[];
    this.problems = Object.fromEntries(names.map((name) => [name, this.#ruleOf(name)]));
    const first = names.find((name) => this.problems[name]);
    if (!first) return true;
    this.fault = 'problems';
    this.#field(first).focus();
    return false;
  }

  #ruleOf(name: AddressName): AddressRule | undefined {
    const rule = addressRule(this.entered[name]);
    return rule === 'missing' && name === 'taskCallbackUrl' ? undefined : rule;
  }

  #field(name: AddressName) {
    return this.renderRoot.querySelector<HTMLInputElement>(`#${addresses[name]}`)!;
  }

  #edit(change: Partial<CallbackSetup>) {
    this.entered = {...this.entered, ...change};
  }

  /** A problem that was shown goes as soon as it is solved. */
  #typed(name: AddressName) {
    this.#edit({[name]: this.#field(name).value});
    if (this.problems[name]) this.problems = {...this.problems, [name]: this.#ruleOf(name)};
    if (this.fault === 'problems' && !Object.values(this.problems).some(Boolean)) this.fault = undefined;
  }

  /** An address that was left wrong says so at once, unless it is only empty still. */
  #left(name: AddressName) {
    // What it says would move the button from under the pointer that is about to press it; saving says it too.
    if (this.renderRoot.querySelector('button:active')) return;
    const rule = this.#ruleOf(name);
    if (rule !== 'missing') this.problems = {...this.problems, [name]: rule};
  }

  #submit(event: SubmitEvent) {
    event.preventDefault();
    void this.#save();
  }

  #savedWords(): string {
    if (this.savedAt === undefined) return '';
    return this.#c.saved(timeOfDay(this.savedAt, this.#words.t), setupOf(this.settings).open);
  }

  #trouble(): string {
    const c = this.#c;
    if (this.fault !== 'problems') return this.fault ? faultText(this.fault, this.#words.t, c) : '';
    const names = (Object.keys(addresses) as AddressName[]).filter((name) => this.problems[name]);
    return c.problems(names.map((name) => c[name]));
  }

  protected override render() {
    const {t} = this.#words;
    const c = this.#c;
    const {entered, person, busy} = this;
    const trouble = this.#trouble();
    return html`<form part="form" lang=${t.tag} novalidate aria-labelledby="title" @submit=${this.#submit}>
        <header>
          <h2 id="title">${c.title}</h2>
          <p class="muted">
            ${person ? html`${c.signedInAs} <bdi>${person}</bdi>` : person === undefined ? c.asking : c.nobody}
          </p>
        </header>
        <div class="fields">
          <div class="field wide">
            <label class="switch">
              <input
                part="open-callback"
                name="open_callback"
                type="checkbox"
                role="switch"
                aria-describedby="open-help"
                .checked=${entered.open}
                @change=${(event: Event) => this.#edit({open: (event.target as HTMLInputElement).checked})}
              />
              ${c.open}
            </label>
            <p class="help muted" id="open-help">${c.openHelp}</p>
          </div>
          ${this.#addressField('callbackUrl', c.callbackUrlHelp)}
          ${this.#addressField('taskCallbackUrl', c.taskCallbackUrlHelp)}
        </div>
        <footer>
          <p part="fault" class="trouble" role="alert" ?hidden=${!trouble}><bdi>${trouble}</bdi></p>
          <p part="saved" class="saved muted">${this.#isDirty ? c.unsaved : this.#savedWords()}</p>
          <button part="save" class="filled" aria-busy=${busy}>${busy ? c.saving : c.save}</button>
        </footer>
      </form>
      <div class="spoken" role="status" lang=${t.tag}>${this.#said}</div>`;
  }

  #addressField(name: AddressName, help: string) {
    const c = this.#c;
    const id = addresses[name];
    const rule = this.problems[name];
    const isRequired = name === 'callbackUrl';
    return html`<div class="field">
      <label for=${id}>${c[name]}${isRequired ? html`<span class="required" aria-hidden="true">*</span>` : nothing}</label>
      <input
        part=${id}
        id=${id}
        name=${id.replaceAll('-', '_')}
        type="url"
        autocomplete="off"
        spellcheck="false"
        placeholder="https://"
        ?required=${isRequired}
        aria-invalid=${rule ? 'true' : nothing}
        aria-describedby="${id}-help ${id}-problem"
        .value=${this.entered[name]}
        @input=${() => this.#typed(name)}
        @change=${() => this.#left(name)}
      />
      <p class="help muted" id="${id}-help">${help}</p>
      <p class="problem" id="${id}-problem" ?hidden=${!rule}>${rule ? c.problem[rule] : nothing}</p>
    </div>`;
  }
}

/** Scripts without types give anything. */
function setupOf(settings: Partial<CallbackSetup> | null | undefined): CallbackSetup {
  const {open, callbackUrl, taskCallbackUrl} = settings ?? {};
  return {open: open === true, callbackUrl: callbackUrl ?? '', taskCallbackUrl: taskCallbackUrl ?? ''};
}

const same = (a: CallbackSetup, b: CallbackSetup): boolean =>
  a.open === b.open && a.callbackUrl === b.callbackUrl && a.taskCallbackUrl === b.taskCallbackUrl;

/** What happened, in our words and the call system's, and what to do next. */
function faultText({code, answer, reason, retryAfter}: CallbackFault, t: Strings, c: CallbackWords): string {
  const answers: Readonly<Record<number, readonly [string, string]>> = c.answer;
  const [what, next] = answers[answer ?? 0] ?? {...t.fault, ...c.fault}[code];
  const said = reason ? ` “${reason}”` : '';
  const wait = retryAfter === undefined ? next : t.waitSeconds(retryAfter);
  return `${what}${said}${answer === undefined ? '' : ` ${c.code(answer)}`} ${wait} ${c.kept}`;
}

if (!globalThis.customElements?.get('callback-settings'))
  globalThis.customElements?.define('callback-settings', CallbackSettings);

declare global {
  interface HTMLElementTagNameMap {
    'callback-settings': CallbackSettings;
  }
}

export {callbackUrlSign} from '../protocol/callback.ts';
export {CallbackSavedEvent} from './callback-saved-event.ts';
