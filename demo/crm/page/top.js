import {h} from './dom.js';
import {initial} from './format.js';
import {words} from './settings.js';
import {inView, openTasks, showsCustomers, state} from './state.js';

const root = document.documentElement;
const search = document.querySelector('.search');
const me = document.querySelector('.me');
const settings = document.querySelector('[data-toggle=settings]');

export function startTop({searched, openFirst}) {
  search.addEventListener('submit', (event) => {
    event.preventDefault();
    openFirst();
  });
  search.q.addEventListener('input', () => searched(search.q.value));
  settings.addEventListener('click', () => showSettings(root.dataset.settings !== 'open'));
  document.addEventListener('click', ({target}) => {
    if (!target.closest('.settings, [data-toggle=settings]')) showSettings(false);
  });
  document.querySelector('.top').addEventListener('keydown', ({key}) => {
    if (key !== 'Escape' || root.dataset.settings !== 'open') return;
    showSettings(false);
    settings.focus();
  });
  me.querySelector('select').addEventListener('change', ({target}) => {
    location.search = new URLSearchParams({extno: target.value});
  });
}

export function drawMe() {
  const {extno, name, agents} = state.me;
  const known = agents.some((agent) => agent.extno === extno) ? agents : [...agents, state.me];
  const options = known.map((agent) => {
    const text = words().agent(agent.name, agent.extno);
    return h('option', {value: agent.extno, selected: agent.extno === extno}, text);
  });
  me.querySelector('select').replaceChildren(...options);
  me.querySelector('.avatar').textContent = initial(name);
}

export function drawCounts() {
  for (const count of document.querySelectorAll('[data-count]')) {
    const {count: view} = count.dataset;
    const link = count.closest('a');
    count.textContent = countOf(view);
    if (view === state.view) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}

function countOf(view) {
  if (showsCustomers(view)) return inView(view).length;
  return {tasks: openTasks().length, pushes: state.pushes.length}[view] ?? '';
}

function showSettings(open) {
  root.dataset.settings = open ? 'open' : 'closed';
  settings.ariaExpanded = String(open);
}
