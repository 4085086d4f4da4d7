import {h, icon} from './dom.js';
import {duration, money, when} from './format.js';
import {inLanguage, words} from './settings.js';

const icons = {call: 'phone', sms: 'sms', order: 'order', mail: 'mail', saved: 'saved'};

export function ordersOf(orders) {
  const said = words();
  if (orders.length === 0) return h('p', {class: 'empty'}, said.noOrders);
  const columns = ['number', 'product', 'amount', 'status'];
  return h(
    'table',
    {},
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        columns.map((name) => h('th', {scope: 'col', class: name}, said.orderColumns[name])),
      ),
    ),
    h('tbody', {}, orders.map(orderRow)),
  );
}

function orderRow(order) {
  return h(
    'tr',
    {},
    h('td', {class: 'number'}, order.number, h('span', {class: 'firm'}, when(order.at))),
    h('td', {class: 'product'}, inLanguage(order.product), order.quantity > 1 && ` × ${order.quantity}`),
    h('td', {class: 'amount'}, money(order.amount)),
    h(
      'td',
      {class: 'status'},
      h('span', {class: `chip ${order.status}`}, words().orderStatuses[order.status]),
    ),
  );
}

export function ticketsOf(tickets) {
  const said = words();
  if (tickets.length === 0) return h('p', {class: 'empty'}, said.noTickets);
  const items = tickets.map(({number, at, subject, status}) =>
    h(
      'li',
      {},
      h('span', {}, inLanguage(subject), h('span', {class: 'firm'}, `${number} · ${when(at)}`)),
      h('span', {class: `chip ${status}`}, said.ticketStatuses[status]),
    ),
  );
  return h('ul', {}, items);
}

export function notesOf(notes) {
  const items = notes.map(({at, author, text}) =>
    h('li', {}, inLanguage(text), h('span', {class: 'firm'}, `${author} · ${when(at)}`)),
  );
  return h('ul', {}, items);
}

export function activityOf(activity) {
  const said = words();
  const items = activity.map(({kind, at, text, seconds}) => {
    const detail = text ? inLanguage(text) : seconds !== undefined && said.lasted(duration(seconds));
    return h(
      'li',
      {class: kind},
      icon(icons[kind]),
      h('span', {}, said.activities[kind], detail && h('span', {class: 'firm'}, detail)),
      h('time', {datetime: at}, when(at)),
    );
  });
  return h('ol', {}, items);
}
