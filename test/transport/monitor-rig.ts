import {once} from 'node:events';
import {createServer, type Server} from 'node:http';
import type {Socket} from 'node:net';
import type {TestContext} from 'node:test';
import {WebSocket, WebSocketServer} from 'ws';
import type {Fault} from '../../src/protocol/faults.ts';
import type {Link, LinkState} from '../../src/protocol/link.ts';
import {
  openMonitor,
  type Monitor,
  type MonitorOptions,
  type WebSocketClass,
} from '../../src/transport/socket/monitor.ts';
import {createTokens} from '../../src/transport/tokens.ts';
import {portOf} from './http-server.ts';
import {pageLifecycle} from '../../src/transport/page-lifecycle.ts';

/** In Node 20 there is no global one. */
export const NodeWebSocket = WebSocket as unknown as WebSocketClass;

const patience = 5_000;

/** Wakes whoever waits for something to become true. */
export class Bell {
  readonly #waiting = new Set<() => void>();

  ring(): void {
    for (const wake of this.#waiting) wake();
  }

  until(fits: () => boolean, what = 'it'): Promise<void> {
    if (fits()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const late = AbortSignal.timeout(patience);
      const look = () => {
        if (!fits()) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      late.addEventListener('abort', () => reject(new Error(`Waited in vain for ${what}`)));
    });
  }
}

/** What a handshake meets: it is let through, refused with a status, left alone, or its connection is cut. */
export type Door = 'open' | 'stall' | 'cut' | number;

/** A real server of the monitor socket. */
export class MonitorServer {
  readonly bell = new Bell();
  /** The address of each handshake, in order. */
  readonly dialled: string[] = [];
  /** Connections beneath, whether they became sockets or not. */
  readonly connections = new Set<Socket>();
  door: (address: string) => Door = () => 'open';
  onSocket: (socket: WebSocket, address: string) => void = () => undefined;
  #sockets = new WebSocketServer({noServer: true});
  #http: Server = this.#listener();
  #port = 0;

  get url(): string {
    return `ws://127.0.0.1:${this.#port}/agent/monitor`;
  }

  get clients(): readonly WebSocket[] {
    return [...this.#sockets.clients];
  }

  async up(): Promise<void> {
    this.#http = this.#listener();
    this.#http.listen(this.#port, '127.0.0.1');
    await once(this.#http, 'listening');
    this.#port = portOf(this.#http);
  }

  async down(): Promise<void> {
    const closed = once(this.#http, 'close');
    this.#http.close();
    this.reset();
    await closed;
  }

  /** Cuts every connection without a word. */
  reset(): void {
    for (const connection of this.connections) connection.resetAndDestroy();
  }

  close(code?: number, reason?: string): void {
    for (const socket of this.clients) socket.close(code, reason);
  }

  say(...frames: readonly (string | Buffer)[]): void {
    for (const socket of this.clients) for (const frame of frames) socket.send(frame);
  }

  #listener(): Server {
    const http = createServer((_, response) => response.writeHead(404).end());
    http.on('connection', (connection) => {
      this.connections.add(connection);
      connection.on('error', () => undefined);
      connection.on('close', () => {
        this.connections.delete(connection);
        this.bell.ring();
      });
    });
    http.on('upgrade', (request, stream: Socket, head) => {
      const address = request.url ?? '';
      this.dialled.push(address);
      this.bell.ring();
      const door = this.door(address);
      if (door === 'cut') stream.resetAndDestroy();
      else if (door === 'stall') stream.on('end', () => stream.end()).resume();
      else if (typeof door === 'number') stream.end(`HTTP/1.1 ${door} No\r\ncontent-length: 0\r\n\r\n`);
      else {
        this.#sockets.handleUpgrade(request, stream, head, (socket) => {
          socket.on('error', () => undefined);
          this.onSocket(socket, address);
        });
      }
    });
    return http;
  }
}

export async function serveMonitor(t: TestContext): Promise<MonitorServer> {
  const server = new MonitorServer();
  await server.up();
  t.after(() => server.down());
  return server;
}

/** A monitor, and what it told. */
export class Watched {
  readonly bell = new Bell();
  readonly links: Omit<Link, 'since'>[] = [];
  /** What REST says when it is asked why a dial failed. */
  answer: Fault | undefined;
  readonly frames: unknown[] = [];
  /** How often the page was asked for a token; it gives t1, t2, … */
  asked = 0;
  probes = 0;
  monitor!: Monitor;

  get link(): Omit<Link, 'since'> | undefined {
    return this.links.at(-1);
  }

  get states(): readonly LinkState[] {
    return this.links.map(({state}) => state);
  }

  /** Waits for a link that is told from now on, or is told already. */
  until(state: LinkState): Promise<void> {
    return this.bell.until(() => this.link?.state === state, `${state} after ${this.states.join(', ')}`);
  }

  heard(count: number): Promise<void> {
    return this.bell.until(() => this.frames.length >= count, `${count} frames`);
  }
}

/** Opens a monitor that dials again at once, on the real clock. */
export function watch(
  t: TestContext,
  url: string,
  options: Partial<MonitorOptions> & {readonly answer?: Fault} = {},
): Watched {
  const {answer, ...others} = options;
  const watched = new Watched();
  watched.answer = answer;
  watched.monitor = openMonitor({
    url,
    tokens: createTokens(() => `t${++watched.asked}`),
    WebSocket: NodeWebSocket,
    now: () => performance.now(),
    sleeps: () => 0,
    page: pageLifecycle(undefined),
    random: () => 0,
    probe() {
      watched.probes += 1;
      return Promise.resolve(watched.answer);
    },
    onLink(told) {
      const {since: _, ...link} = told;
      watched.links.push(link);
      watched.bell.ring();
    },
    onFrame(data) {
      watched.frames.push(data);
      watched.bell.ring();
    },
    ...others,
  });
  t.after(() => watched.monitor.close());
  return watched;
}
