/** A simulated call system of a test's own: real HTTP, real WebSocket, on a port of its own. */
import {executeServerCommand} from '@web/test-runner-commands';

import type {CallSystemOptions} from '../../demo/call-system/call-system.ts';

export interface CallSystemUnderTest {
  readonly url: string;
  /** What its console can do: `call`, `hang-up`, `announce`, `cut`, `fail`, `expire`, … */
  order(operation: string, params?: object): Promise<unknown>;
  /** What its console shows. */
  state<T>(): Promise<T>;
  /** Signs in as a CRM's server does and returns the access token. */
  token(agent: string): Promise<string>;
  stop(): Promise<void>;
}

export async function callSystem(options: CallSystemOptions = {}): Promise<CallSystemUnderTest> {
  const start = {ringDelay: 30, ...options};
  const {url, port} = await executeServerCommand<{url: string; port: number}, object>('call-system', {start});

  async function json<T>(path: string, init?: RequestInit): Promise<T> {
    const answer = (await (await fetch(url + path, init)).json()) as {code: number; msg: string; data: T};
    if (answer.code !== 0) throw new Error(`${path}: ${answer.msg}`);
    return answer.data;
  }

  const post = <T>(path: string, body: object) =>
    json<T>(path, {
      method: 'POST',
      headers: {'content-type': 'application/json'},
      body: JSON.stringify(body),
    });

  return {
    url,
    order: (operation, params = {}) => post(`/console/${operation}`, params),
    state: () => json('/console/state'),
    async token(agent) {
      const [name, passwd, verifyCode] = [agent, 'e10adc3949ba59abbe56e057f20f883e', 'SN-20210830-0001'];
      return (await post<{access_token: string}>('/login', {name, passwd, verifyCode})).access_token;
    },
    async stop() {
      await executeServerCommand('call-system', {stop: port});
    },
  };
}
