import {find} from './forms.js';
import {make} from './view.js';
import {words} from './words.js';

const pair = (name, value) => make('div', {}, make('dt', {textContent: name}), make('dd', {}, value));

const address = (url) => (url ? make('code', {textContent: url}) : words.noAddress);

function describe({status, answer, failure}) {
  if (failure !== undefined) return words.failures[failure];
  return `${status} ${answer === '' ? words.emptyAnswer : answer}`;
}

function line(push) {
  return make(
    'li',
    {className: push.accepted ? '' : 'failed'},
    make('time', {textContent: push.stamp.slice(-8)}),
    make('span', {className: 'kind', textContent: words.pushed(push.kind, push.attempt)}),
    make('b', {
      className: push.accepted ? 'accepted' : '',
      textContent: push.accepted ? words.accepted : words.notAccepted,
    }),
    make('code', {textContent: `${push.host} → ${describe(push)}`}),
  );
}

let shown = '';

/** Only when there is something new, so that nothing is taken from under the pointer. */
function showPushes(pushes) {
  const text = JSON.stringify(pushes);
  if (text === shown) return;
  shown = text;
  const list = find('#pushes');
  const {scrollTop} = list;
  list.replaceChildren(...pushes.toReversed().map(line));
  list.scrollTop = scrollTop;
  list.hidden = pushes.length === 0;
  find('#no-pushes').hidden = pushes.length > 0;
  find('#pushes-count').textContent = pushes.length;
}

export function showCallbacks({callbacks: {addresses, waiting, pushes}, settings}) {
  const {open, callbackUrl, taskCallbackUrl} = addresses ?? {};
  find('#addresses').replaceChildren(
    pair(words.realTime, open ? words.pushOn(waiting) : words.pushOff),
    pair(words.callsTo, address(callbackUrl)),
    pair(words.importsTo, address(taskCallbackUrl)),
  );
  showPushes(pushes);
  showSettings(settings);
}

/** Shows the settings as they are, unless somebody is about to change them. */
function showSettings({pushDelay, pushInterval, urlRefusal: code}) {
  const form = find('#pushing');
  if (form.contains(document.activeElement)) return;
  const {delay, interval, urlRefusal} = form.elements;
  delay.value = pushDelay / 1000;
  interval.value = pushInterval / 1000;
  urlRefusal.value = code;
}

export function pushSettings() {
  const {delay, interval, urlRefusal} = find('#pushing').elements;
  return {
    pushDelay: Math.round(Number(delay.value) * 1000),
    pushInterval: Math.round(Number(interval.value) * 1000),
    urlRefusal: Number(urlRefusal.value),
  };
}
