/** Templates for the zones of the bar. Stateless. */
import {html, nothing} from 'lit';
import {keyed} from 'lit/directives/keyed.js';

import type {CommandType} from '../../protocol/commands.ts';
import type {Fault} from '../../protocol/faults.ts';
import {obstacle, signInDoubtful} from '../../session/commands/availability.ts';
import type {Call} from '../../session/calls/calls.ts';
import type {LinkView} from '../../session/link-view.ts';
import type {Notice} from '../../session/notices.ts';
import type {Session} from '../../session/session.ts';
import type {Agent} from '../../session/state.ts';
import type {Link} from '../../protocol/link.ts';
import {callerName, clockTime, duration, faultMessage, place, timeOfDay} from '../shared/format.ts';
import {icon, type IconName} from '../shared/icons.ts';
import type {Strings} from '../../strings/en.ts';

/**
 * The agent's status: text, shape, colour, and its clock. It is rendered anew with each status (`keyed`), so that changes
 * by page translators and other scripts do not survive. The same holds for everything that belongs to one call.
 */
export function statusPill(t: Strings, {status, since}: Agent, now: number, stale: boolean) {
  return keyed(
    status,
    html`<span part="status" class="status ${status}" ?data-stale=${stale}>
    <i class="shape"></i><span class="word" .textContent=${t.status[status]}></span>
    ${
      status === 'unknown'
        ? nothing
        : html`<span part="timer" class="number" role="timer"
             .textContent=${duration(since === undefined ? undefined : now - since)}></span>`
    }
  </span>`,
  );
}

/** The caller, or that the agent is waiting for a call. */
export function callZone(t: Strings, {status}: Agent, call: Call | undefined) {
  if (!call || status === 'idle') {
    return html`<span class="call"><span class="muted" .textContent=${status === 'idle' ? t.waitingForCall : nothing}></span></span>`;
  }
  const {telephone, name} = call.customer;
  const more = [
    name ? telephone : '',
    place(call.city),
    call.held ? t.held : '',
    call.phase === 'wrap-up' ? t.wrapUpOf : '',
    call.parties.length ? t.parties(call.parties) : '',
  ];
  return keyed(
    call.sessionId,
    html`<span class="call">
      <b><bdi .textContent=${callerName(call, t)}></bdi></b>
      <span class="muted"><bdi .textContent=${more.filter(Boolean).join(' · ')}></bdi></span>
    </span>`,
  );
}

/** The commands that have a button. */
export type BarCommand = Exclude<CommandType, 'sms-text' | 'save'>;

interface Commands {
  readonly agent: Agent;
  readonly session: Session | undefined;
  /** The function key of each command that has one. */
  readonly keys: ReadonlyMap<string, string>;
  readonly press: (command: BarCommand, event: UIEvent) => void;
  /** Positions a panel before it opens. */
  readonly opening: (event: ToggleEvent) => void;
}

/** The command buttons. On a narrow page some of them are in a menu. */
export function commandZone(t: Strings, {agent: {status, extno}, session, keys, press, opening}: Commands) {
  const call = session?.$call.get();
  const held = call?.held === true;
  // While there is a card, its save button is the recommended next step.
  const nextStyle = call && !call.hidden ? undefined : 'filled';
  const signedOut = status === 'signed-out' || status === 'unknown';
  const doubtful = session !== undefined && signInDoubtful(session);
  const button = (part: BarCommand, label: string, look: ButtonLook = {}) => {
    if (session && !session.commands.has(part)) return nothing;
    const why = session ? obstacle(part, session) : 'not-connected';
    const pending = session?.$progress.get()[part] === 'pending';
    return commandButton({
      part,
      icon: part,
      label,
      why: why && !pending ? t.why[why] : '',
      pending,
      key: keys.get(part),
      press: (event) => press(part, event),
      ...look,
    });
  };
  return html`<span class="actions" @keydown=${ignoreRepeats}>
    ${button('hold', held ? t.resume : t.command.hold, held ? {icon: 'resume', style: 'on'} : {})}
    <span id="more" class="more" popover="auto" @beforetoggle=${opening}>
      ${button('meeting', t.command.meeting)} ${button('sms', t.command.sms)}
      ${button('blacklist', t.command.blacklist)} ${button('sign-out', t.command['sign-out'])}
    </span>
    ${button('sign-in', t.command['sign-in'], {style: 'filled', hidden: !signedOut, detail: extno})}
    ${button('next-call', t.command['next-call'], {style: nextStyle, hidden: signedOut && !doubtful})}
    <button class="opens-more" type="button" popovertarget="more" aria-label=${t.more}>${icon('more')}</button>
  </span>`;
}

/** Prevents repeated clicks while Enter is held down. */
function ignoreRepeats(event: KeyboardEvent) {
  if (event.repeat && event.key === 'Enter') event.preventDefault();
}

interface ButtonLook {
  readonly icon?: IconName;
  readonly style?: 'filled' | 'on' | undefined;
  readonly hidden?: boolean;
  /** Said after the label where there is room. */
  readonly detail?: string;
}

interface CommandButton extends ButtonLook {
  readonly part: BarCommand;
  readonly icon: IconName;
  readonly label: string;
  /** Why it cannot be used now; empty when it can. */
  readonly why: string;
  readonly pending: boolean;
  readonly key: string | undefined;
  readonly press: (event: UIEvent) => void;
}

/** Stays in its place and in the tab order when it cannot be used, so that it can say why. */
function commandButton(button: CommandButton) {
  const {part, label, why, pending, key, style, hidden = false, detail} = button;
  return html`<button
    part=${part}
    type="button"
    class=${style ?? nothing}
    ?hidden=${hidden}
    title=${[label, key && `(${key})`, why].filter(Boolean).join(' ')}
    aria-keyshortcuts=${key ?? nothing}
    aria-disabled=${!!why}
    aria-busy=${pending}
    @click=${button.press}
  >
    ${icon(button.icon)}<span class="label" .textContent=${label}></span>${detail ? html`<span class="extno" .textContent=${detail}></span>` : nothing}
  </button>`;
}

interface Announcements {
  /** The `id` of the last announcement that was read. */
  readonly read: number;
  readonly opening: (event: ToggleEvent) => void;
  readonly toggled: (event: ToggleEvent) => void;
}

/** The button with the number of unread announcements and the newest one; it opens the list. */
export function announcementZone(
  t: Strings,
  notices: readonly Notice[],
  {read, opening, toggled}: Announcements,
) {
  const unread = notices.filter(({id, restored}) => id > read && !restored);
  const label = [t.announcements(notices.length), unread.length ? t.unread(unread.length) : ''].filter(
    Boolean,
  );
  return html`<button
      part="announcement"
      class="announcement ${unread.length ? 'on' : ''}"
      type="button"
      popovertarget="announcements"
      title=${label.join(' · ')}
    >
      ${icon('bell')}<span class="spoken" .textContent=${label.join(', ')}></span>
      <span class="number" aria-hidden="true" .textContent=${`${unread.length || ''}`}></span>
      <span class="newest"><bdi .textContent=${unread.at(-1)?.text ?? ''}></bdi></span>
    </button>
    <div id="announcements" class="panel" popover="auto" @beforetoggle=${opening} @toggle=${toggled}>${noticeList(t, notices)}</div>`;
}

/** The state of the connection as text, with a coloured square. Pressing it opens the report. */
export function linkLight(t: Strings, view: LinkView, {since, retryAt}: Link, extno: string, now: number) {
  const more = [
    view === 'reconnecting' && since ? ` ${t.lostAt(clockTime(since))}` : '',
    view === 'offline' && since ? ` ${t.lostFor(duration(now - since))}` : '',
    retryAt !== undefined && view !== 'live' ? ` · ${t.nextTry(Math.ceil((retryAt - now) / 1000))}` : '',
  ];
  const text = t.link[view] + more.join('');
  return html`<button part="link" type="button" class="link ${view}" popovertarget="report" title=${text}>
    <i></i><span class="words" .textContent=${text}></span>${extno ? html`<span class="number extno" .textContent=${extno}></span>` : nothing}
  </button>`;
}

function noticeList(t: Strings, notices: readonly Notice[]) {
  if (notices.length === 0) return html`<p class="muted" .textContent=${t.announcements(0)}></p>`;
  return html`<ol>
    ${notices
      .toReversed()
      .map(
        ({text, at}) =>
          html`<li><time class="muted number" .textContent=${timeOfDay(at, t)}></time><bdi .textContent=${text}></bdi></li>`,
      )}
  </ol>`;
}

/** A fault: what happened, what to do next, and one button. */
export function faultStrip(t: Strings, fault: Fault, action: string, act: () => void) {
  const {what, next} = faultMessage(fault, t);
  const text = fault.command ? `${t.command[fault.command]}: ${what}` : what;
  return html`<span><bdi .textContent=${text}></bdi> <span .textContent=${next}></span></span>${stripButton(action, act)}`;
}

/** A lost link: the reason if known, and how old the shown state is. */
export function linkStrip(t: Strings, view: LinkView, {fault, since}: Link, known: boolean, act: () => void) {
  const lost = view === 'reconnecting' || view === 'offline';
  const {what, next} = fault ? faultMessage(fault, t) : {what: `${t.link[view]}.`, next: ''};
  const asOf = lost && known && since !== undefined ? t.asOf(clockTime(since)) : '';
  return html`<span><bdi .textContent=${what}></bdi> <span .textContent=${`${next} ${asOf}`}></span></span
    >${stripButton(fault?.code === 'in-use' ? t.useHere : t.retryNow, act)}`;
}

function stripButton(action: string, act: () => void) {
  return html`<button type="button" class="outlined" @click=${act} .textContent=${action}></button>`;
}
