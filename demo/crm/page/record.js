import {h, icon} from './dom.js';
import {date, initial, money, telephone, when} from './format.js';
import {statusChip} from './list.js';
import {pushParts} from './pushes.js';
import {activityOf, notesOf, ordersOf, ticketsOf} from './record-parts.js';
import {linkTo} from './route.js';
import {inLanguage, words} from './settings.js';
import {state} from './state.js';

const section = document.querySelector('.record');

export function drawRecord() {
  const {record, stranger, push} = state;
  if (state.view === 'pushes')
    section.replaceChildren(...(push ? [back(), ...pushParts(push)] : [nothing()]));
  else if (stranger) section.replaceChildren(back(), ...strangerParts(stranger));
  else if (record) section.replaceChildren(back(), header(record), parts(record));
  else section.replaceChildren(nothing());
}

export function focusRecord() {
  section.querySelector('h2')?.focus({preventScroll: true});
}

function nothing() {
  const said = words();
  return h('p', {class: 'empty', id: 'record-title'}, state.view === 'pushes' ? said.pickPush : said.pick);
}

function back() {
  return h('a', {class: 'back', href: linkTo(state.view)}, icon('back'), words().back);
}

function header(record) {
  const said = words();
  const onThePhone = state.onThePhone.has(record.id);
  return h(
    'header',
    {class: onThePhone ? 'calling' : ''},
    h('span', {class: 'avatar', 'aria-hidden': 'true'}, initial(record.name)),
    h(
      'div',
      {class: 'who'},
      h('h2', {id: 'record-title', tabindex: '-1'}, record.name || said.nameless),
      h('p', {}, `${inLanguage(record.company)} · ${inLanguage(record.title)}`),
      h(
        'p',
        {class: 'chips'},
        onThePhone && h('span', {class: 'chip calling'}, said.onThePhone),
        statusChip(record.status),
        record.keyAccount && h('span', {class: 'chip key'}, said.keyAccount),
      ),
    ),
    h('div', {class: 'actions'}, smsButton(record.telephone)),
  );
}

function smsButton(to) {
  const open = () => document.querySelector('sms-dialog').show({to});
  const missing = customElements.get('sms-dialog') === undefined;
  return h('button', {type: 'button', disabled: missing, onclick: open}, icon('sms'), words().sendSms);
}

function parts(record) {
  const said = words();
  return h(
    'div',
    {class: 'parts'},
    h(
      'div',
      {},
      part(said.details, 'details', detailsOf(record)),
      part(said.orders, 'orders', ordersOf(record.orders)),
      part(said.tickets, 'tickets', ticketsOf(record.tickets)),
    ),
    h(
      'div',
      {},
      part(said.activity, 'activity', activityOf(record.activity)),
      part(said.notes, 'notes', notesOf(record.notes)),
      part(said.form, 'form', formOf(record.form)),
    ),
  );
}

function part(title, name, content) {
  return h('section', {class: `part ${name}`}, h('h3', {}, title), content);
}

function pairs(entries) {
  return h(
    'dl',
    {},
    entries.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))),
  );
}

function detailsOf(record) {
  const {fields} = words();
  const owner = state.me.agents.find(({extno}) => extno === record.owner);
  return pairs([
    [fields.telephone, telephone(record.telephone)],
    [fields.email, record.email],
    [fields.city, record.city],
    [fields.owner, owner ? `${owner.name} · ${owner.extno}` : record.owner],
    [fields.value, money(record.value)],
    [fields.lastContact, when(record.lastContact)],
    [fields.since, date(record.since)],
    [fields.group, record.group || '–'],
  ]);
}

function formOf(form) {
  const filled = form.filter(([, value]) => value !== '');
  return filled.length > 0 ? pairs(filled) : h('p', {class: 'empty'}, words().formEmpty);
}

function strangerParts({name, number, city}) {
  const said = words();
  return [
    h(
      'header',
      {},
      h('span', {class: 'avatar', 'aria-hidden': 'true'}, initial(name)),
      h(
        'div',
        {class: 'who'},
        h('h2', {id: 'record-title', tabindex: '-1'}, name || telephone(number)),
        h('p', {}, [telephone(number), city].filter(Boolean).join(' · ')),
      ),
      h('div', {class: 'actions'}, smsButton(number)),
    ),
    h('p', {class: 'empty'}, said.unknownCaller, ' ', said.unknownCallerHint),
  ];
}
