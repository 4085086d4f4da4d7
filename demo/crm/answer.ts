import type {IncomingMessage, ServerResponse} from 'node:http';
import {commonHeaders} from './headers.ts';

export interface Answer {
  status: number;
  type: string;
  body: string | Buffer;
  headers?: Record<string, string>;
}

const largestBody = 16_384;

export function text(status: number, body: string): Answer {
  return {status, type: 'text/plain; charset=utf-8', body};
}

export function json(body: unknown, status = 200): Answer {
  return {status, type: 'application/json; charset=utf-8', body: JSON.stringify(body)};
}

export function write(response: ServerResponse, answer: Answer, withBody: boolean): void {
  response.writeHead(answer.status, {
    ...commonHeaders,
    ...answer.headers,
    'content-type': answer.type,
    'content-length': Buffer.byteLength(answer.body),
  });
  response.end(withBody ? answer.body : undefined);
}

/** The request's JSON, or undefined when it is none or too large. */
export async function jsonOf(request: IncomingMessage): Promise<unknown> {
  if (!request.headers['content-type']?.startsWith('application/json')) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > largestBody) return undefined;
      chunks.push(chunk);
    }
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
