import {ContextProvider} from '@lit/context';
import {LitElement, html, type PropertyDeclarations, type PropertyValues} from 'lit';

import type {Encoding, TokenSource} from '../../connect.ts';
import type {DataNodes} from '../../protocol/data-nodes/data-nodes.ts';
import {obstacle} from '../../session/commands/availability.ts';
import type {Session} from '../../session/session.ts';
import type {Agent} from '../../session/state.ts';
import type {Link} from '../../protocol/link.ts';
import {styles} from './agent-bar.styles.ts';
import {BarDialogs} from './bar-dialogs.ts';
import {
  announcementZone,
  callZone,
  commandZone,
  faultStrip,
  linkLight,
  linkStrip,
  statusPill,
  type BarCommand,
} from './bar-parts.ts';
import {define} from '../shared/define.ts';
import {AgentCallEvent, AgentComposeEvent, AgentUnsavedEvent} from '../shared/events.ts';
import {callerName, clockTime, place} from '../shared/format.ts';
import {given} from '../shared/given.ts';
import {hotkeyCommand, parseHotkeys} from './hotkeys.ts';
import {LinkWatch, isKnown} from './link-watch.ts';
import {OwnSession} from './own-session.ts';
import {forwardEvents, type PageEvent} from '../shared/page-events.ts';
import {placeBelow} from '../shared/popover.ts';
import {frameStyles} from '../shared/frame.styles.ts';
import {offerToPage, sessionContext} from '../shared/session-context.ts';
import {SessionController} from '../shared/session-controller.ts';
import {sharedStyles} from '../shared/shared.styles.ts';
import '../sms-dialog/sms-dialog.ts';
import {Ticker} from '../shared/ticker.ts';
import {Localizer} from '../shared/localizer.ts';

const unknownAgent: Agent = {extno: '', status: 'unknown'};
const closedLink: Link = {state: 'closed'};
/** How long the session survives while the bar is disconnected: a page may move it (ms). */
const disconnectGrace = 5_000;
/** How long the reason for an unavailable button is shown (ms). */
const hintTime = 5_000;
/** How long the hint about missed calls is shown (ms). */
const missedTime = 60_000;

/**
 * The phone bar: status with its clock, caller, call commands, announcements, link.
 * It creates the session and provides it to the other elements.
 *
 * Unavailable buttons have `aria-disabled` and show the reason when they are pressed.
 *
 * @summary Status and call commands of a call-centre agent, in one line.
 * @tagname agent-bar
 *
 * @slot - Elements that use this bar's session, with `scope="subtree"`.
 * @slot data-nodes - A `<script type="application/json">` with the customer data nodes, in place of `dataNodes`.
 *
 * @attr {unknown|signed-out|idle|busy|wrap-up} status - Read only, for styling: the agent's status.
 * @attr {connecting|open|waiting|closed|refused} link - Read only, for styling: the connection.
 *
 * @fires {AgentRequestEvent} agent-request - Before a command is sent. Cancelable: the command isn't sent.
 * @fires {AgentStatusEvent} agent-status - The agent's status has changed.
 * @fires {AgentLinkEvent} agent-link - The connection has changed.
 * @fires {AgentCallEvent} agent-call - A call has arrived. Cancelable: no card and no `pop-url`.
 * @fires {AgentCallEndEvent} agent-call-end - The conversation has ended.
 * @fires {AgentSavedEvent} agent-saved - The call system has saved a customer form.
 * @fires {AgentUnsavedEvent} agent-unsaved - The agent is about to leave unsaved edits. Cancelable: the page asks.
 * @fires {AgentNoticeEvent} agent-notice - An announcement of an administrator has arrived.
 * @fires {AgentFaultEvent} agent-fault - A command failed, or the link has a fault.
 * @fires {AgentComposeEvent} agent-compose - The agent wants to write an SMS. Cancelable.
 *
 * @csspart bar - The bar.
 * @csspart status - The status as text.
 * @csspart timer - Its clock.
 * @csspart link - Button: the connection as text; opens the report.
 * @csspart announcement - The button that opens the announcements; shows the newest unread one.
 * @csspart fault - The strip under the bar: what went wrong and what to do.
 * @csspart sign-in - Button.
 * @csspart sign-out - Button.
 * @csspart next-call - Button.
 * @csspart hold - Button: hold, or resume.
 * @csspart meeting - Button.
 * @csspart blacklist - Button.
 * @csspart sms - Button.
 * @csspart meeting-dialog - The dialog for a third party.
 * @csspart meeting-tel - Its number field.
 * @csspart meeting-add - Its button.
 * @csspart confirm-dialog - The dialog before a customer is put on the blacklist.
 * @csspart confirm - Its button.
 * @csspart cancel - Its button that changes nothing.
 * @csspart copy-report - Button: copies the report for support.
 * @csspart report-text - The report, when it cannot be copied automatically.
 *
 * @cssprop --agent-bar-accent - Colour of the recommended next step and of focus rings.
 * @cssprop --agent-bar-surface - Background.
 * @cssprop --agent-bar-text - Text.
 * @cssprop --agent-bar-font - The `font` shorthand.
 * @cssprop [--agent-bar-radius=8px] - Radius of corners.
 * @cssprop [--agent-bar-space=4px] - Base unit of spacing.
 */
export class AgentBar extends LitElement {
  static override styles = [sharedStyles, frameStyles, styles];
  static override properties: PropertyDeclarations = {
    server: {},
    monitor: {},
    extno: {},
    token: {},
    encoding: {},
    idempotency: {},
    scope: {},
    hotkeys: {},
    drafts: {},
    tabs: {},
    dataNodes: {attribute: false},
    // The getter returns the session in use, which is not yet the one that was just set.
    session: {attribute: false, noAccessor: true, hasChanged: () => true},
    hint: {state: true},
    read: {state: true},
  };

  /** Base URL of the call system: http(s), with or without a path. Default: the page's origin. */
  server = '';
  /** URL of the monitor socket without its query, if it isn't `server` as ws(s) plus `/agent/monitor`. */
  monitor = '';
  /** The agent's work number. */
  extno = '';
  /** Access token, or (as a property) a function that returns it or a promise; called again after a refusal, with the refused token. */
  token: TokenSource | undefined;
  /** The format of request bodies: `form` or `json`. */
  encoding: Encoding = 'form';
  /** Sends an idempotency key with each command: empty for the header `Idempotency-Key`, or the name of a header. */
  idempotency: boolean | string | null = null;
  /** Who uses this session: the whole `page`, or only this element's `subtree`. */
  scope: 'page' | 'subtree' = 'page';
  /** Function keys: empty or `true` for the defaults, or pairs such as `next-call=F8 hold=F9`. Absent or `false`: none. */
  hotkeys: string | boolean | null | undefined = null;
  /** Where unsaved edits are stored: encrypted in the `browser`, or only in `memory` until the page ends. */
  drafts: 'browser' | 'memory' = 'browser';
  /** `shared` (default): the agent's tabs share one connection. `own`: one connection per tab. */
  tabs: 'shared' | 'own' | undefined;

  /** The company's own systems that are queried about each caller: a list, or JSON text of one. */
  dataNodes: DataNodes | undefined;

  private hint = '';
  private read = 0;

  readonly #localizer = new Localizer(this);
  readonly #provider = new ContextProvider(this, {context: sessionContext});
  readonly #agent = new SessionController(
    this,
    (s) => [s.$link, s.$agent, s.$call, s.$notices, s.$progress, s.$fault],
    {consume: false},
  );
  readonly #dialogs = new BarDialogs(this, this.#agent, this.#localizer);
  #given: Session | undefined;
  readonly #own = new OwnSession();
  #release: () => void = () => undefined;
  #withdraw: (() => void) | undefined;
  readonly #link = new LinkWatch();
  /** The focused element before this update: a button that becomes hidden loses the focus. */
  #focused: Element | null | undefined;
  #announcement = '';
  #graceTimer = 0;
  #hintTimer = 0;

  constructor() {
    super();
    new Ticker(this, () => {
      const {status, since} = this.session?.$agent.get() ?? unknownAgent;
      return (status !== 'unknown' && since !== undefined) || this.session?.$link.get().since !== undefined;
    });
  }

  /** Called directly, not as an event listener: any script of the page can dispatch such events. */
  #dispatch(event: PageEvent): boolean {
    const {t} = this.#localizer;
    if (event instanceof AgentCallEvent)
      this.#forwardEvents(t.incoming(callerName(event.call, t), place(event.call.city)));
    if ('status' in event) this.#forwardEvents(t.status[event.status]);
    if ('text' in event) this.#forwardEvents(event.text);
    return this.dispatchEvent(event);
  }

  /** The session in use. May be set, to use one that was made with `connect()`. */
  set session(session: Session | undefined) {
    // Anything that is not a session is ignored.
    this.#given = session?.$link && session;
    this.requestUpdate('session');
  }

  get session(): Session | undefined {
    return this.#agent.session;
  }

  override connectedCallback() {
    super.connectedCallback();
    clearTimeout(this.#graceTimer);
    document.addEventListener('keydown', this.#keydown);
    this.requestUpdate('session');
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#keydown);
    clearTimeout(this.#hintTimer);
    this.hint = '';
    this.#graceTimer = window.setTimeout(() => this.#end(), disconnectGrace);
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    const reasons = [
      'session',
      'server',
      'monitor',
      'extno',
      'token',
      'encoding',
      'idempotency',
      'drafts',
      'tabs',
    ] as const;
    if (this.isConnected && reasons.some((name) => changed.has(name))) this.#updateSession(changed);
    if (changed.has('scope')) this.#offer();
    if (changed.has('dataNodes')) this.#useDataNodes();
    this.#focused = this.shadowRoot?.activeElement;
    this.#updateLink();
  }

  #updateLink() {
    const {t} = this.#localizer;
    const {view, missed} = this.#link.update(this.session);
    if (view) this.#forwardEvents(t.link[view]);
    if (missed) this.#showHint(t.missed(clockTime(missed[0]), clockTime(missed[1])), missedTime);
  }

  #updateSession(changed: PropertyValues<this>) {
    if (this.#given || !this.token) return this.#end(this.#given);
    const [server, monitor, extno] = [given(this.server, '?'), given(this.monitor, '?'), given(this.extno)];
    const {encoding, idempotency, drafts, tabs} = this;
    const token = (refused?: string) =>
      typeof this.token === 'function' ? this.token(refused) : (this.token ?? '');
    const session = this.#own.of({server, monitor, extno, encoding, idempotency, drafts, tabs, token});
    const before = changed.get('token');
    // A page may create a new function in every render: that is no reason to reconnect.
    const isNews = before && (typeof before !== 'function' || typeof this.token !== 'function');
    if (session === this.session && isNews) session.retry();
    this.#use(session);
  }

  /** Closes the own session, and uses another one or none. */
  #end(other?: Session) {
    this.#own.end();
    this.#use(other);
  }

  #use(session: Session | undefined) {
    if (session && session === this.session) return;
    this.#release();
    this.#link.reset();
    this.read = 0;
    this.#agent.use(session);
    this.#provider.setValue(session);
    this.#release = session ? forwardEvents(session, (event) => this.#dispatch(event)) : () => undefined;
    this.#offer();
    this.#useDataNodes();
  }

  /** Called by each of them, because property, script element and session are set in any order. */
  readonly #useDataNodes = () => {
    const nodes = this.dataNodes ?? this.querySelector(':scope > [slot=data-nodes]')?.textContent;
    if (nodes) this.session?.useDataNodes(nodes);
  };

  #offer() {
    this.#withdraw?.();
    this.#withdraw = this.session && this.scope !== 'subtree' ? offerToPage(this.session) : undefined;
  }

  readonly #keydown = (event: KeyboardEvent) => {
    const command = hotkeyCommand(event, parseHotkeys(this.hotkeys));
    const button = command && this.renderRoot.querySelector<HTMLElement>(`.actions [part="${command}"]`);
    if (!button) return;
    event.preventDefault();
    button.click();
  };

  #press(command: BarCommand, {detail}: UIEvent) {
    // Ignore the second click of a double click: after the first one another button may be in its place.
    if (detail > 1) return;
    const {session} = this;
    const more = this.renderRoot.querySelector<HTMLElement>('#more:popover-open');
    if (more) {
      // A dialog that opens now returns the focus later: to the menu's opener, because the menu will be closed.
      this.#focus('.opens-more');
      more.hidePopover();
    }
    const why = session ? obstacle(command, session) : 'not-connected';
    if (why || !session) return this.#showHint(this.#localizer.t.why[why ?? 'not-connected']);
    const call = session.$call.get();
    if (command === 'meeting' || command === 'blacklist') void this.#dialogs[command].show(call);
    else if (command === 'sms') this.#compose(session, call?.customer.telephone ?? '');
    else if (!this.#leavesUnsaved(command, session)) void this.#agent.request({type: command});
  }

  /** Whether a card or the page asks about unsaved edits. A sign-out erases all drafts, the next call leaves one. */
  #leavesUnsaved(command: BarCommand, session: Session): boolean {
    if (command !== 'sign-out' && command !== 'next-call') return false;
    const drafts = session.$drafts.get();
    const current = session.$call.get();
    const left = session.$calls
      .get()
      .filter((call) => drafts.has(call.sessionId) && (command === 'sign-out' || call === current));
    return (
      left.length > 0 && !this.dispatchEvent(new AgentUnsavedEvent(command, structuredClone(left), session))
    );
  }

  /** Opens a dialog of the page through an event. Without one the bar adds its own, which handles later events. */
  #compose(session: Session, to: string) {
    if (!this.dispatchEvent(new AgentComposeEvent(to, session))) return;
    const dialog = document.createElement('sms-dialog');
    // A foreign element of that name has no `show`.
    if (!dialog.show) return this.#showHint(this.#localizer.t.fault.cancelled.join(' '));
    this.renderRoot.append(dialog);
    dialog.show({to});
  }

  #showHint(text: string, time = hintTime) {
    this.hint = text;
    this.#forwardEvents(text);
    this.requestUpdate();
    clearTimeout(this.#hintTimer);
    this.#hintTimer = window.setTimeout(() => (this.hint = ''), time);
  }

  /**
   * Sets the screen reader announcement, which the next update renders. Screen readers repeat a text only when it has
   * changed, so a repeated text gets an extra space.
   */
  #forwardEvents(text: string) {
    this.#announcement = text === this.#announcement ? `${text}\u00a0` : text;
  }

  protected override render() {
    const {t} = this.#localizer;
    const {session} = this;
    const link = session?.$link.get() ?? closedLink;
    const agent = session?.$agent.get() ?? unknownAgent;
    const now = session?.now() ?? 0;
    const {view} = this.#link;
    const strip = this.#strip(link);
    return html`<div class="frame" translate="no"><div part="bar" class="bar" role="group" lang=${t.tag} aria-label=${t.bar}>
        ${statusPill(t, agent, now, view !== 'live' && view !== 'checking')}
        ${session ? callZone(t, agent, session.$call.get()) : html`<span class="call muted" .textContent=${t.tokenMissing}></span>`}
        ${this.#commands(agent)} ${this.#announcements()} ${linkLight(t, view, link, agent.extno || given(this.extno), now)}
      </div>
      <div part="fault" class="strip ${view}" role="alert" ?hidden=${!strip}>${strip}</div>
      <div class="strip hint" ?hidden=${!this.hint} .textContent=${this.hint}></div></div>
      <div class="spoken" role="status" translate="no" .textContent=${this.#announcement}></div>
      ${this.#dialogs.render(session?.$progress.get().meeting === 'pending')}
      <slot></slot><slot name="data-nodes" @slotchange=${this.#useDataNodes}></slot>`;
  }

  #commands(agent: Agent) {
    return commandZone(this.#localizer.t, {
      agent,
      session: this.session,
      keys: parseHotkeys(this.hotkeys),
      press: (command, event) => this.#press(command, event),
      opening: this.#place,
    });
  }

  #announcements() {
    const notices = this.session?.$notices.get() ?? [];
    return announcementZone(this.#localizer.t, notices, {
      read: this.read,
      opening: this.#place,
      toggled: this.#toggled,
    });
  }

  readonly #place = (event: ToggleEvent) => {
    const panel = event.target as HTMLElement;
    const control = this.renderRoot.querySelector<HTMLElement>(`[popovertarget=${panel.id}]`);
    if (event.newState === 'open' && control) placeBelow(panel, control);
  };

  readonly #toggled = (event: ToggleEvent) => {
    const last = this.session?.$notices.get().at(-1);
    if (event.newState === 'open' && last) this.read = last.id;
  };

  /** The fault of the link, else that of the last command, unless a dialog shows it. */
  #strip(link: Link) {
    const {t} = this.#localizer;
    const {session} = this;
    const fault = session?.$fault.get();
    const act = (deed: () => void) => () => {
      deed();
      this.#focus('.actions button:not([hidden])');
    };
    if (session && !['live', 'checking', 'connecting', 'closed'].includes(this.#link.view))
      return linkStrip(t, this.#link.view, link, isKnown(session), act(session.retry));
    const elsewhere =
      fault?.command === 'sms' ||
      fault?.command === 'sms-text' ||
      fault?.command === 'save' ||
      (fault?.command === 'meeting' && this.#dialogs.meeting.open);
    return session && fault && !elsewhere && faultStrip(t, fault, t.dismiss, act(session.dismiss));
  }

  protected override updated() {
    const agent = this.session?.$agent.get() ?? unknownAgent;
    this.setAttribute('status', agent.status);
    this.setAttribute('link', (this.session?.$link.get() ?? closedLink).state);
    this.#keepFocus();
  }

  #focus(selector: string) {
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  /** Sign-in and next call share a place: when one is hidden, the other takes over its focus. */
  #keepFocus() {
    if (!(this.#focused instanceof HTMLButtonElement) || !this.#focused.hidden) return;
    const other = this.#focused.part.contains('sign-in') ? 'next-call' : 'sign-in';
    this.#focus(`[part=${other}]`);
  }
}

define('agent-bar', AgentBar);

declare global {
  interface HTMLElementTagNameMap {
    'agent-bar': AgentBar;
  }
}
