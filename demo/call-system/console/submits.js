import {make} from './view.js';
import {words} from './words.js';

/** Longer values get a line of their own. */
const longest = 40;

/** The forms on the page, as text; they only ever grow, unless the system was reset. */
let shown = [];

const pair = (name, value, className = '') =>
  make('div', {className}, make('dt', {textContent: name}), make('dd', {}, value));

const empty = () => make('i', {textContent: words.emptyValue});

function textOf(value) {
  if (typeof value !== 'string') return make('code', {textContent: JSON.stringify(value)});
  return value === '' ? empty() : make('span', {textContent: value});
}

function choices(values) {
  if (values.length === 0) return empty();
  return make('ul', {}, ...values.map((value) => make('li', {}, textOf(value))));
}

function valueRow([name, value]) {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const isLong = text.length > longest || text.includes('\n');
  return pair(name, Array.isArray(value) ? choices(value) : textOf(value), isLong ? 'long' : '');
}

function callStatus(status, statuses = []) {
  if (status === undefined) return make('i', {textContent: words.unchanged});
  return `${status} ${statuses[status] ?? ''}`;
}

function item(form, {agents, customers, projects}) {
  const {name, telephone, project_id} = customers.find(({uuid}) => uuid === form.info_uuid) ?? {};
  const agent = agents.find(({extno}) => extno === form.extno);
  const project = projects.find(({id}) => id === project_id);
  const values = Object.entries(JSON.parse(form.fields));
  return make(
    'li',
    {},
    make(
      'p',
      {},
      make('b', {textContent: name || words.nameless}),
      make('span', {textContent: telephone}),
      make('span', {className: 'muted', textContent: `${form.extno} ${agent?.name ?? ''}`}),
      make('time', {className: 'muted', textContent: form.stamp}),
    ),
    make(
      'dl',
      {className: 'facts'},
      pair(words.callStatus, callStatus(form.status, project?.statuses)),
      pair(words.inspection, form.inspection ?? make('i', {textContent: words.unchanged})),
      pair(words.session, make('code', {textContent: form.sessionId})),
    ),
    values.length > 0 ? make('dl', {className: 'values'}, ...values.map(valueRow)) : empty(),
  );
}

export function showSubmits(state) {
  const texts = state.submits.map((form) => JSON.stringify(form));
  const list = document.querySelector('#submits');
  if (shown.some((text, index) => text !== texts[index])) {
    shown = [];
    list.replaceChildren();
  }
  const added = state.submits.slice(shown.length).map((form) => item(form, state));
  list.prepend(...added.toReversed());
  shown = texts;
  list.hidden = texts.length === 0;
  document.querySelector('#no-submits').hidden = texts.length > 0;
  document.querySelector('#submits-count').textContent = texts.length;
}
