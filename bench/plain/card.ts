/** The customer card: built when a call arrives, updated in place while it stays. */
import {clock, el, say} from './dom.ts';
import {state, type Call} from './state.ts';
import {words as t} from './words.ts';

const root = document.querySelector('#card')!.attachShadow({mode: 'open'});
const empty = el('slot');
root.append(el('link', {rel: 'stylesheet', href: '/card.css'}), empty);

let card: ReturnType<typeof build> | undefined;

export function showCard() {
  const {call} = state;
  if (!call) {
    card?.article.replaceWith(empty);
    card = undefined;
    return;
  }
  if (!card) {
    card = build();
    fill(card, call);
    empty.replaceWith(card.article);
  } else fill(card, call);
}

function build() {
  const caller = el('bdi');
  const telephone = el('bdi', {class: 'number telephone'});
  const city = el('bdi', {part: 'city'});
  const group = el('bdi');
  const time = el('div', {class: 'number time', role: 'timer'});
  const phase = el('div', {class: 'muted'});
  const talking = el('div', {class: 'phase talking'}, time, phase);
  const record = el('dl');
  const fields = el('dl');
  const head = el(
    'header',
    {},
    el(
      'div',
      {class: 'who'},
      el('h2', {part: 'caller'}, caller),
      el('p', {class: 'muted'}, telephone, city, group),
    ),
    talking,
  );
  const profile = el('section', {part: 'profile', class: 'profile', 'aria-label': t.profile}, record);
  profile.append(el('slot', {name: 'details'}));
  const form = el('section', {part: 'form', class: 'form', 'aria-label': t.fields});
  form.append(el('h3', {}, t.fields), fields);
  const article = el('article', {part: 'card', class: 'card', 'aria-label': t.card}, head);
  article.append(
    el('div', {class: 'columns'}, profile, form),
    el('footer', {}, el('slot', {name: 'actions'})),
  );
  return {article, caller, telephone, city, group, time, phase, talking, record, fields};
}

function fill(at: ReturnType<typeof build>, call: Call) {
  const {customer} = call;
  const name = (key: string) => String(customer[key] ?? '');
  say(at.caller, name('name'));
  say(at.telephone, name('telephone'));
  say(at.city, call.city);
  say(at.group, name('group'));
  say(at.time, clock((call.endedAt ?? Date.now()) - call.startedAt));
  say(at.phase, call.endedAt ? t.ended : t.talking);
  at.talking.className = call.endedAt ? 'phase wrap-up' : 'phase talking';
  rows(
    at.record,
    recordRow,
    Object.entries(t.record).map(([key, label]) => [label, name(key)]),
  );
  rows(
    at.fields,
    fieldRow,
    call.fields.map(([label, value]) => [
      label,
      (typeof value === 'string' ? value : value.join(t.separator)) || '—',
    ]),
  );
}

const recordRow = () => el('div', {}, el('dt'), el('dd', {}, el('bdi')));
const fieldRow = () => el('div', {part: 'field'}, el('dt', {}, el('bdi')), el('dd', {}, el('bdi')));

function rows(list: HTMLElement, row: () => HTMLElement, values: readonly (readonly [string, string])[]) {
  while (list.children.length > values.length) list.lastElementChild!.remove();
  for (const [index, [label, value]] of values.entries()) {
    const [dt, dd] = (list.children[index] ?? list.appendChild(row())).children as unknown as [
      Element,
      Element,
    ];
    say(dt.firstElementChild ?? dt, label);
    say(dd.firstElementChild!, value);
  }
}
