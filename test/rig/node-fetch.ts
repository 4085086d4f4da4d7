/**
 * `fetch` over Node's own HTTP client, with connections that are kept. That of Node 20 throws out of its own timers
 * when many of its connections die half-way (nodejs/undici), which no test could catch.
 */
import {Agent, request as ask} from 'node:http';

export interface NodeFetch {
  readonly fetch: typeof globalThis.fetch;
  close(): void;
}

export function nodeFetch(): NodeFetch {
  const agent = new Agent({keepAlive: true});

  async function send(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const wanted = new Request(input, init);
    const body = Buffer.from(await wanted.arrayBuffer());
    const headers = {...Object.fromEntries(wanted.headers), 'content-length': body.length};
    return new Promise((resolve, reject) => {
      const sent = ask(wanted.url, {method: wanted.method, headers, agent}, (answer) => {
        const pieces: Buffer[] = [];
        answer.on('data', (piece: Buffer) => pieces.push(piece));
        answer.on('error', reject);
        answer.on('end', () => {
          const {statusCode: status = 500, headers: told} = answer;
          const retryAfter = told['retry-after'];
          const text = status === 204 ? null : Buffer.concat(pieces);
          resolve(new Response(text, {status, ...(retryAfter && {headers: {'retry-after': retryAfter}})}));
        });
      });
      sent.on('error', reject);
      wanted.signal.addEventListener('abort', () => sent.destroy(new Error('aborted')));
      sent.end(body);
    });
  }

  return {fetch: send, close: () => agent.destroy()};
}
