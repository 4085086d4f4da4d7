import {find, offer} from './forms.js';
import {make} from './view.js';
import {words} from './words.js';

const losses = {drop: {drop: true}, stall: {stall: 'headers'}};

const faults = {
  refuse: ({reason}) => ({code: 1, msg: reason.value}),
  late: ({seconds}) => ({delay: Math.round(Number(seconds.value) * 1000)}),
  lost: (_elements, how) => losses[how],
  'lost-answer': (_elements, how) => ({...losses[how], afterEffect: true}),
};

/** What is to go wrong with the next answer on the path of the form's group. */
export function nextFault(form, how) {
  const path = form.closest('[data-next]').dataset.next;
  return {path, times: 1, ...faults[form.dataset.fault](form.elements, how)};
}

function describe({times = 1, status, body, code, msg, delay, stall, drop, afterEffect}) {
  const lost = stall !== undefined || drop;
  const parts = [
    delay > 0 && words.lateBySeconds(delay / 1000),
    (code !== undefined || msg !== undefined) && words.refusedWith(msg ?? code),
    status !== undefined && `HTTP ${status}`,
    body !== undefined && words.otherAnswer,
    stall === 'headers' && words.unanswered,
    stall === 'body' && words.faults.stallBody,
    drop && words.dropped,
    afterEffect ? words.stored : lost && words.notStored,
    times > 1 && `× ${times}`,
  ];
  return parts.filter(Boolean).join(' · ');
}

export function showFaults(waiting) {
  for (const group of document.querySelectorAll('[data-next]')) {
    const own = waiting.filter(({path}) => path === group.dataset.next);
    const items = own.map((fault) => make('li', {textContent: describe(fault)}));
    const none = make('li', {className: 'muted', textContent: words.unarmed});
    group.querySelector('ol').replaceChildren(...(items.length > 0 ? items : [none]));
  }
}

/** Nothing is returned when the text is no JSON. */
export function definitionOrder(button) {
  const {project, fields} = find('#define').elements;
  const project_id = Number(project.value);
  if (button === 'restore') return {project_id, fields: null};
  try {
    return {project_id, fields: JSON.parse(fields.value)};
  } catch {
    return undefined;
  }
}

export function showProjects(projects) {
  offer(
    find('#define').elements.project,
    projects.map(({id, name}) => ({value: String(id), text: `${id} ${name}`})),
  );
  const names = projects.filter(({redefined}) => redefined).map(({name}) => name);
  find('#redefined').hidden = names.length === 0;
  find('#redefined').textContent = words.redefined(names.join(', '));
}
