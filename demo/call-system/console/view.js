import {words} from './words.js';

const statusNames = ['signed-out', 'idle', 'busy', 'wrap-up'];
const rows = new Map();
const longestLog = 200;

export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

function cell(className) {
  const made = make('td', {className});
  made.setAttribute('role', 'cell');
  return made;
}

const two = (value) => String(value).padStart(2, '0');

function clock(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const hours = Math.floor(seconds / 3600);
  return `${hours > 0 ? `${two(hours)}:` : ''}${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** A row stays the same element as long as the page lives, so that nothing is taken from under the pointer. */
function rowFor(agent) {
  const known = rows.get(agent.extno);
  if (known) return known;
  const name = `${agent.extno} ${agent.name}`;
  const parts = {
    word: make('b'),
    time: make('span', {className: 'time'}),
    call: cell('call'),
    sockets: cell('number'),
    ring: make('button', {className: 'outlined', value: 'call', textContent: words.ring}),
    hangUp: make('button', {className: 'outlined', value: 'hang-up', textContent: words.hangUp}),
  };
  parts.ring.setAttribute('aria-label', words.ringFor(name));
  parts.hangUp.setAttribute('aria-label', words.hangUpFor(name));
  parts.pill = make('span', {className: 'pill'}, make('i'), parts.word, parts.time);
  const who = make('th', {scope: 'row'}, make('b', {textContent: agent.extno}), ` ${agent.name}`);
  who.setAttribute('role', 'rowheader');
  const status = cell('status');
  status.append(parts.pill);
  const actions = cell('actions');
  actions.append(parts.ring, parts.hangUp);
  parts.row = make('tr', {}, who, status, parts.call, parts.sockets, actions);
  parts.row.setAttribute('role', 'row');
  parts.row.dataset.extno = agent.extno;
  rows.set(agent.extno, parts);
  document.querySelector('#agents').append(parts.row);
  return parts;
}

function describeCall(call, extno) {
  const others = [...call.agents.filter((other) => other !== extno), ...call.parties];
  const also = others.length > 0 ? ` + ${others.join(', ')}` : '';
  const held = call.held ? ` · ${words.held}` : '';
  return make(
    'div',
    {},
    make('span', {className: 'name', textContent: call.name || words.nameless}),
    make('span', {className: 'muted', textContent: ` ${call.telephone}${also}${held}`}),
  );
}

export function showAgents({agents, calls}, received, force) {
  for (const agent of agents) {
    const parts = rowFor(agent);
    parts.pill.dataset.status = statusNames[agent.status];
    parts.word.textContent = words.statuses[agent.status];
    parts.since = received - agent.waited;
    const waits = make('span', {className: 'muted', textContent: agent.armed ? words.armed : ''});
    parts.call.replaceChildren(
      waits,
      ...calls
        .filter((call) => agent.calls.includes(call.sessionId))
        .map((call) => describeCall(call, agent.extno)),
    );
    parts.sockets.textContent = agent.sockets;
    parts.sockets.dataset.label = words.sockets;
    parts.sockets.classList.toggle('none', agent.sockets === 0);
    parts.ring.disabled = agent.status !== 1 && !force;
    parts.hangUp.disabled = agent.calls.length === 0;
  }
  showClocks();
}

export function showClocks() {
  for (const {time, since} of rows.values()) time.textContent = clock(performance.now() - since);
}

function showRecords(id, records) {
  document.querySelector(`[data-count="${id}"]`).textContent = records.length;
  const items = records.map(({head, body}) =>
    make('li', {}, make('span', {className: 'muted', textContent: head}), make('p', {textContent: body})),
  );
  const none = make('li', {className: 'muted', textContent: words.empty});
  document.querySelector(`#${id}`).replaceChildren(...(items.length > 0 ? items : [none]));
}

const newest = (records, show) => records.toReversed().map(show);

export function showLists({outbox, announcements, blacklist, requests}) {
  showRecords(
    'outbox',
    newest(outbox, (sms) => ({head: `${sms.stamp} · ${sms.extno} → ${sms.telephone}`, body: sms.msg})),
  );
  showRecords(
    'announcements',
    newest(announcements, ({stamp, extno, msg}) => ({
      head: `${stamp} · ${extno ?? words.everyone}`,
      body: msg,
    })),
  );
  showRecords(
    'blacklist',
    newest(blacklist, ({stamp, telephone}) => ({head: stamp, body: telephone})),
  );
  const counted = Object.entries(requests).map(([path, count]) => ({
    head: words.executed(count.requests, count.executions),
    body: path,
  }));
  showRecords('requests', counted);
}

function titleOf({extno = '', title, sockets}) {
  return `${extno} ${title} ${sockets === undefined ? '' : words.toSockets(sockets)}`;
}

export function showLog(entries) {
  const log = document.querySelector('#log');
  const atEnd = log.scrollTop < 8;
  for (const entry of entries) {
    const at = new Date(entry.at).toTimeString().slice(0, 8);
    const line = make(
      'li',
      {className: entry.failed ? 'failed' : ''},
      make('time', {textContent: at}),
      make('span', {className: `kind ${entry.kind}`, textContent: words.kinds[entry.kind]}),
      make('b', {textContent: titleOf(entry)}),
      make('code', {textContent: entry.detail ?? ''}),
    );
    log.prepend(line);
  }
  while (log.children.length > longestLog) log.lastElementChild.remove();
  if (atEnd) log.scrollTop = 0;
}
