import {once} from 'node:events';
import type {TestContext} from 'node:test';
import {WebSocket} from 'ws';
import type {CallSystem} from '../../demo/call-system/call-system.ts';

export interface Frame {
  method: string;
  status?: number;
  time?: string;
  msg?: string;
  sessionId?: string;
  city?: string;
  extno?: string;
  info?: Record<string, unknown>;
}

const patience = 3000;

/** The sockets' frames in their order; each can be awaited once, and the ones before it are passed over. */
export class Listening {
  readonly socket: WebSocket;
  readonly frames: Frame[] = [];
  readonly binary: Buffer[] = [];
  #seen = 0;
  #wake: (() => void) | undefined;

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('error', () => undefined);
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) this.binary.push(data);
      else this.frames.push(parsed(data.toString()));
      this.#wake?.();
    });
  }

  async next(fits: (frame: Frame) => boolean): Promise<Frame> {
    const late = AbortSignal.timeout(patience);
    for (;;) {
      while (this.#seen < this.frames.length) {
        const frame = this.frames[this.#seen]!;
        this.#seen += 1;
        if (fits(frame)) return frame;
      }
      await this.changed(late);
    }
  }

  changed(late: AbortSignal = AbortSignal.timeout(patience)): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#wake = resolve;
      late.addEventListener('abort', () =>
        reject(new Error(`Not heard: ${JSON.stringify(this.frames.slice(-3))}`)),
      );
    });
  }

  status(status: number): Promise<Frame> {
    return this.next((frame) => frame.method === 'notice' && frame.status === status);
  }

  info(): Promise<Frame> {
    return this.next((frame) => frame.method === 'info');
  }

  closed(): Promise<{code: number; reason: string}> {
    return new Promise((resolve) => {
      this.socket.once('close', (code, reason) => resolve({code, reason: reason.toString()}));
    });
  }
}

function parsed(text: string): Frame {
  try {
    return JSON.parse(text);
  } catch {
    return {method: '', msg: text};
  }
}

export const monitorUrl = (system: CallSystem, token: string): string =>
  `${system.url.replace(/^http/, 'ws')}/agent/monitor?${token}`;

export async function listen(t: TestContext, system: CallSystem, token: string): Promise<Listening> {
  const socket = new WebSocket(monitorUrl(system, token));
  const listening = new Listening(socket);
  t.after(() => socket.terminate());
  await once(socket, 'open', {signal: AbortSignal.timeout(patience)});
  return listening;
}

/** How the server refuses a handshake: the HTTP status and the body. */
export function refusedHandshake(url: string): Promise<{status: number; body: string}> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    socket.on('open', () => reject(new Error('The handshake was accepted')));
    socket.on('unexpected-response', (_request, response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => resolve({status: response.statusCode ?? 0, body}));
    });
    socket.on('error', reject);
  });
}
