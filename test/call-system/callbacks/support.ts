import assert from 'node:assert/strict';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {TestContext} from 'node:test';

import type {CallSystem} from '../../../demo/call-system/call-system.ts';
import {urlSign} from '../../../demo/call-system/callbacks/sign.ts';
import type {PushLine} from '../../../demo/call-system/callbacks/pushes.ts';

export interface Said {
  readonly code: number;
  readonly msg: string;
  readonly data?: Session;
}

export interface Session {
  readonly user_sn: string;
  readonly user_name: string;
  readonly api_key: string;
  readonly api_key_expire: number;
}

export type Parameters = Readonly<Record<string, string | number>>;

/** With its `url` last, as the documents have it. */
export function signed(parameters: Readonly<Record<string, string>>): Record<string, string> {
  return {...parameters, url: urlSign(parameters)};
}

export async function ask(system: CallSystem, path: string, parameters: Parameters): Promise<Said> {
  const answer = await fetch(`${system.url}${path}`, {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify(parameters),
  });
  assert.equal(answer.status, 200);
  return answer.json();
}

export async function signIn(
  system: CallSystem,
  username = 'admin',
  password = 'admin888',
): Promise<Session> {
  const {data} = await ask(system, '/api/login', signed({username, password, from: '2'}));
  assert.ok(data);
  return data;
}

/** Sets addresses as somebody who has just signed in. */
export async function setCallback(
  system: CallSystem,
  parameters: Readonly<Record<string, string>>,
  {user_sn, api_key}: Pick<Session, 'user_sn' | 'api_key'>,
): Promise<Said> {
  return ask(system, '/api/setCallback', signed({user_sn, api_key, ...parameters}));
}

export async function pushTo(system: CallSystem, callback_url: string, more: Record<string, string> = {}) {
  const answer = await setCallback(system, {open_callback: '1', callback_url, ...more}, await signIn(system));
  assert.equal(answer.code, 0);
}

/** Waits for what the system does by itself, a moment at a time. */
export async function until<T>(look: () => T | undefined | false): Promise<T> {
  const late = Date.now() + 8000;
  for (;;) {
    const seen = look();
    if (seen) return seen;
    if (Date.now() > late) assert.fail('It did not happen within 8 seconds');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export const tries = (system: CallSystem, count: number): Promise<readonly PushLine[]> =>
  until(() => {
    const {pushes} = system.state().callbacks;
    return pushes.length >= count && pushes;
  });

type Receive = (request: IncomingMessage, response: ServerResponse, body: string, turn: number) => void;

export interface Receiver {
  readonly url: string;
  readonly bodies: string[];
  readonly requests: IncomingMessage[];
}

/** A receiver of pushes that answers as the test says. */
export async function receiver(t: TestContext, receive: Receive): Promise<Receiver> {
  const bodies: string[] = [];
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      bodies.push(body);
      requests.push(request);
      receive(request, response, body, bodies.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  assert.ok(typeof address === 'object' && address);
  return {url: `http://127.0.0.1:${address.port}/pushes`, bodies, requests};
}

export const agreeing: Receive = (_request, response) => response.end('SUCCESS');
