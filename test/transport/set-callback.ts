/** The call system's `/api/setCallback` in small: it checks every request as the documents say. */
import {createHash} from 'node:crypto';
import type {ServerResponse} from 'node:http';
import type {TestContext} from 'node:test';

import {serve, type Asked, type Served} from './http-server.ts';

const order = ['user_sn', 'api_key', 'open_callback', 'callback_url', 'task_callback_url'];

/** The parameters of a request in the order in which they came. */
export function paramsOf({headers, body}: Asked): Readonly<Record<string, string>> {
  return headers['content-type']?.startsWith('application/json')
    ? (JSON.parse(body) as Record<string, string>)
    : Object.fromEntries(new URLSearchParams(body));
}

function signOf(params: Readonly<Record<string, string>>): string {
  const json = JSON.stringify(params).replaceAll('/', '\\/');
  const ascii = [...json]
    .flatMap((one) => one.split(''))
    .map((unit) => (unit > '\u007f' ? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}` : unit));
  return createHash('md5').update(ascii.join('')).digest('hex').slice(1, 9);
}

/** What the call system says to a request of somebody whose key is one of these. */
export function answerTo(asked: Asked, keys: readonly string[]): {code: number; msg: string} {
  const {url, ...params} = paramsOf(asked);
  const names = Object.keys(params);
  const inOrder = order.filter((name) => names.includes(name)).join() === names.join();
  if (asked.method !== 'POST' || asked.path !== '/api/setCallback') return {code: 20001, msg: 'method'};
  if (!inOrder || url !== signOf(params)) return {code: 100001, msg: '防劫持字符串错误'};
  if (!keys.includes(params['api_key']!)) return {code: 20006, msg: `api_key ${params['api_key']} 已过期`};
  return {code: 0, msg: 'SUCCESS'};
}

export interface CallbackServed extends Served {
  /** The keys that are good now. */
  keys: string[];
}

/** A call system of a test's own; `answer` replaces what it says. */
export async function serveCallbacks(
  t: Pick<TestContext, 'after'>,
  answer?: (response: ServerResponse, asked: Asked) => void,
): Promise<CallbackServed> {
  const keys = ['MUOm4NH1'];
  const served = await serve(t, (response, asked) => {
    if (answer) answer(response, asked);
    else response.end(JSON.stringify(answerTo(asked, state.keys)));
  });
  const state: CallbackServed = {...served, keys};
  return state;
}
