import {followCalls} from './calls.js';
import {startConsole} from './console.js';
import {getCustomer, getCustomers, getMe, getTasks} from './data.js';
import {drawList, drawRows, markRows, showChosenRow} from './list.js';
import {nameNodes} from './nodes.js';
import {choosePush, drawPushes, followPushes} from './pushes.js';
import {drawRecord, focusRecord} from './record.js';
import {caller, linkTo, route} from './route.js';
import {extno, onSettings, startSettings, words} from './settings.js';
import {drawSetup, startSetup} from './setup.js';
import {found, showsCustomers, state} from './state.js';
import {drawTasks} from './tasks.js';
import {drawCounts, drawMe, startTop} from './top.js';

const root = document.documentElement;
const list = document.querySelector('.list');

const listIsAway = () => !list.checkVisibility();

function drawMain() {
  root.dataset.view = state.view;
  document.title = `${words().titles[state.view]} · Harbour CRM`;
  if (state.view === 'tasks') drawTasks(drawCounts);
  else if (state.view === 'pushes') drawPushes();
  else if (state.view === 'settings') drawSetup();
  else drawList();
  drawCounts();
  markRows();
}

async function select(id) {
  state.selected = id;
  state.record = id === undefined ? undefined : await getCustomer(id).catch(() => undefined);
  if (state.selected !== id) return;
  drawRecord();
  markRows();
}

async function follow() {
  const {view, id} = route();
  const chosenByHand = list.contains(document.activeElement);
  if (view !== state.view) {
    state.view = view;
    drawMain();
  }
  drawCounts();
  root.dataset.pane = id === undefined ? 'list' : 'record';
  if (id !== caller) state.stranger = undefined;
  if (view === 'pushes') showPushes();
  else await select(id === caller ? undefined : (id ?? state.selected ?? firstShown()));
  if (state.onThePhone.has(id)) showChosenRow();
  if (id === undefined || !listIsAway()) return;
  window.scrollTo(0, 0);
  if (chosenByHand) focusRecord();
}

function firstShown() {
  if (showsCustomers(state.view)) return found()[0]?.id;
  return state.view === 'tasks' ? state.tasks[0]?.customerId : undefined;
}

function showPushes() {
  choosePush(route().id);
  drawPushes();
  drawRecord();
}

function pushesArrived() {
  drawCounts();
  if (state.view === 'pushes') showPushes();
}

function go(hash) {
  if (location.hash === hash) void follow();
  else location.hash = hash;
}

/** Brings the caller up, in a list that has the row, without taking the focus from where the agent writes. */
function showCaller(id, stranger) {
  state.stranger = id === undefined ? stranger : undefined;
  const inList = showsCustomers(state.view) && found().some((customer) => customer.id === id);
  if (!inList && id !== undefined) search('');
  go(linkTo(inList ? state.view : 'customers', id ?? caller));
}

async function refresh(id) {
  state.customers = await getCustomers().catch(() => state.customers);
  if (showsCustomers(state.view)) drawRows();
  if (state.selected !== id) return;
  await select(id);
  showChosenRow();
}

function search(query) {
  state.query = query;
  document.querySelector('.search').q.value = query;
  if (showsCustomers(state.view)) drawRows();
}

function searched(query) {
  state.query = query;
  const view = showsCustomers(state.view) ? state.view : 'customers';
  if (view !== state.view || listIsAway()) go(linkTo(view));
  if (view === state.view) drawRows();
}

function openFirst() {
  const first = firstShown();
  if (first !== undefined) go(linkTo(state.view, first));
}

startSettings();
startTop({searched, openFirst});
startConsole();
nameNodes();
onSettings(() => {
  nameNodes();
  drawMe();
  drawMain();
  drawRecord();
});

try {
  [state.me, state.customers, state.tasks] = await Promise.all([getMe(extno()), getCustomers(), getTasks()]);
} catch (error) {
  list.querySelector('.rows').textContent = words().crmDown;
  throw error;
}
state.view = route().view;
drawMe();
drawMain();
await follow();
addEventListener('hashchange', follow);
followCalls({show: showCaller, changed: refresh});
followPushes(pushesArrived);
void startSetup().catch(() => undefined);
await customElements.whenDefined('sms-dialog');
drawRecord();
