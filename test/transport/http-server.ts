import {once} from 'node:events';
import {createServer, type IncomingHttpHeaders, type Server, type ServerResponse} from 'node:http';
import type {TestContext} from 'node:test';

/** A request as it arrived. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Served {
  readonly url: string;
  readonly asked: readonly Asked[];
  /** Resolves when as many requests have arrived. */
  arrived(count: number): Promise<void>;
}

export const portOf = (server: Server): number => {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
};

/** A real server on a free port that keeps what it was asked, gone when the test is over. */
export async function serve(
  t: Pick<TestContext, 'after'>,
  answer: (response: ServerResponse, asked: Asked) => void,
): Promise<Served> {
  const asked: Asked[] = [];
  let arrival: (() => void) | undefined;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const {method = '', url = '', headers} = request;
      const one = {method, path: url, headers, body: Buffer.concat(chunks).toString()};
      asked.push(one);
      arrival?.();
      answer(response, one);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    asked,
    async arrived(count) {
      while (asked.length < count) await new Promise<void>((resolve) => (arrival = resolve));
    },
  };
}

export interface Endless {
  readonly answer: (response: ServerResponse) => void;
  /** Bytes that have been given to the network so far. */
  readonly sent: () => number;
  /** Resolves when the connection has ended. */
  readonly ended: Promise<unknown>;
}

/** An answer that goes on for as long as somebody reads it. */
export function endless(): Endless {
  let sent = 0;
  let end!: (value?: unknown) => void;
  const ended = new Promise((resolve) => {
    end = resolve;
  });
  const chunk = Buffer.alloc(64 * 1024, ' ');
  return {
    answer(response) {
      const write = () => {
        do sent += chunk.length;
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', write).on('close', end);
      write();
    },
    sent: () => sent,
    ended,
  };
}

/** An address where nothing listens: a port that was free a moment ago. */
export async function nobody(): Promise<string> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${portOf(server)}`;
  server.close();
  await once(server, 'close');
  return url;
}
