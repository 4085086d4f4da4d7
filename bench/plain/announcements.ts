/** The bell, the newest announcement, and the list of all of them. */
import {el, say} from './dom.ts';
import {state} from './state.ts';
import {words as t} from './words.ts';

const spoken = el('span', {class: 'spoken'});
const number = el('span', {class: 'number', 'aria-hidden': 'true'});
const newest = el('bdi');
const bell = el('button', {part: 'announcement', type: 'button', popovertarget: 'announcements'}, spoken);
bell.append(number, el('span', {class: 'newest'}, newest));
const list = el('ol');
const none = el('p', {class: 'muted'}, `0 ${t.announcements}`);
const panel = el('div', {id: 'announcements', class: 'panel', popover: 'auto'}, none);

export const announcements: readonly HTMLElement[] = [bell, panel];

let shown: readonly (typeof state.announcements)[number][] = state.announcements;

export function showAnnouncements() {
  const all = state.announcements;
  const label = [
    `${all.length} ${t.announcements}`,
    state.unread ? `${state.unread} ${t.unread}` : '',
  ].filter(Boolean);
  bell.className = `announcement ${state.unread ? 'on' : ''}`;
  bell.title = label.join(' · ');
  say(spoken, label.join(', '));
  say(number, String(state.unread || ''));
  say(newest, all.at(-1)?.text ?? '');
  if (shown === all) return;
  for (const {text, at} of all.filter((announcement) => !shown.includes(announcement))) {
    const time = new Date(at).toLocaleTimeString(t.tag, {hour: '2-digit', minute: '2-digit'});
    list.prepend(el('li', {}, el('time', {class: 'muted number'}, time), el('bdi', {}, text)));
  }
  while (list.children.length > all.length) list.lastElementChild!.remove();
  none.replaceWith(list);
  shown = all;
}
