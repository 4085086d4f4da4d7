import {h} from './dom.js';
import {words} from './settings.js';

const section = document.querySelector('.setup');
const element = section.querySelector('callback-settings');
let addresses;
let given;

/** The element asks once, and again when the call system has refused what it was given. */
async function credentials() {
  const answer = await fetch('my-crm/callback-key', {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify({refused: given?.apiKey}),
  });
  if (!answer.ok) throw new Error(await answer.text());
  given = await answer.json();
  return given;
}

/** The element cannot ask the call system what is set: this CRM keeps what was saved and says it the next time. */
function keep({settings}) {
  return fetch('my-crm/callback-settings', {
    method: 'PUT',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify(settings),
  });
}

const get = (path) => fetch(path).then((answer) => answer.json());

export async function startSetup() {
  element.credentials = credentials;
  element.addEventListener('callback-saved', keep);
  [addresses, element.settings] = await Promise.all([
    get('my-crm/receiver'),
    get('my-crm/callback-settings'),
  ]);
  drawSetup();
}

export function drawSetup() {
  if (!addresses) return;
  const said = words();
  const rows = Object.entries(addresses).map(([kind, path]) =>
    addressRow(said.receiver[kind], new URL(path, location.href).href),
  );
  section.querySelector('.receiver').replaceChildren(...rows);
}

function addressRow(name, url) {
  const said = words();
  const box = h('input', {type: 'text', readonly: true, value: url, spellcheck: 'false'});
  const done = h('span', {class: 'done', role: 'status'});
  const copy = async () => {
    box.select();
    // Without a secure connection there is no clipboard; the text stays chosen for the person to copy.
    const copied = await navigator.clipboard?.writeText(url).then(
      () => true,
      () => false,
    );
    done.textContent = copied ? said.copied : said.copyYourself;
  };
  return h(
    'div',
    {class: 'address'},
    h('label', {}, h('span', {}, name), box),
    h('button', {type: 'button', 'aria-label': said.copyOf(name), onclick: copy}, said.copy),
    done,
  );
}
