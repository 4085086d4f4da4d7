/** The customer card: built when a call arrives, updated in place while it stays. */
import {obstacle} from './bar.ts';
import {clock, el, say, set} from './dom.ts';
import {buildForm} from './form.ts';
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
  const save = el(
    'button',
    {part: 'submit', form: 'form', 'aria-keyshortcuts': 'Control+Enter', 'aria-disabled': 'false'},
    t.save,
    el('kbd', {}, 'Ctrl ↵'),
  );
  const next = el('button', {part: 'submit-next', type: 'button'}, t.saveNext);
  const form = buildForm(window.fields);
  const head = el(
    'header',
    {},
    el(
      'div',
      {class: 'who'},
      el('h2', {part: 'caller', id: 'caller'}, caller),
      el('p', {class: 'muted'}, telephone, city, group),
    ),
    talking,
  );
  const profile = el(
    'section',
    {part: 'profile', class: 'profile', tabindex: '-1', 'aria-label': t.profile},
    record,
    el('slot', {name: 'details'}),
  );
  const entry = el(
    'section',
    {class: 'form', 'aria-labelledby': 'form-title'},
    el('h3', {id: 'form-title'}, t.form),
    form.element,
  );
  const columns = el('div', {class: 'columns'}, profile, entry);
  const article = el(
    'article',
    {part: 'card', class: 'card', lang: t.tag, tabindex: '-1', 'aria-labelledby': 'caller'},
    el('div', {id: 'panel'}, head, columns, foot(save, next)),
  );
  return {article, caller, telephone, city, group, time, phase, talking, record, form, save, next};
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
  at.form.show(call);
  const why = obstacle('next-call');
  set(at.next, 'title', why);
  set(at.next, 'aria-disabled', String(why !== ''));
  at.save.className = call.endedAt ? 'outlined' : 'filled';
  at.next.className = call.endedAt ? 'filled' : 'outlined';
}

function foot(save: HTMLElement, next: HTMLElement) {
  const trouble = el('p', {part: 'fault', class: 'trouble', role: 'alert', hidden: ''}, el('bdi'));
  const draft = el('p', {part: 'draft', class: 'draft muted'});
  return el('footer', {}, trouble, draft, el('slot', {name: 'actions'}), save, next);
}

const recordRow = () => el('div', {}, el('dt'), el('dd', {}, el('bdi')));

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
