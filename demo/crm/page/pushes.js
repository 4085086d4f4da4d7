import {h, icon} from './dom.js';
import {clock, duration, initial, telephone, when} from './format.js';
import {linkTo} from './route.js';
import {words} from './settings.js';
import {state} from './state.js';

const section = document.querySelector('.list');

/** A record of another system stands in the address under its own number. */
const part = (push) => `${push.kind}-${encodeURIComponent(push.id)}`;

/** The one in the address, else the one that is looked at, else the newest. */
export function choosePush(id) {
  const wanted = id ?? (state.push && part(state.push));
  state.push = state.pushes.find((push) => part(push) === wanted) ?? state.pushes[0];
}

/** Follows what arrives while somebody can see it; a hidden tab would keep one of the browser's few connections. */
export function followPushes(arrived) {
  let source;
  const follow = () => {
    source?.close();
    source = document.hidden ? undefined : new EventSource('my-crm/pushes');
    source?.addEventListener('message', ({data}) => {
      state.pushes = JSON.parse(data);
      arrived();
    });
  };
  document.addEventListener('visibilitychange', follow);
  addEventListener('pagehide', () => source?.close());
  addEventListener('pageshow', ({persisted}) => persisted && follow());
  follow();
}

export function drawPushes() {
  const said = words();
  section.querySelector('h2').textContent = said.titles.pushes;
  section.querySelector('.found').textContent = said.arrived(state.pushes.length);
  const rows = section.querySelector('.rows');
  if (state.pushes.length === 0) {
    const settings = h('a', {href: linkTo('settings')}, said.toSettings);
    rows.replaceChildren(h('p', {class: 'no-pushes'}, said.noPushes, ' ', settings));
    return;
  }
  const focused = rows.contains(document.activeElement) && document.activeElement.getAttribute('href');
  rows.replaceChildren(h('ul', {class: 'pushes'}, state.pushes.map(item)));
  if (focused) rows.querySelector(`[href="${CSS.escape(focused)}"]`)?.focus();
}

function item(push) {
  const [title, line, aside] = push.kind === 'call' ? callWords(push.call) : importWords(push);
  const chosen = push === state.push;
  return h(
    'li',
    {class: chosen ? 'chosen' : ''},
    icon(push.kind === 'call' ? 'phone' : 'tasks'),
    h(
      'span',
      {class: 'what'},
      h('a', {href: linkTo('pushes', part(push)), 'aria-current': chosen && 'true'}, title),
      h('span', {class: 'firm'}, line),
    ),
    h(
      'span',
      {class: 'aside'},
      h('time', {datetime: push.at}, when(push.at)),
      h('span', {class: 'firm'}, aside),
    ),
  );
}

const talked = (seconds) => (seconds === '' ? '' : duration(Number(seconds)));

function callWords({name, telephone: number, agent, project, seconds}) {
  const line = [telephone(number), agent, project].filter(Boolean).join(' · ');
  return [name || words().nameless, line, talked(seconds)];
}

function importWords({id, reason, counts}) {
  const said = words();
  if (reason !== undefined) return [said.importFailed, reason, ''];
  return [said.importDone, id, said.numbers(counts.successCount ?? 0, counts.totalCount ?? 0)];
}

/** The record of one push, for the pane beside the list. */
export function pushParts(push) {
  return push.kind === 'call' ? callParts(push) : importParts(push);
}

function header(push, letter, title, line, actions) {
  const again = push.times > 1 && h('span', {class: 'chip'}, words().again(push.times));
  const arrived = h('span', {class: 'chip new'}, words().arrivedAt(clock(push.at)));
  return h(
    'header',
    {},
    h('span', {class: 'avatar', 'aria-hidden': 'true'}, letter),
    h(
      'div',
      {class: 'who'},
      h('h2', {id: 'record-title', tabindex: '-1'}, title),
      h('p', {}, line),
      h('p', {class: 'chips'}, arrived, again),
    ),
    h('div', {class: 'actions'}, actions),
  );
}

function facts(title, entries) {
  const pairs = entries
    .filter(([, value]) => value !== '' && value !== undefined)
    .map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value)));
  return h('section', {class: 'part'}, h('h3', {}, title), h('dl', {}, pairs));
}

function callParts(push) {
  const said = words();
  const {call} = push;
  const {pushFields} = said;
  const customer = state.customers.find(({telephone: known}) => known === call.telephone);
  const open = customer && h('a', {href: linkTo('customers', customer.id)}, said.openRecord);
  return [
    header(push, initial(call.name), call.name || said.nameless, telephone(call.telephone), open),
    facts(said.pushedCall, [
      [pushFields.agent, call.agent],
      [pushFields.project, call.project],
      [pushFields.connected, call.connected],
      [pushFields.ended, call.ended],
      [pushFields.seconds, talked(call.seconds)],
      [pushFields.id, push.id],
    ]),
    facts(said.pushedCustomer, [
      [pushFields.city, call.city],
      [pushFields.company, call.company],
      [pushFields.companyTelephone, call.companyTelephone],
      [pushFields.team, call.team],
    ]),
  ];
}

function importParts(push) {
  const said = words();
  const title = push.counts ? said.importDone : said.importFailed;
  const counts = Object.entries(push.counts ?? {}).map(([name, count]) => [
    said.counts[name] ?? name,
    String(count),
  ]);
  return [
    header(push, '#', title, push.reason ?? push.id),
    facts(said.imported, push.counts ? counts : [[said.pushFields.id, push.id]]),
  ];
}
