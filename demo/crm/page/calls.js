import {putActivity, putForm} from './data.js';
import {state} from './state.js';

/** Follows the calls that the bar announces; `show` is told whom to bring up, `changed` whose record has news. */
export function followCalls({show, changed}) {
  const seen = new Set();

  document.addEventListener('agent-call', ({call}) => arrived(call));
  document.addEventListener('agent-call-end', ({call}) => {
    const customer = customerOf(call);
    if (!customer) return;
    state.onThePhone.delete(customer.id);
    const seconds = Math.max(0, ((call.endedAt ?? Date.now()) - call.startedAt) / 1000);
    void note(customer.id, call.sessionId, {
      kind: 'call',
      at: new Date(call.startedAt).toISOString(),
      seconds,
    });
  });
  document.addEventListener('agent-saved', async ({call, values}) => {
    const customer = customerOf(call);
    if (!customer) return;
    await putForm(customer.id, formFrom(values)).catch(() => undefined);
    await note(customer.id, `saved-${call.sessionId}`, {kind: 'saved', at: new Date().toISOString()});
  });
  document.addEventListener('agent-sms-sent', ({telephone}) => {
    const customer = state.customers.find((known) => known.telephone === telephone);
    const at = new Date().toISOString();
    if (customer) void note(customer.id, `sms-${at}`, {kind: 'sms', at});
  });

  function arrived(call) {
    const customer = customerOf(call);
    seen.add(call.sessionId);
    if (customer) state.onThePhone.add(customer.id);
    show(customer?.id, {name: call.customer.name, number: call.customer.telephone, city: call.city});
  }

  /** A call is announced once; a page that was loaded again in the middle of it asks the session. */
  function afterReload() {
    const call = document.querySelector('agent-bar').session?.$call.get();
    if (call?.phase === 'talking' && !seen.has(call.sessionId)) arrived(call);
  }

  document.addEventListener('agent-link', afterReload);
  afterReload();

  async function note(id, key, line) {
    await putActivity(id, key, line).catch(() => undefined);
    await changed(id);
  }
}

function formFrom(values) {
  const pairs = Array.isArray(values) ? values : Object.entries(values);
  return pairs.map(([name, value]) => [name, Array.isArray(value) ? value.join('、') : String(value)]);
}

function customerOf({customer: {uuid, telephone}}) {
  const byNumber = ({telephone: known}) => telephone !== '' && known === telephone;
  return state.customers.find(({id}) => id === uuid) ?? state.customers.find(byNumber);
}
