import {pushSettings, showCallbacks} from './callbacks.js';
import * as customerForm from './customer-form.js';
import * as forms from './forms.js';
import {showLookups} from './lookups.js';
import {showSubmits} from './submits.js';
import {showAgents, showClocks, showLists, showLog} from './view.js';
import {language, translatePage, words} from './words.js';

const {find} = forms;
const base = new URL('console/', location.href.split(/[?#]/)[0]);
let state;
let received = 0;
let events;
let tidyUp;

function tell(text, failed = false) {
  const outcome = find('#outcome');
  outcome.textContent = text;
  outcome.className = failed ? 'failed' : '';
  clearTimeout(tidyUp);
  tidyUp = setTimeout(() => outcome.replaceChildren(), 4000);
}

async function operate(operation, params = {}) {
  try {
    const response = await fetch(new URL(operation, base), {
      method: 'POST',
      headers: {'content-type': 'application/json', 'accept-language': language},
      body: JSON.stringify(params),
    });
    const {code, msg} = await response.json();
    tell(code === 0 ? words.done : msg, code !== 0);
    return code === 0;
  } catch {
    tell(words.unreachable, true);
    return false;
  }
}

function show() {
  forms.offerPeople(state);
  forms.showSettings(state.settings);
  showAgents(state, received, find('#caller').elements.force.checked);
  showLists(state);
  showSubmits(state);
  showLookups(state.lookups, operate);
  showCallbacks(state);
  customerForm.showFaults(state.faults);
  customerForm.showProjects(state.projects);
  const faults = state.faults.reduce((sum, fault) => sum + (fault.times ?? 1), 0);
  find('#waiting').textContent = words.waiting(faults, state.refusedHandshakes);
}

function showLink(connected) {
  find('#link').dataset.connected = connected;
  find('#link').textContent = connected ? words.connected : words.disconnected;
}

function watch() {
  events = new EventSource(new URL('events', base));
  events.addEventListener('open', () => {
    find('#log').replaceChildren();
    showLink(true);
  });
  events.addEventListener('error', () => {
    showLink(false);
    // A refused connection ends the source for good; the system may only be down for a while.
    if (events.readyState === EventSource.CLOSED) setTimeout(watch, 1000);
  });
  events.addEventListener('state', ({data}) => {
    state = JSON.parse(data);
    received = performance.now();
    show();
  });
  events.addEventListener('log', ({data}) => showLog(JSON.parse(data)));
}

function onSubmit(form, run) {
  const element = typeof form === 'string' ? find(form) : form;
  element.addEventListener('submit', (event) => {
    event.preventDefault();
    run(event);
  });
}

function listen() {
  find('#agents').addEventListener('click', ({target}) => {
    const button = target.closest('button');
    const extno = target.closest('tr')?.dataset.extno;
    if (button?.value === 'call') void operate('call', forms.callParams(extno));
    if (button?.value === 'hang-up') void operate('hang-up', {extno});
  });
  for (const button of document.querySelectorAll('button[data-operation]')) {
    const params = JSON.parse(button.dataset.params ?? '{}');
    button.addEventListener('click', () => void operate(button.dataset.operation, params));
  }
  find('#caller').addEventListener('change', () => {
    forms.showOtherNumber();
    if (state) show();
  });
  onSubmit('#caller', () => undefined);
  onSubmit('[data-operation="announce"]', async ({target}) => {
    const {msg, extno} = target.elements;
    if (await operate('announce', {msg: msg.value, extno: extno.value || undefined})) msg.value = '';
  });
  for (const form of document.querySelectorAll('[data-fault]')) {
    onSubmit(form, ({submitter}) => operate('fail', customerForm.nextFault(form, submitter?.value)));
  }
  onSubmit('#define', ({submitter}) => {
    const order = customerForm.definitionOrder(submitter.value);
    if (order) void operate('define', order);
    else tell(words.notJson, true);
  });
  onSubmit('#fault', () => operate('fail', forms.faultParams()));
  onSubmit('#lines', ({submitter}) => operate(...forms.lineOperation(submitter.value)));
  onSubmit('#pushing', () => {
    document.activeElement?.blur();
    return operate('set', pushSettings());
  });
  onSubmit('#import-failed', ({target}) => operate('import-ended', {reason: target.elements.reason.value}));
  onSubmit('#settings', () => {
    document.activeElement?.blur();
    return operate('set', forms.settingsParams());
  });
}

const theme = new URLSearchParams(location.search).get('theme');
if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
if (matchMedia('(width < 700px)').matches) {
  for (const panel of document.querySelectorAll('details')) panel.open = false;
}
translatePage();
forms.offerFixed();
forms.showOtherNumber();
listen();
watch();
setInterval(showClocks, 1000);

// A page that the browser keeps for going back would keep one of its few connections as well.
addEventListener('pagehide', () => events.close());
addEventListener('pageshow', ({persisted}) => persisted && watch());
