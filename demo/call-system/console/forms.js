import {words} from './words.js';

export const find = (selector) => document.querySelector(selector);

const otherNumber = 'other';

const faults = {
  refused: {code: 1},
  error500: {status: 500},
  error502: {status: 502},
  busy429: {status: 429, headers: {'retry-after': '86400'}},
  portal: {status: 200, contentType: 'text/html; charset=utf-8', body: '<!doctype html><h1>Wi-Fi</h1>'},
  empty: {status: 204},
  late: {delay: 3000},
  veryLate: {delay: 12_000},
  stallHeaders: {stall: 'headers'},
  stallBody: {stall: 'body'},
  drop: {drop: true},
};

const paths = [
  '/admin/agent/logon',
  '/admin/agent/logout',
  '/admin/agent/nextCall',
  '/admin/agent/hold',
  '/admin/agent/meeting',
  '/admin/agent/addBlack',
  '/admin/agent/getMsg',
  '/admin/agent/submit',
  '/admin/sms_api/send',
  '/admin/crm/fields',
  '/login',
  '/api/login',
  '/api/setCallback',
];

/** Sets the choices of a select, and leaves the choice made where it still exists. */
export function offer(select, choices) {
  const values = choices.map(({value}) => value).join('\n');
  if (select.dataset.values === values) return;
  const chosen = select.value;
  select.replaceChildren(...choices.map(({value, text}) => new Option(text, value)));
  if (choices.some(({value}) => value === chosen)) select.value = chosen;
  select.dataset.values = values;
}

export function offerFixed() {
  const form = find('#fault');
  offer(form.elements.path, [
    {value: '', text: words.anyPath},
    ...paths.map((path) => ({value: path, text: path})),
  ]);
  offer(
    form.elements.kind,
    Object.keys(faults).map((kind) => ({value: kind, text: words.faults[kind]})),
  );
}

export function offerPeople({agents, customers}) {
  const each = agents.map(({extno, name}) => ({value: extno, text: `${extno} ${name}`}));
  for (const select of document.querySelectorAll('[data-agents]')) {
    offer(select, [{value: '', text: words.everyone}, ...each]);
  }
  offer(find('#caller').elements.uuid, [
    {value: '', text: words.nextOfCampaign},
    ...customers.map(({uuid, name, telephone}) => ({
      value: uuid,
      text: `${name || words.nameless} · ${telephone}`,
    })),
    {value: otherNumber, text: words.otherNumber},
  ]);
}

export function callParams(extno) {
  const {uuid, telephone, force} = find('#caller').elements;
  const caller = uuid.value === otherNumber ? {telephone: telephone.value} : {uuid: uuid.value || undefined};
  return {extno, ...caller, force: force.checked};
}

export function showOtherNumber() {
  find('#other-number').hidden = find('#caller').elements.uuid.value !== otherNumber;
}

export function faultParams() {
  const {path, kind, times, afterEffect} = find('#fault').elements;
  return {
    ...faults[kind.value],
    path: path.value || undefined,
    times: Number(times.value),
    afterEffect: afterEffect.checked || undefined,
  };
}

/** The button's value is the operation; a close carries its code. */
export function lineOperation(button) {
  const {extno, text} = find('#lines').elements;
  const to = {extno: extno.value || undefined};
  if (button === 'frame') return ['frame', {...to, text: text.value}];
  if (button.startsWith('close-')) return ['cut', {...to, code: Number(button.slice('close-'.length))}];
  return [button, to];
}

export function settingsParams() {
  const {ringDelay, talkTime, tick, campaign, snapshot, infoFirst, idempotency} = find('#settings').elements;
  return {
    ringDelay: Number(ringDelay.value),
    talkTime: talkTime.value === '' ? null : Number(talkTime.value),
    tick: Number(tick.value),
    campaign: campaign.checked,
    snapshot: snapshot.checked,
    infoFirst: infoFirst.checked,
    idempotency: idempotency.checked,
  };
}

/** Shows the settings as they are, unless somebody is about to change them. */
export function showSettings(settings) {
  const form = find('#settings');
  if (form.contains(document.activeElement)) return;
  const {ringDelay, talkTime, tick, campaign, snapshot, infoFirst, idempotency} = form.elements;
  ringDelay.value = Array.isArray(settings.ringDelay) ? settings.ringDelay[1] : settings.ringDelay;
  talkTime.value = settings.talkTime ?? '';
  tick.value = settings.tick;
  campaign.checked = settings.campaign;
  snapshot.checked = settings.snapshot;
  infoFirst.checked = settings.infoFirst;
  idempotency.checked = settings.idempotency;
}
