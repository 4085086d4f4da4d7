import {make} from './view.js';
import {words} from './words.js';

const rows = new Map();
let told = [];

/** A row stays as it is as long as the page lives, so that a list that is open is not taken away. */
function rowFor({path, kind, variants}, choose) {
  const known = rows.get(path);
  if (known) return known;
  const options = variants.map((variant) => new Option(words.lookupVariants[variant], variant));
  const select = make('select', {name: 'variant'}, ...options);
  const ms = make('input', {name: 'ms', type: 'number', min: 0, max: 600_000, required: true});
  const delay = make('label', {className: 'short'}, make('span', {textContent: words.lookupDelay}), ms);
  const requests = make('span');
  const tokens = make('b');
  const way = make('label', {className: 'grow'}, make('code', {textContent: path}), select);
  const row = make(
    'li',
    {},
    make('div', {className: 'row'}, way, delay),
    make('p', {className: 'muted'}, make('span', {textContent: words.lookupKinds[kind]}), requests, tokens),
  );
  select.addEventListener('change', () => choose({path, variant: select.value}));
  ms.addEventListener('change', () => {
    if (ms.reportValidity()) choose({path, variant: 'slow', ms: Number(ms.value)});
  });
  document.querySelector('#lookups').append(row);
  const made = {select, ms, delay, requests, tokens};
  rows.set(path, made);
  return made;
}

function show(lookup, {select, ms, delay, requests, tokens}) {
  select.value = lookup.variant;
  if (ms !== document.activeElement) ms.value = lookup.ms;
  delay.hidden = lookup.variant !== 'slow';
  requests.textContent = words.lookupRequests(lookup.requests);
  tokens.textContent = words.lookupTokens(lookup.tokens);
  tokens.hidden = lookup.tokens === 0;
}

/** Shows how each lookup answers; a choice that could not be made known is taken back. */
export function showLookups(lookups, operate) {
  told = lookups;
  const choose = async (order) => {
    if (!(await operate('answer-lookups', order))) showLookups(told, operate);
  };
  for (const lookup of lookups) show(lookup, rowFor(lookup, choose));
}
