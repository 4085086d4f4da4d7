import {h, icon} from './dom.js';
import {money, telephone, when} from './format.js';
import {linkTo} from './route.js';
import {inLanguage, words} from './settings.js';
import {found, inView, state} from './state.js';

const columns = ['name', 'telephone', 'city', 'status', 'value', 'lastContact'];
const newestFirst = new Set(['value', 'lastContact']);

const section = document.querySelector('.list');
const rows = section.querySelector('.rows');
const sort = section.querySelector('select[name=sort]');
const body = h('tbody');
const head = h('tr');

sort.addEventListener('change', () => sortBy(sort.value));

export function drawList() {
  const said = words();
  section.querySelector('h2').textContent = said.titles[state.view];
  sort.replaceChildren(...columns.map((name) => h('option', {value: name}, said.columns[name])));
  head.replaceChildren(...columns.map(headCell));
  rows.replaceChildren(h('table', {'aria-labelledby': 'list-title'}, h('thead', {}, head), body));
  drawRows();
}

/** Only what filter and sorting change, so that a pressed column button keeps the focus. */
export function drawRows() {
  const said = words();
  const customers = found();
  section.querySelector('.found').textContent = said.found(customers.length, inView(state.view).length);
  sort.value = state.sort.by;
  for (const cell of head.children) markSorted(cell);
  body.replaceChildren(...(customers.length > 0 ? customers.map(rowFor) : [nothingFound()]));
  markRows();
}

export function markRows() {
  for (const row of rows.querySelectorAll('[data-id]')) {
    const {id} = row.dataset;
    row.classList.toggle('chosen', id === state.selected);
    row.classList.toggle('calling', state.onThePhone.has(id));
    row.querySelector('.calling-mark').hidden = !state.onThePhone.has(id);
    const link = row.querySelector('a');
    if (id === state.selected) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
}

export function showChosenRow() {
  rows.querySelector('.chosen')?.scrollIntoView({block: 'nearest'});
}

function sortBy(name) {
  const again = state.sort.by === name;
  state.sort = {by: name, descending: again ? !state.sort.descending : newestFirst.has(name)};
  drawRows();
}

function headCell(name) {
  const button = h(
    'button',
    {type: 'button', onclick: () => sortBy(name)},
    words().columns[name],
    icon('sort'),
  );
  return h('th', {scope: 'col', class: name, 'data-column': name}, button);
}

function markSorted(cell) {
  const {by, descending} = state.sort;
  const sorted = cell.dataset.column === by;
  if (sorted) cell.ariaSort = descending ? 'descending' : 'ascending';
  else cell.ariaSort = null;
  const sign = sorted ? (descending ? 'down' : 'up') : 'sort';
  cell.querySelector('use').setAttribute('href', `icons.svg#${sign}`);
}

function rowFor(customer) {
  const said = words();
  const {id, name, company, city, status} = customer;
  return h(
    'tr',
    {'data-id': id},
    h(
      'td',
      {class: 'name'},
      h(
        'span',
        {class: 'who'},
        h('a', {href: linkTo(state.view, id), class: name ? '' : 'nameless'}, name || said.nameless),
        customer.keyAccount &&
          h(
            'span',
            {class: 'star', title: said.keyAccount},
            icon('star'),
            h('span', {class: 'unseen'}, said.keyAccount),
          ),
      ),
      h('span', {class: 'firm'}, inLanguage(company)),
      h('span', {class: 'calling-mark', hidden: true}, icon('phone'), said.onThePhone),
    ),
    h('td', {class: 'telephone'}, telephone(customer.telephone)),
    h('td', {class: 'city'}, city),
    h('td', {class: 'status'}, statusChip(status)),
    h('td', {class: 'value'}, customer.value > 0 ? money(customer.value) : '–'),
    h('td', {class: 'lastContact'}, when(customer.lastContact)),
  );
}

export function statusChip(status) {
  return h('span', {class: `chip ${status}`}, words().statuses[status]);
}

function nothingFound() {
  const said = words();
  const clear = h('button', {type: 'button', onclick: clearSearch}, said.clearSearch);
  const advice = state.query !== '' && clear;
  return h(
    'tr',
    {class: 'nothing'},
    h('td', {colspan: columns.length}, h('p', {}, said.nothingFound), advice),
  );
}

function clearSearch() {
  const box = document.querySelector('.search input');
  box.value = '';
  box.focus();
  box.dispatchEvent(new Event('input', {bubbles: true}));
}
