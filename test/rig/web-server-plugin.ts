/** Lets tests in the browser start web servers of their own, in the runner's process: real HTTP with CORS. */
import {once} from 'node:events';
import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {TestRunnerPlugin} from '@web/test-runner-core';

export interface WebAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text, or what is sent as JSON. */
  readonly body?: unknown;
  /** A body of so many bytes. */
  readonly length?: number;
  /** Never answers. */
  readonly silent?: boolean;
}

export interface WebRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface WebServerOrder {
  /** Answers by path, without query. */
  readonly start?: Readonly<Record<string, WebAnswer>>;
  readonly port?: number;
  readonly change?: Readonly<Record<string, WebAnswer>>;
  readonly stop?: boolean;
}

interface Running {
  readonly server: Server;
  readonly answers: Map<string, WebAnswer>;
  readonly asked: WebRequest[];
}

const cors = {'access-control-allow-origin': '*', 'access-control-allow-headers': '*'};

export function webServerPlugin(): TestRunnerPlugin<WebServerOrder> {
  const running = new Map<number, Running>();

  function stop({server}: Running) {
    server.close();
    server.closeAllConnections();
  }

  return {
    name: 'web-server',
    async executeCommand({command, payload}) {
      if (command !== 'web-server' || !payload) return undefined;
      if (payload.start) {
        const one = startServer(payload.start);
        await once(one.server.listen(0, '127.0.0.1'), 'listening');
        const {port} = one.server.address() as AddressInfo;
        running.set(port, one);
        return {port};
      }
      const one = running.get(payload.port ?? 0);
      if (!one) throw new Error(`Nobody listens on ${payload.port}`);
      for (const [path, answer] of Object.entries(payload.change ?? {})) one.answers.set(path, answer);
      if (payload.stop) stop(one);
      return {asked: one.asked};
    },
    serverStop() {
      for (const one of running.values()) stop(one);
    },
  };
}

function startServer(start: Readonly<Record<string, WebAnswer>>): Running {
  const answers = new Map(Object.entries(start));
  const asked: WebRequest[] = [];
  const server = createServer((request, response) => {
    const {method = '', url = '', headers} = request;
    if (method === 'OPTIONS') return response.writeHead(204, cors).end();
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    return request.on('end', () => {
      asked.push({method, path: url, headers, body: Buffer.concat(chunks).toString()});
      const answer = answers.get(url.split('?')[0] ?? '');
      if (answer?.silent) return;
      const {status = answer ? 200 : 404, headers: more, body = '', length} = answer ?? {};
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      response.writeHead(status, {...cors, ...more}).end(length ? 'x'.repeat(length) : text);
    });
  });
  return {server, answers, asked};
}
