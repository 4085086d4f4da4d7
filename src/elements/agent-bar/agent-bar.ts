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
import {announce, type PageEvent} from '../shared/page-events.ts';
import {placeBelow} from '../shared/popover.ts';
import {frameStyles} from '../shared/frame.styles.ts';
import {offerToPage, sessionContext} from '../shared/session-context.ts';
import {SessionController} from '../shared/session-controller.ts';
import {sharedStyles} from '../shared/shared.styles.ts';
import '../sms-dialog/sms-dialog.ts';
import {Ticker} from '../shared/ticker.ts';
import {Localizer} from '../shared/localizer.ts';

const nobody: Agent = {extno: '', status: 'unknown'};
const nowhere: Link = {state: 'closed'};
/** A page that moves the bar takes it out and puts it back: the session lives on for this long (ms). */
const grace = 5_000;
/** How long the reason for a dimmed button is shown (ms). */
const hintTime = 5_000;
/** How long it is told that calls may have been missed (ms). */
const missedTime = 60_000;

/**
 * The agent's line: status with its clock, the caller, the call commands, announcements, the link.
 * It makes the session and provides it to the other elements.
 *
 * Buttons that cannot be used now carry `aria-disabled` and say why when they are pressed.
 *
 * @summary State and call commands of a call-centre agent, in one line.
 * @tagname agent-bar
 *
 * @slot - Elements that are to use this bar's session, with `scope="subtree"`.
 * @slot data-nodes - A `<script type="application/json">` with the customer data nodes, in place of `dataNodes`.
 *
 * @attr {unknown|signed-out|idle|busy|wrap-up} status - Read only, for styling: what the call system said last.
 * @attr {connecting|open|waiting|closed|refused} link - Read only, for styling: the connection.
 *
 * @fires {AgentRequestEvent} agent-request - Before a command is sent. Cancelable: the command isn't sent.
 * @fires {AgentStatusEvent} agent-status - The agent has another status.
 * @fires {AgentLinkEvent} agent-link - The connection has changed.
 * @fires {AgentCallEvent} agent-call - A call has arrived. Cancelable: card and `pop-url` stay away.
 * @fires {AgentCallEndEvent} agent-call-end - The conversation is over.
 * @fires {AgentSavedEvent} agent-saved - The call system has saved a customer form.
 * @fires {AgentUnsavedEvent} agent-unsaved - The agent is about to leave words that are not saved. Cancelable: the page asks.
 * @fires {AgentNoticeEvent} agent-notice - An administrator has announced something.
 * @fires {AgentFaultEvent} agent-fault - A command failed, or the link needs help.
 * @fires {AgentComposeEvent} agent-compose - The agent wants to write an SMS. Cancelable.
 *
 * @csspart bar - The line.
 * @csspart status - The status in words.
 * @csspart timer - Its clock.
 * @csspart link - Button: the connection in words; offers the report.
 * @csspart announcement - The button that opens the announcements; holds the newest unread one.
 * @csspart fault - The strip under the bar that says what went wrong and what to do.
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
 * @csspart confirm-dialog - The question before a customer is put on the blacklist.
 * @csspart confirm - Its button.
 * @csspart cancel - The button that leaves everything as it is.
 * @csspart copy-report - Button: copies the report for whoever helps.
 * @csspart report-text - The report, where the page may not copy it.
 *
 * @cssprop --agent-bar-accent - Colour of the next sensible step and of focus rings.
 * @cssprop --agent-bar-surface - Background.
 * @cssprop --agent-bar-text - Text.
 * @cssprop --agent-bar-font - The `font` shorthand.
 * @cssprop [--agent-bar-radius=8px] - Corners.
 * @cssprop [--agent-bar-space=4px] - The unit of distances.
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
    // Its getter tells the one in use, which a new one is not yet.
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
  /** Access token, or (as a property) a function that gives one or a promise of one; asked again when it is refused, with the one that was. */
  token: TokenSource | undefined;
  /** How command bodies are written: `form` or `json`. */
  encoding: Encoding = 'form';
  /** Sends a key with each command, so that the call system can do it once: empty for `Idempotency-Key`, or a header's name. */
  idempotency: boolean | string | null = null;
  /** Who uses this session: the whole `page`, or only this element's `subtree`. */
  scope: 'page' | 'subtree' = 'page';
  /** Function keys: empty or `true` for the usual ones, or pairs such as `next-call=F8 hold=F9`. Absent or `false`: none. */
  hotkeys: string | boolean | null | undefined = null;
  /** Where unsaved words are kept: encrypted in this `browser`, or in `memory` only, as long as the page lives. */
  drafts: 'browser' | 'memory' = 'browser';
  /** Whether the agent's tabs share one connection: `shared` (default), or `own` for one each. */
  tabs: 'shared' | 'own' | undefined;

  /** The company's own systems that are asked about each caller: a list, or JSON text of one. */
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
  /** What had the focus before the present update: the browser takes it from a button that is hidden. */
  #focused: Element | null | undefined;
  #said = '';
  #graceTimer = 0;
  #hintTimer = 0;

  constructor() {
    super();
    new Ticker(this, () => {
      const {status, since} = this.session?.$agent.get() ?? nobody;
      return (status !== 'unknown' && since !== undefined) || this.session?.$link.get().since !== undefined;
    });
  }

  /** Not as a listener: any script of the page can make an event of the same name. */
  #tell(event: PageEvent): boolean {
    const {t} = this.#localizer;
    if (event instanceof AgentCallEvent)
      this.#say(t.incoming(callerName(event.call, t), place(event.call.city)));
    if ('status' in event) this.#say(t.status[event.status]);
    if ('text' in event) this.#say(event.text);
    return this.dispatchEvent(event);
  }

  /** The session in use. May be set, to use one that was made with `connect()`. */
  set session(session: Session | undefined) {
    // What is no session is none.
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
    this.#graceTimer = window.setTimeout(() => this.#end(), grace);
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
    if (this.isConnected && reasons.some((name) => changed.has(name))) this.#arrange(changed);
    if (changed.has('scope')) this.#offer();
    if (changed.has('dataNodes')) this.#lookUp();
    this.#focused = this.shadowRoot?.activeElement;
    this.#look();
  }

  #look() {
    const {t} = this.#localizer;
    const {view, missed} = this.#link.look(this.session);
    if (view) this.#say(t.link[view]);
    if (missed) this.#explain(t.missed(clockTime(missed[0]), clockTime(missed[1])), missedTime);
  }

  #arrange(changed: PropertyValues<this>) {
    if (this.#given || !this.token) return this.#end(this.#given);
    const [server, monitor, extno] = [given(this.server, '?'), given(this.monitor, '?'), given(this.extno)];
    const {encoding, idempotency, drafts, tabs} = this;
    const token = (refused?: string) =>
      typeof this.token === 'function' ? this.token(refused) : (this.token ?? '');
    const session = this.#own.of({server, monitor, extno, encoding, idempotency, drafts, tabs, token});
    const before = changed.get('token');
    // A page may make a new function whenever it renders: that is no reason to dial.
    const isNews = before && (typeof before !== 'function' || typeof this.token !== 'function');
    if (session === this.session && isNews) session.retry();
    this.#use(session);
  }

  /** Ends the own session, for another one or none. */
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
    this.#release = session ? announce(session, (event) => this.#tell(event)) : () => undefined;
    this.#offer();
    this.#lookUp();
  }

  /** Nodes, script tag and session come in any order. */
  readonly #lookUp = () => {
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
    // The second click of a double click; the first may have put another button into its place.
    if (detail > 1) return;
    const {session} = this;
    const more = this.renderRoot.querySelector<HTMLElement>('#more:popover-open');
    if (more) {
      // What opens now gives the focus back to where it was, and the menu's own button will not be there.
      this.#focus('.opens-more');
      more.hidePopover();
    }
    const why = session ? obstacle(command, session) : 'not-connected';
    if (why || !session) return this.#explain(this.#localizer.t.why[why ?? 'not-connected']);
    const call = session.$call.get();
    if (command === 'meeting' || command === 'blacklist') void this.#dialogs[command].show(call);
    else if (command === 'sms') this.#compose(session, call?.customer.telephone ?? '');
    else if (!this.#leavesWords(command, session)) void this.#agent.request({type: command});
  }

  /** A card of the page takes the event and asks. Signing out erases every draft, the next call leaves one behind. */
  #leavesWords(command: BarCommand, session: Session): boolean {
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

  /** A dialog of the page takes the event. Where there is none the bar brings its own, which takes the next ones. */
  #compose(session: Session, to: string) {
    if (!this.dispatchEvent(new AgentComposeEvent(to, session))) return;
    const dialog = document.createElement('sms-dialog');
    // Somebody else's element of that name cannot be asked to.
    if (!dialog.show) return this.#explain(this.#localizer.t.fault.cancelled.join(' '));
    this.renderRoot.append(dialog);
    dialog.show({to});
  }

  #explain(text: string, time = hintTime) {
    this.hint = text;
    this.#say(text);
    this.requestUpdate();
    clearTimeout(this.#hintTimer);
    this.#hintTimer = window.setTimeout(() => (this.hint = ''), time);
  }

  /**
   * What a screen reader says with the next render, which the change that is spoken of has asked for already.
   * It says a text again only when it differs from the one before.
   */
  #say(text: string) {
    this.#said = text === this.#said ? `${text}\u00a0` : text;
  }

  protected override render() {
    const {t} = this.#localizer;
    const {session} = this;
    const link = session?.$link.get() ?? nowhere;
    const agent = session?.$agent.get() ?? nobody;
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
      <div class="spoken" role="status" translate="no" .textContent=${this.#said}></div>
      ${this.#dialogs.render(session?.$progress.get().meeting === 'pending')}
      <slot></slot><slot name="data-nodes" @slotchange=${this.#lookUp}></slot>`;
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

  /** Trouble: the link's first, then the last command's, unless a dialog shows it. */
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
    const agent = this.session?.$agent.get() ?? nobody;
    this.setAttribute('status', agent.status);
    this.setAttribute('link', (this.session?.$link.get() ?? nowhere).state);
    this.#keepFocus();
  }

  #focus(selector: string) {
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  /** Sign-in and next call share a place: when one leaves, the other takes over its focus. */
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
