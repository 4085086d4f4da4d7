import {kept} from './settings.js';

/** What the page shows; whoever changes it asks for the part to be drawn again. */
export const state = {
  customers: [],
  tasks: [],
  me: {extno: '', name: '', agents: []},
  view: 'customers',
  selected: undefined,
  record: undefined,
  query: '',
  sort: {by: 'lastContact', descending: true},
  done: new Set(kept('done')?.split(',')),
  onThePhone: new Set(),
  stranger: undefined,
  pushes: [],
  push: undefined,
};

const views = {
  customers: () => true,
  mine: (customer) => customer.owner === state.me.extno,
  key: (customer) => customer.keyAccount,
  'follow-up': (customer) => customer.status === 'follow-up' || customer.status === 'at-risk',
};

export const viewNames = ['tasks', ...Object.keys(views), 'pushes', 'settings'];

export const showsCustomers = (view) => Object.hasOwn(views, view);

export const inView = (view) => state.customers.filter(views[view]);

export const openTasks = () => state.tasks.filter(({id}) => !state.done.has(id));

export function found() {
  const wanted = state.query.trim().toLowerCase();
  const digits = wanted.replaceAll(/[\s-]/g, '');
  const {by, descending} = state.sort;
  return inView(state.view)
    .filter((customer) => wanted === '' || matches(customer, wanted, digits))
    .toSorted((a, b) => compare(a[by], b[by]) * (descending ? -1 : 1));
}

function matches({name, company, city, telephone}, wanted, digits) {
  const words = [name, company.zh, company.en, city].join('\n').toLowerCase();
  return words.includes(wanted) || (digits !== '' && telephone.includes(digits));
}

const byWord = new Intl.Collator(['zh-CN', 'en'], {numeric: true});

/** People without a name come last, not first. */
const lastOfAll = '\uffff';

function compare(a, b) {
  return typeof a === 'number' ? a - b : byWord.compare(a || lastOfAll, b || lastOfAll);
}
