import {h} from './dom.js';
import {clock} from './format.js';
import {linkTo} from './route.js';
import {inLanguage, keep, words} from './settings.js';
import {openTasks, state} from './state.js';

const section = document.querySelector('.list');

export function drawTasks(onChange) {
  const said = words();
  section.querySelector('h2').textContent = said.titles.tasks;
  section.querySelector('.found').textContent = said.tasksLeft(openTasks().length);
  section.querySelector('.rows').replaceChildren(
    h(
      'ul',
      {class: 'tasks'},
      state.tasks.map((task) => taskItem(task, onChange)),
    ),
  );
}

function taskItem(task, onChange) {
  const said = words();
  const what = inLanguage(task.text);
  const box = h('input', {
    type: 'checkbox',
    'aria-label': said.done(what),
    checked: state.done.has(task.id),
    onchange: () => {
      if (box.checked) state.done.add(task.id);
      else state.done.delete(task.id);
      keep('done', [...state.done].join(','));
      section.querySelector('.found').textContent = said.tasksLeft(openTasks().length);
      onChange();
    },
  });
  const late = new Date(task.due) < new Date();
  return h(
    'li',
    {'data-id': task.customerId},
    box,
    h(
      'span',
      {class: 'what'},
      h('a', {href: linkTo('tasks', task.customerId)}, what),
      h('span', {class: 'firm'}, `${said.taskKinds[task.kind]} · ${task.customerName || said.nameless}`),
    ),
    h('span', {class: 'calling-mark', hidden: true}, said.onThePhone),
    h('time', {class: late ? 'late' : '', datetime: task.due}, clock(task.due)),
  );
}
