import {LitElement, html, nothing, type PropertyDeclarations} from 'lit';

import type {FieldValue} from '../protocol/customer.ts';
import {readable} from '../protocol/text.ts';
import type {Call} from '../session/calls.ts';
import type {Strings} from '../strings/en.ts';
import {callerName, duration} from './format.ts';
import {openPage, popUrl} from './pop-url.ts';
import {styles} from './screen-pop.styles.ts';
import {SessionController} from './session-controller.ts';
import {sharedStyles} from './shared.styles.ts';
import {Ticker} from './ticker.ts';
import {Words} from './words.ts';

/** Calls whose page was opened, whichever card did it. */
const popped = new Set<string>();

/** More rows than this hide the ones that matter. */
const mostFields = 100;

/**
 * Who is calling: the caller, how long, what the call system knows, and what was submitted before.
 *
 * @summary The card of the current call.
 * @tagname screen-pop
 *
 * @slot - Shown while there is no call.
 * @slot details - Shown under the customer's record.
 * @slot actions - Shown at the foot of the card.
 *
 * @csspart card - The card.
 * @csspart caller - Name, or number when there is no name.
 * @csspart city - Where the number belongs.
 * @csspart badge - A mark, such as "blacklisted".
 * @csspart profile - The customer's record.
 * @csspart form - The submitted values.
 * @csspart field - One of them.
 * @csspart fault - What could not be read.
 */
export class ScreenPop extends LitElement {
  static override styles = [sharedStyles, styles];
  static override properties: PropertyDeclarations = {
    popUrl: {attribute: 'pop-url'},
    blocked: {state: true},
  };

  /**
   * A URL template, opened once per call in one named window: `https://crm.example.com/c?tel={telephone}&id={uuid}`.
   * Names: `telephone`, `uuid`, `name`, `city`, `sessionId`, `extno`, `project_id`, `task_id`. http and https only.
   */
  popUrl = '';

  private blocked: {readonly sessionId: string; readonly url: string} | undefined;

  readonly #words = new Words(this);
  readonly #agent = new SessionController(this, (s) => [s.$call]);

  constructor() {
    super();
    new Ticker(this, () => this.#call?.phase === 'talking');
  }

  get #call(): Call | undefined {
    const call = this.#agent.session?.$call.get();
    return call?.hidden ? undefined : call;
  }

  protected override updated() {
    const call = this.#call;
    if (!call || !this.popUrl || popped.has(call.sessionId)) return;
    popped.add(call.sessionId);
    const url = popUrl(this.popUrl, call, document.baseURI);
    if (url && !openPage(url)) this.blocked = {sessionId: call.sessionId, url};
  }

  protected override render() {
    const call = this.#call;
    if (!call) return html`<slot></slot>`;
    const {t} = this.#words;
    return html`<article part="card" class="card" lang=${t.tag} aria-labelledby="caller">
      ${this.#head(t, call)}
      <div class="columns">
        <section part="profile" class="profile" aria-label=${t.profile}>
          ${record(t, call)}
          <slot name="details"></slot>
        </section>
        <section part="form" class="form" aria-labelledby="fields">
          <h3 id="fields">${t.fields}</h3>
          ${fields(t, call)}
        </section>
      </div>
      <footer><slot name="actions"></slot></footer>
    </article>`;
  }

  #head(t: Strings, call: Call) {
    const {telephone, name, group} = call.customer;
    const now = this.#agent.session?.now() ?? 0;
    const phase = [
      t.phase[call.phase],
      call.held ? t.held : '',
      call.parties.length ? t.parties(call.parties) : '',
    ];
    const link = this.blocked?.sessionId === call.sessionId ? this.blocked.url : undefined;
    return html`<header>
      <div class="who">
        <h2 part="caller" id="caller"><bdi>${callerName(call, t)}</bdi></h2>
        <p class="muted">
          <bdi class="number telephone">${name ? telephone : telephone && t.unnamed}</bdi>
          ${call.city ? html`<bdi part="city">${call.city}</bdi>` : nothing}
          ${group ? html`<bdi>${group}</bdi>` : nothing}
        </p>
        ${call.blacklisted ? html`<span part="badge" class="badge">${t.blacklisted}</span>` : nothing}
        ${link ? html`<a href=${link} target="agent-bar-pop">${t.openPage}</a>` : nothing}
      </div>
      <div class="phase ${call.phase}">
        <div class="number time" role="timer">${duration((call.endedAt ?? now) - call.startedAt)}</div>
        <div class="muted">${phase.filter(Boolean).join(' · ')}</div>
      </div>
    </header>`;
  }
}

function record(t: Strings, {customer}: Call) {
  if (customer.unreadable === 'record') return html`<p part="fault" class="wrong">${t.recordUnreadable}</p>`;
  const rows: readonly (readonly [string, string | number | undefined])[] = [
    [t.record.uuid, customer.uuid],
    [t.record.project, customer.projectId],
    [t.record.task, customer.taskId],
    [t.record.callStatus, customer.callStatus],
    [t.record.owner, customer.owner],
    [t.record.editedAt, customer.editedAt],
    [t.record.importedAt, customer.importedAt],
  ];
  const filled = rows.filter(([, value]) => value !== undefined && value !== '');
  return html`<dl>${filled.map(([label, value]) => html`<div><dt>${label}</dt><dd><bdi>${value}</bdi></dd></div>`)}</dl>`;
}

function fields(t: Strings, {customer}: Call) {
  if (customer.unreadable) return html`<p part="fault" class="wrong">${t.fieldsUnreadable}</p>`;
  if (customer.fields.length === 0) return html`<p class="muted">${t.noFields}</p>`;
  const more = customer.fields.length - mostFields;
  return html`<dl>
      ${customer.fields.slice(0, mostFields).map(
        ([name, value]) => html`<div part="field">
          <dt><bdi>${readable(name, 200)}</bdi></dt>
          <dd><bdi>${fieldText(t, value) || '—'}</bdi></dd>
        </div>`,
      )}
    </dl>
    ${more > 0 ? html`<p class="muted">${t.moreFields(more)}</p>` : nothing}`;
}

function fieldText(t: Strings, value: FieldValue): string {
  return readable(typeof value === 'string' ? value : value.join(t.listSeparator));
}

if (!globalThis.customElements?.get('screen-pop')) globalThis.customElements?.define('screen-pop', ScreenPop);

declare global {
  interface HTMLElementTagNameMap {
    'screen-pop': ScreenPop;
  }
}
