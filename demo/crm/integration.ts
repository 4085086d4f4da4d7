import type {IncomingMessage, ServerResponse} from 'node:http';
import {type Answer, json, jsonOf, text} from './answer.ts';
import type {CallbackKeys} from './callback-key.ts';
import type {CallbackSettings} from './callback-settings.ts';
import {CallSystemError, isObject} from './call-system.ts';
import {commonHeaders} from './headers.ts';
import {accountOf} from './people.ts';
import type {Pushes} from './pushes.ts';
import {answerPush} from './receiver.ts';
import {fetchToken} from './token.ts';

export interface Integration {
  callSystemUrl: string;
  callbackKeys: CallbackKeys;
  callbackSettings: CallbackSettings;
  pushes: Pushes;
  /** The path below which pushes arrive. */
  receiver: string;
}

const wrongMethod = (allow: string): Answer => ({
  ...text(405, `Only ${allow} works here.`),
  headers: {allow},
});

/** `/my-crm/…`: what this CRM's server and the call system have to do with each other. A stream is its own answer. */
export async function answerIntegration(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  {callSystemUrl, callbackKeys, callbackSettings, pushes, receiver}: Integration,
): Promise<Answer | undefined> {
  const {pathname} = url;
  if (pathname.startsWith(`${receiver}/`)) {
    return answerPush(request, pathname.slice(receiver.length + 1), pushes);
  }
  if (pathname === '/my-crm/callback-key') {
    if (request.method !== 'POST') return wrongMethod('POST');
    return answered(callbackKeys.get(refusedIn(await jsonOf(request))).then((key) => json(key)));
  }
  if (pathname === '/my-crm/callback-settings') return await callbackSettings.answer(request);
  if (request.method !== 'GET' && request.method !== 'HEAD') return wrongMethod('GET, HEAD');
  if (pathname === '/my-crm/agent-token') {
    const account = accountOf(extnoIn(url));
    if (!account) return text(404, 'This CRM has no agent with this work number.');
    return answered(fetchToken(callSystemUrl, account).then((token) => text(200, token)));
  }
  if (pathname === '/my-crm/receiver') {
    return json({calls: `${receiver}/calls`, imports: `${receiver}/imports`});
  }
  if (pathname !== '/my-crm/pushes') return text(404, 'There is nothing at this address.');
  response.writeHead(200, {...commonHeaders, 'content-type': 'text/event-stream; charset=utf-8'});
  pushes.watch(response);
  return undefined;
}

/** The key that the call system did not take, when the page says so. */
function refusedIn(body: unknown): string | undefined {
  return isObject(body) && typeof body.refused === 'string' ? body.refused : undefined;
}

async function answered(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof CallSystemError) return text(502, error.message);
    throw error;
  }
}

export function extnoIn(url: URL): string {
  const wanted = url.searchParams.get('extno') ?? '';
  return /^\d{1,8}$/.test(wanted) ? wanted : '1003';
}
