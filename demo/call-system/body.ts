import type {IncomingMessage} from 'node:http';
import type {Params} from './params.ts';
import {misunderstood} from './refusal.ts';

const largest = 16 * 1024 * 1024;

function collected(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= largest) {
        chunks.push(chunk);
        return;
      }
      chunks.length = 0;
      reject(misunderstood('请求体超过 16 MB', 'The body is larger than 16 MB', 413));
    });
    request.on('end', () => resolve(Buffer.concat(chunks).toString()));
    request.on('error', reject);
    request.on('close', () => reject(new Error('The request was cut off')));
  });
}

function fromJson(text: string): Params {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw misunderstood('请求体不是有效的 JSON', 'The body is not valid JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw misunderstood('请求体必须是 JSON 对象', 'The body must be a JSON object');
  }
  return Object.fromEntries(Object.entries(value));
}

/** The parameters of a request, from a form or from JSON. A request without a body has none. */
export async function readParams(request: IncomingMessage): Promise<Params> {
  const text = await collected(request);
  if (text === '') return {};
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type === 'application/json') return fromJson(text);
  if (type === 'application/x-www-form-urlencoded') return Object.fromEntries(new URLSearchParams(text));
  throw misunderstood('只接受表单或 JSON 请求体', 'The body must be a form or JSON', 415);
}
