import type {
  Activity,
  CustomerRecord,
  CustomerStatus,
  FormValue,
  Note,
  Order,
  Text,
  Ticket,
} from './model.ts';
import {companies, companiesAbroad, mails, notes, products, subjects, titles} from './phrases.ts';
import {type Random, randomFrom} from './random.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const owners = ['1001', '1003'] as const;
const statuses: readonly CustomerStatus[] = [
  'new',
  'active',
  'active',
  'active',
  'follow-up',
  'at-risk',
  'dormant',
];

/** What the call system knows of a person; all the rest is the CRM's own. */
export interface Person {
  uuid: string;
  name: string;
  telephone: string;
  city: string;
  group: string;
  form: FormValue[];
}

export function customerFrom(person: Person, now: number): CustomerRecord {
  const random = randomFrom(person.uuid);
  const status = random.pick(statuses);
  const daysAgo = status === 'dormant' ? random.between(90, 200) : random.between(0, 21);
  const lastContact = at(now, daysAgo, random);
  const since = now - (daysAgo + random.between(320, 1500)) * day;
  const orders = status === 'new' ? [] : ordersFrom(random, now, daysAgo);
  const value = orders.reduce((sum, order) => sum + order.amount, 0);
  return {
    id: person.uuid,
    name: person.name,
    telephone: person.telephone,
    city: person.city,
    group: person.group,
    form: person.form,
    company: companyOf(person, random),
    title: random.pick(titles),
    email: `${random.pick(['info', 'office', 'buying', 'hello'])}@${person.uuid.slice(0, 4)}.example`,
    status,
    keyAccount: value > 20_000,
    owner: random.pick(owners),
    value,
    since: new Date(since).toISOString(),
    lastContact: new Date(lastContact).toISOString(),
    orders,
    tickets: ticketsFrom(random, now),
    notes: notesFrom(random, now),
    activity: activityFrom(random, lastContact, orders),
  };
}

function companyOf(person: Person, random: Random): Text {
  const given = person.form.find(([name]) => name === '公司')?.[1];
  if (given) return {zh: given, en: given};
  return random.pick(person.telephone.startsWith('+') ? companiesAbroad : companies);
}

/** During working hours, a whole number of days ago and never in the future. */
function at(now: number, daysAgo: number, random: Random): number {
  const start = new Date(now - daysAgo * day).setHours(9, 0, 0, 0);
  return Math.min(start + random.between(0, 8 * 60) * minute, now - 20 * minute);
}

function ordersFrom(random: Random, now: number, newestDaysAgo: number): Order[] {
  let daysAgo = newestDaysAgo;
  const bought = random.shuffled(products).slice(0, random.between(1, 5));
  return bought.map((product, index) => {
    daysAgo += random.between(2, 60);
    const quantity = random.between(1, product.price > 2000 ? 2 : 6);
    const placed = at(now, daysAgo, random);
    return {
      number: `SO-${new Date(placed).getFullYear()}${String(random.between(10_000, 99_999))}`,
      at: new Date(placed).toISOString(),
      product: product.name,
      quantity,
      amount: product.price * quantity,
      status:
        index === 0 ? random.pick(['paid', 'shipped']) : random.pick(['delivered', 'delivered', 'returned']),
    } satisfies Order;
  });
}

function ticketsFrom(random: Random, now: number): Ticket[] {
  let daysAgo = 0;
  const raised = random.shuffled(subjects).slice(0, random.between(0, 2));
  return raised.map((subject, index) => {
    daysAgo += random.between(1, 40);
    return {
      number: `T-${String(random.between(1000, 9999))}`,
      at: new Date(at(now, daysAgo, random)).toISOString(),
      subject,
      status: index === 0 ? random.pick(['open', 'waiting', 'solved']) : 'solved',
    } satisfies Ticket;
  });
}

function notesFrom(random: Random, now: number): Note[] {
  let daysAgo = 0;
  const written = random.shuffled(notes).slice(0, random.between(1, 2));
  return written.map((text) => {
    daysAgo += random.between(3, 50);
    return {
      at: new Date(at(now, daysAgo, random)).toISOString(),
      author: random.pick(owners),
      text,
    };
  });
}

function activityFrom(random: Random, lastContact: number, orders: readonly Order[]): Activity[] {
  const placed = orders.slice(0, 2).map((order): Activity => {
    const text = {
      zh: `${order.product.zh} × ${order.quantity}`,
      en: `${order.product.en} × ${order.quantity}`,
    };
    return {key: order.number, kind: 'order', at: order.at, text};
  });
  const mailed = new Date(lastContact - random.between(2, 30) * day).toISOString();
  const activity: Activity[] = [
    {
      key: 'last-call',
      kind: 'call',
      at: new Date(lastContact).toISOString(),
      seconds: random.between(40, 600),
    },
    {key: 'last-mail', kind: 'mail', at: mailed, text: random.pick(mails)},
    ...placed,
  ];
  return activity.toSorted((a, b) => b.at.localeCompare(a.at));
}
