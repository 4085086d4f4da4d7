import {LitElement, html, nothing, type PropertyDeclarations} from 'lit';
import {keyed} from 'lit/directives/keyed.js';

import type {Call} from '../../session/calls/calls.ts';
import {projectFormsOf} from '../../session/project-forms.ts';
import {Announcer} from './announcer.ts';
import {callTabs, cardFoot, cardHead, leftoverTexts, record} from './card-parts.ts';
import {define} from '../shared/define.ts';
import {FocusKeeper} from '../shared/focus-keeper.ts';
import {frameStyles} from '../shared/frame.styles.ts';
import {FormCache, type GivenFields} from '../customer-form/form-cache.ts';
import {callerName} from '../shared/format.ts';
import {given} from '../shared/given.ts';
import {isSendKey} from '../shared/keys.ts';
import {LeaveGuard} from '../shared/leave-guard.ts';
import {PopPage} from './pop-url.ts';
import {lookupReport, profileRows} from './profile-parts.ts';
import {createSaver} from './saver.ts';
import {styles} from './screen-pop.styles.ts';
import {SessionController} from '../shared/session-controller.ts';
import {sharedStyles} from '../shared/shared.styles.ts';
import {Ticker} from '../shared/ticker.ts';
import {UnsavedDialog} from './unsaved-dialog.ts';
import {Localizer} from '../shared/localizer.ts';
import type {CardStrings} from '../../strings/en.ts';

/**
 * The caller, the record of the call system, and the form to fill in. A call that arrives during another one gets its
 * own card; a card with unsaved edits stays until they are saved or discarded.
 *
 * @summary The cards of the open calls, each with its form.
 * @tagname screen-pop
 *
 * @slot - Shown while there is no call.
 * @slot details - Shown under the customer's record.
 * @slot fields - Controls with a `name`, added to the visible form: filled, stored as drafts and saved with it.
 * @slot field-{name} - Your own control in place of the field's.
 * @slot actions - Shown at the bottom of the card.
 *
 * @fires {AgentRequestEvent} agent-request - Before a command is sent. Cancelable: the command isn't sent.
 *
 * @csspart card - The visible card.
 * @csspart tab - A call in the list of calls, while there are several.
 * @csspart caller - Name, or number when there is no name.
 * @csspart city - The region of the number.
 * @csspart badge - A badge: blacklisted, VIP, its level, a label.
 * @csspart profile - The customer's record, and the results of data nodes.
 * @csspart try-again - Button: query a failed data node again.
 * @csspart form - The form.
 * @csspart field - One of its fields, with label and help.
 * @csspart control - A control of the form; its `name` is the field's display name.
 * @csspart draft - The draft's status.
 * @csspart submit - Button: save.
 * @csspart submit-next - Button: save and get the next call.
 * @csspart discard - Button: discard the unsaved edits of an ended call.
 * @csspart leftovers - Unsaved text that another version of the bar has stored.
 * @csspart fault - What could not be read or saved, and what to do.
 * @csspart unsaved-dialog - The dialog before unsaved edits are left.
 * @csspart stay - Its button that changes nothing.
 * @csspart discard-words - Its button that discards the edits.
 * @csspart save-words - Its button that saves the edits.
 */
export class ScreenPop extends LitElement {
  static override styles = [sharedStyles, frameStyles, styles];
  static override properties: PropertyDeclarations = {
    popUrl: {attribute: 'pop-url'},
    fields: {},
    wrapUpReminder: {attribute: 'wrap-up-reminder', type: Number},
    front: {state: true},
  };

  /**
   * A URL template, opened once per call: in one named window for the page's origin, in a new one for other origins. Example: `https://crm.example.com/c?tel={telephone}&id={uuid}`.
   * Names: `telephone`, `uuid`, `name`, `city`, `sessionId`, `extno`, `project_id`, `task_id`. http and https only.
   */
  popUrl = '';
  /** The form's fields in place of the call system's: a list, JSON text of one, or a function that receives the call and returns a list. */
  fields: GivenFields | undefined;
  /** Seconds of after-call work until the agent is reminded of the form; 0: never. */
  wrapUpReminder = 120;

  /** The `sessionId` of the call whose card is shown. */
  private front = '';
  readonly #localizer = new Localizer(this);
  readonly #agent = new SessionController(this, (s) => [
    s.$agent,
    s.$call,
    s.$calls,
    s.$drafts,
    s.$keeping,
    s.$leftovers,
    s.$profiles,
    s.$progress,
    projectFormsOf(s).$forms,
  ]);
  readonly #page = new PopPage(this, this.#agent, () => given(this.popUrl));
  readonly #forms = new FormCache();
  readonly #announcer = new Announcer(this);
  readonly #saver = createSaver({
    host: this,
    agent: this.#agent,
    forms: this.#forms,
    localizer: this.#localizer,
    say: (text) => this.#announcer.say(text),
    show: (sessionId) => (this.front = sessionId),
  });
  readonly #unsavedDialog = new UnsavedDialog(this, {
    session: () => this.#agent.session,
    save: (call) => this.#saver.save(call),
    request: (type) => this.#agent.request({type}),
  });
  /** When the newest call began that has already arrived. */
  #newest = 0;
  /** The retry button that had the focus before this update. It is hidden when its node has answered. */
  #retryButton: Element | undefined;

  constructor() {
    super();
    new Ticker(this, () => this.#calls.length > 0);
    new FocusKeeper(this);
    new LeaveGuard(this, () => (this.#agent.session?.$drafts.get().size ?? 0) > 0);
  }

  override connectedCallback() {
    super.connectedCallback();
    this.#unsavedDialog.listen();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#unsavedDialog.stopListening();
  }

  get #c(): CardStrings {
    return this.#localizer.t.card;
  }

  /** The calls that have a card. */
  get #calls(): readonly Call[] {
    const calls = this.#agent.session?.$calls.get() ?? [];
    return calls.filter(({phase, hidden}) => phase !== 'closed' && !hidden);
  }

  get #shown(): Call | undefined {
    const calls = this.#calls;
    return calls.find(({sessionId}) => sessionId === this.front) ?? calls.at(-1);
  }

  #profileOf({sessionId}: Call) {
    return this.#agent.session?.$profiles.get().get(sessionId);
  }

  #draftOf({sessionId}: Call) {
    return this.#agent.session?.$drafts.get().get(sessionId);
  }

  protected override willUpdate() {
    const {session} = this.#agent;
    const calls = this.#calls;
    const newest = calls.at(-1);
    if (newest && newest.startedAt > this.#newest && !newest.restored) this.#arrived(newest);
    this.#newest = Math.max(this.#newest, newest?.startedAt ?? 0);
    if (newest) this.#saver.done = '';
    // The agent has signed out: the next user of this screen may be another person.
    if (session?.$calls.get().length === 0) {
      this.#saver.done = '';
      this.#announcer.clear();
    }
    if (session) this.#forms.retain(calls, session);
    const {t} = this.#localizer;
    this.#announcer.warn(
      calls.filter((call) => this.#profileOf(call)?.badges.blacklisted),
      t,
    );
    this.#announcer.announceLeftovers(session?.$leftovers.get().length ?? 0, t);
    const focused = this.shadowRoot?.activeElement;
    this.#retryButton = focused?.part.contains('try-again') ? focused : undefined;
    const call = this.#shown;
    if (call && this.#isLate(call)) this.#announcer.remind(call, this.#reminder);
  }

  /** Shows a new call's card, unless the agent is typing in another form. */
  #arrived(call: Call) {
    const front = this.#calls.find(({sessionId}) => sessionId === this.front);
    const form = front && this.#forms.get(front.sessionId);
    const typing = form?.hasFocus && (this.#draftOf(front!) || form.isHalfTyped);
    if (typing) this.#announcer.say(this.#c.newCall(callerName(call, this.#localizer.t)));
    else this.front = call.sessionId;
  }

  #isLate({phase, endedAt = Infinity}: Call): boolean {
    const now = this.#agent.session?.now() ?? 0;
    return phase === 'wrap-up' && this.wrapUpReminder > 0 && now - endedAt >= this.wrapUpReminder * 1000;
  }

  get #reminder(): string {
    return this.#c.reminder(Math.round(this.wrapUpReminder / 6) / 10);
  }

  protected override updated() {
    if (this.#retryButton && !this.#retryButton.checkVisibility()) this.#focus('.profile');
  }

  protected override render() {
    const {t} = this.#localizer;
    const call = this.#shown;
    return html`<div class="frame" translate="no">${call ? this.#card(call) : html`<p class="done" tabindex="-1" lang=${t.tag} .textContent=${this.#saver.done}></p><slot></slot>`}
      ${leftoverTexts(t, this.#c, this.#agent.session?.$leftovers.get() ?? [])}</div>
      ${this.#unsavedDialog.render(t, this.#c)}
      ${this.#announcer.render(t)}`;
  }

  #card(call: Call) {
    const {t} = this.#localizer;
    const c = this.#c;
    const now = this.#agent.session?.now() ?? 0;
    const calls = this.#calls;
    const several = calls.length > 1;
    const tabs = {
      calls,
      front: call,
      now,
      unsaved: (one: Call) => this.#draftOf(one) !== undefined,
      choose: ({sessionId}: Call) => (this.front = sessionId),
      key: this.#tabKey,
    };
    const profile = this.#profileOf(call);
    return html`<article
      part="card"
      class="card"
      lang=${t.tag}
      tabindex="-1"
      aria-labelledby="caller"
      @keydown=${this.#cardKey}
      @submit=${this.#submitted}
    >
      ${several ? callTabs(t, c, tabs) : nothing}
      <div id="panel" role=${several ? 'tabpanel' : nothing} aria-labelledby=${several ? 'tab-front' : nothing}>
        ${keyed(call.sessionId, cardHead(t, c, call, {now, link: this.#page.linkOf(call), profile}))}
        ${this.#isLate(call) ? html`<p class="notice" .textContent=${this.#reminder}></p>` : nothing}
        ${this.#draftOf(call)?.elsewhere ? html`<p class="notice" .textContent=${c.elsewhere}></p>` : nothing}
        <div class="columns">
          <section part="profile" class="profile" tabindex="-1" aria-label=${c.profile}>
            ${keyed(
              call.sessionId,
              html`${profile ? profileRows(c, profile) : nothing}
              ${profile ? lookupReport(c, profile, (node) => this.#agent.session?.askAgain(call.sessionId, node)) : nothing}
              ${record(c, call)}`,
            )}
            <slot name="details"></slot>
          </section>
          <section class="form" aria-labelledby="form-title">
            <h3 id="form-title" .textContent=${c.form}></h3>
            ${this.#agent.session && this.#forms.show(call, this.#agent.session, this.fields, c)}
          </section>
        </div>
        ${cardFoot(t, c, call, {
          draft: this.#draftOf(call),
          keeping: this.#agent.session?.$keeping.get(),
          problem: this.#saver.problemOf(call),
          form: this.#forms.get(call.sessionId)?.id,
          whyNot: this.#saver.whyNot(call),
          saveNext: () => void this.#saver.saveAndNext(call),
          discard: () => void this.#unsavedDialog.show({calls: [call]}),
        })}
      </div>
    </article>`;
  }

  readonly #tabKey = async (event: KeyboardEvent) => {
    const calls = this.#calls;
    const now = calls.findIndex(({sessionId}) => sessionId === this.#shown?.sessionId);
    const to = {ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: calls.length - 1}[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.front = calls.at(to % calls.length)?.sessionId ?? '';
    await this.updateComplete;
    this.#focus('[role=tab][aria-selected=true]');
  };

  readonly #cardKey = (event: KeyboardEvent) => {
    if (!isSendKey(event)) return;
    event.preventDefault();
    const call = this.#shown;
    if (call) void this.#saver.save(call);
  };

  readonly #submitted = (event: SubmitEvent) => {
    const call = this.#shown;
    // The page may have its own form in the card.
    if (!call || !this.#forms.get(call.sessionId)?.element.contains(event.target as Node)) return;
    event.preventDefault();
    void this.#saver.save(call);
  };

  #focus(selector: string) {
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }
}

define('screen-pop', ScreenPop);

declare global {
  interface HTMLElementTagNameMap {
    'screen-pop': ScreenPop;
  }
}
