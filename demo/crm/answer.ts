import type {IncomingMessage, ServerResponse} from 'node:http';
import {commonHeaders} from './headers.ts';

export interface Answer {
  status: number;
  type: string;
  body: string | Buffer;
  headers?: Record<string, string>;
}

const largestBody = 16_384;
/** Whoever sends more than this is cut off. */
const mostRead = 16 * 1024 * 1024;

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

/** The request's text, or undefined when it is too large or breaks off. What is too large is read away, so that the answer arrives. */
export async function textOf(request: IncomingMessage, largest: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > mostRead) return undefined;
      if (size <= largest) chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  return size <= largest ? Buffer.concat(chunks).toString('utf8') : undefined;
}

/** The request's JSON, or undefined when it is none or too large. */
export async function jsonOf(request: IncomingMessage): Promise<unknown> {
  if (!request.headers['content-type']?.startsWith('application/json')) return undefined;
  try {
    return JSON.parse((await textOf(request, largestBody)) ?? '') as unknown;
  } catch {
    return undefined;
  }
}
