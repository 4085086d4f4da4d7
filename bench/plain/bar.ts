/** The line of the agent: status, caller, buttons, announcements, link. Without icons and dialogs. */
import {announcements, showAnnouncements} from './announcements.ts';
import {clock, el, say, set} from './dom.ts';
import {state, statusWord} from './state.ts';
import {words as t} from './words.ts';

const root = document.querySelector('#bar')!.attachShadow({mode: 'open'});
const extno = new URLSearchParams(location.search).get('extno') ?? '';

const word = el('span', {class: 'word'});
const timer = el('span', {part: 'timer', class: 'number', role: 'timer', 'aria-label': t.waitedFor});
const status = el('span', {part: 'status', class: 'status'}, el('i', {class: 'shape'}), word, timer);
const name = el('bdi');
const more = el('bdi');
const caller = [el('b', {}, name), el('span', {class: 'muted'}, more)];
const waiting = el('span', {class: 'muted'});
const call = el('span', {class: 'call'}, waiting);
const words = el('span', {class: 'words'});
const link = el(
  'button',
  {part: 'link', type: 'button'},
  el('i'),
  words,
  el('span', {class: 'number extno'}, extno),
);
const spoken = el('div', {class: 'spoken', role: 'status'});

const button = (part: string, label: string, style = '') =>
  el('button', {part, type: 'button', class: style}, el('span', {class: 'label'}, label));
const buttons = {
  hold: button('hold', t.command.hold),
  meeting: button('meeting', t.command.meeting),
  sms: button('sms', t.command.sms),
  blacklist: button('blacklist', t.command.blacklist),
  'sign-out': button('sign-out', t.command['sign-out']),
  'sign-in': button('sign-in', t.signIn, 'filled'),
  'next-call': button('next-call', t.command['next-call'], 'filled'),
};
buttons['sign-in'].append(el('span', {class: 'extno'}, extno));
const menu = el('span', {id: 'more', class: 'more', popover: 'auto'}, buttons.meeting, buttons.sms);
menu.append(buttons.blacklist, buttons['sign-out']);
const actions = el('span', {class: 'actions', role: 'group', 'aria-label': t.actions}, buttons.hold, menu);
actions.append(
  buttons['sign-in'],
  buttons['next-call'],
  el('button', {class: 'opens-more', type: 'button', popovertarget: 'more', 'aria-label': t.more}),
);
root.append(
  el('link', {rel: 'stylesheet', href: '/bar.css'}),
  el('div', {part: 'bar', class: 'bar', role: 'group'}, status, call, actions, ...announcements, link),
  el('div', {part: 'fault', class: 'strip', role: 'alert', hidden: ''}),
  el('div', {class: 'strip hint', hidden: ''}),
  spoken,
  el('slot'),
);

/** Why a command cannot be given now; empty when it can. */
export function obstacle(command: keyof typeof buttons): string {
  const signedOut = state.status === 0;
  if (command === 'sign-in') return signedOut || state.status < 0 ? '' : t.why.signedIn;
  if (command === 'blacklist') return state.call ? '' : t.why.noCall;
  if (signedOut) return t.why.signedOut;
  const busy = state.status === 2;
  if (command === 'hold' || command === 'meeting') return busy ? '' : t.why.noCall;
  return busy && command !== 'sms' ? t.why.inCall : '';
}

export function showBar() {
  const now = statusWord();
  status.className = `status ${now}`;
  say(word, t.status[now]);
  say(timer, clock(Date.now() - state.since));
  showCaller();
  for (const [command, element] of Object.entries(buttons)) {
    const why = obstacle(command as keyof typeof buttons);
    set(element, 'title', [element.textContent, why].filter(Boolean).join(' '));
    set(element, 'aria-disabled', why ? 'true' : 'false');
  }
  buttons['sign-in'].hidden = state.status > 0;
  buttons['next-call'].hidden = state.status <= 0;
  link.className = `link ${state.open ? 'open' : 'connecting'}`;
  say(words, state.open ? t.open : t.connecting);
  showAnnouncements();
  say(spoken, state.said);
}

function showCaller() {
  if (!state.call || state.status === 1) {
    say(waiting, state.status === 1 ? t.waitingForCall : '');
    if (waiting.parentNode !== call) call.replaceChildren(waiting);
    return;
  }
  const {customer, city, endedAt} = state.call;
  const place = [...new Set(city.split('-'))].join(' ');
  say(name, String(customer['name']));
  say(more, [customer['telephone'], place, endedAt ? t.wrapUpOf : ''].filter(Boolean).join(' · '));
  if (waiting.parentNode === call) call.replaceChildren(...caller);
}
