import {type Answer, json} from './answer.ts';
import type {Activity, FormValue} from './model.ts';
import {agents} from './people.ts';
import type {Records} from './records.ts';

const nobody = json({error: 'There is no customer with this number.'}, 404);

/** `/api/…`: what the page reads, and what a call adds to a customer's record. */
export function answerApi(records: Records, method: string, url: URL, body: unknown): Answer | undefined {
  const [area, id, part, key] = url.pathname.split('/').slice(2).map(decode);
  if (area === 'customers' && id && method === 'PUT') {
    if (part === 'activity' && key) return addActivity(records, id, key, body);
    if (part === 'form' && key === undefined) return saveForm(records, id, body);
  }
  if (method !== 'GET' || part !== undefined) return undefined;
  if (area === 'customers' && id !== undefined) {
    const record = records.customer(id);
    return record ? json(record) : nobody;
  }
  if (id !== undefined) return undefined;
  if (area === 'customers') return json(records.customers());
  if (area === 'tasks') return json(records.tasks());
  if (area === 'me') {
    const extno = url.searchParams.get('extno');
    const me = agents.find((agent) => agent.extno === extno) ?? {extno, name: ''};
    return json({...me, agents});
  }
  return undefined;
}

function addActivity(records: Records, id: string, key: string, body: unknown): Answer {
  const line = activityFrom(key, body);
  if (!line) return json({error: 'An activity needs a kind and a time.'}, 400);
  return records.addActivity(id, line) ? json(line) : nobody;
}

function saveForm(records: Records, id: string, body: unknown): Answer {
  if (!Array.isArray(body) || !body.every(isFormValue)) {
    return json({error: 'A form is a list of names and values.'}, 400);
  }
  return records.saveForm(id, body) ? json(body) : nobody;
}

function isFormValue(pair: unknown): pair is FormValue {
  return Array.isArray(pair) && pair.length === 2 && pair.every((part) => typeof part === 'string');
}

function activityFrom(key: string, body: unknown): Activity | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const {kind, at, seconds}: {kind?: unknown; at?: unknown; seconds?: unknown} = body;
  if (kind !== 'call' && kind !== 'sms' && kind !== 'saved') return undefined;
  if (typeof at !== 'string' || Number.isNaN(Date.parse(at))) return undefined;
  return {
    key,
    kind,
    at: new Date(at).toISOString(),
    ...(typeof seconds === 'number' && seconds >= 0 ? {seconds: Math.round(seconds)} : {}),
  };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
