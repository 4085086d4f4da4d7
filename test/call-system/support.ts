import type {TestContext} from 'node:test';
import {
  startCallSystem,
  type CallSystem,
  type CallSystemOptions,
} from '../../demo/call-system/call-system.ts';
import {listen, type Listening} from './listening.ts';

export const wang = '5bc8fbbc-bde5-4099-8164-d8399f767c45';
export const anna = 'd76d4330-f144-4bea-b0c1-1fdecb91ce37';
export const documented = 'beeb8dda-87fb-4f7d-aa60-a4dee98e2e08';
export const withoutForm = '5f2dd97f-1cfb-40f6-a827-688de6a16a3b';

export interface Envelope {
  status: number;
  code: number;
  msg: string;
  data: unknown;
  count?: number;
}

/** A system without campaign or repeated notices, so that nothing happens but what the test does. */
export async function quietSystem(t: TestContext, options: CallSystemOptions = {}): Promise<CallSystem> {
  const system = await startCallSystem({campaign: false, tick: 0, ...options});
  t.after(() => system.close());
  return system;
}

export async function read(response: Response): Promise<Envelope> {
  const envelope: Envelope = JSON.parse(await response.text());
  return {...envelope, status: response.status};
}

export function post(
  url: string,
  params: Record<string, string> = {},
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(url, {method: 'POST', body: new URLSearchParams(params), headers});
}

/** An agent with a token, a socket and the commands. */
export class Fixture {
  readonly system: CallSystem;
  readonly extno: string;
  readonly token: string;
  readonly heard: Listening;

  constructor(system: CallSystem, extno: string, token: string, heard: Listening) {
    this.system = system;
    this.extno = extno;
    this.token = token;
    this.heard = heard;
  }

  raw(path: string, params: Record<string, string> = {}): Promise<Response> {
    return post(`${this.system.url}${path}`, params, {access_token: this.token});
  }

  async send(path: string, params: Record<string, string> = {}): Promise<Envelope> {
    return read(await this.raw(path, params));
  }

  async signIn(): Promise<void> {
    await this.send('/admin/agent/logon', {extno: this.extno});
    await this.heard.status(1);
  }

  /** A call of this customer, with its number. */
  async ring(uuid: string = wang): Promise<string> {
    const {sessionId} = this.system.call({extno: this.extno, uuid});
    await this.heard.info();
    return sessionId;
  }

  async hangUp(): Promise<void> {
    this.system.hangUp({extno: this.extno});
    await this.heard.status(3);
  }

  status(): number | undefined {
    return this.system.state().agents.find((agent) => agent.extno === this.extno)?.status;
  }
}

export async function fixture(t: TestContext, system: CallSystem, extno = '1001'): Promise<Fixture> {
  const token = system.token(extno);
  return new Fixture(system, extno, token, await listen(t, system, token));
}

export async function signedInDesk(t: TestContext, system: CallSystem, extno = '1001'): Promise<Fixture> {
  const made = await fixture(t, system, extno);
  await made.signIn();
  return made;
}

export async function operate(
  system: CallSystem,
  operation: string,
  params: unknown = {},
): Promise<Envelope> {
  const response = await fetch(`${system.url}/console/${operation}`, {
    method: 'POST',
    body: JSON.stringify(params),
    headers: {'content-type': 'application/json'},
  });
  return read(response);
}
