import type {IncomingMessage} from 'node:http';
import {readParams} from '../body.ts';
import type {Params} from '../params.ts';
import {misunderstood, type Refusal} from '../refusal.ts';
import {fixedPart, type Endpoint} from './endpoints.ts';

const contentTypes = {form: 'application/x-www-form-urlencoded', json: 'application/json'} as const;
const telephone = /^\+?\d{3,20}$/;
/** The parameters that hold a number: a `+` that was not encoded arrives as a space and is found out here. */
const telephones: ReadonlySet<string> = new Set(['tel', 'phone']);

export const methodOf = ({kind}: Endpoint): 'GET' | 'POST' => (kind === 'system' ? 'GET' : 'POST');

function lacking(name: string): Refusal {
  return misunderstood(`缺少参数 ${name}`, `The parameter ${name} is missing`);
}

async function read(
  request: IncomingMessage,
  kind: Endpoint['kind'],
  query: URLSearchParams,
): Promise<Params> {
  if (kind === 'system') {
    if (query.getAll('tel').length > 1) throw misunderstood('只能有一个 tel', 'There is more than one tel');
    return Object.fromEntries(query);
  }
  if (query.size > 0) {
    throw misunderstood('参数要放在请求体里', 'The parameters belong in the body, not in the address');
  }
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== contentTypes[kind]) {
    throw misunderstood(
      `Content-Type 必须是 ${contentTypes[kind]}`,
      `The Content-Type must be ${contentTypes[kind]}`,
      415,
    );
  }
  return readParams(request);
}

function checkHeaders(request: IncomingMessage, {headers}: Endpoint): void {
  for (const name of headers) {
    if (!request.headers[name])
      throw misunderstood(`缺少请求头 ${name}`, `The header ${name} is missing`, 401);
  }
}

function checkParams(params: Params, {kind, params: own}: Endpoint): void {
  const fixed = kind === 'form' ? fixedPart : [];
  for (const name of [...fixed, ...own]) {
    if (!Object.hasOwn(params, name)) throw lacking(name);
    const value = params[name];
    if (typeof value !== 'string' && !Number.isSafeInteger(value)) {
      throw misunderstood(
        `参数 ${name} 必须是文本或整数`,
        `The parameter ${name} must be a text or a whole number`,
      );
    }
    if (fixed.includes(name) && name !== 'm' && value === '') throw lacking(name);
    if (telephones.has(name) && !telephone.test(String(value))) {
      throw misunderstood(`参数 ${name} 必须是电话号码`, `The parameter ${name} must be a telephone number`);
    }
  }
  const strange = Object.keys(params).find((name) => !fixed.includes(name) && !own.includes(name));
  if (strange !== undefined) throw misunderstood(`不认识参数 ${strange}`, `Unknown parameter ${strange}`);
}

/** The parameters of a request that keeps to the documents in every point; any other is refused. */
export async function strictParams(request: IncomingMessage, endpoint: Endpoint): Promise<Params> {
  const method = methodOf(endpoint);
  if (request.method !== method) throw misunderstood(`请用 ${method} 请求`, `Ask with ${method}`, 405);
  checkHeaders(request, endpoint);
  const query = new URLSearchParams(request.url?.split('?')[1]);
  const params = await read(request, endpoint.kind, query);
  checkParams(params, endpoint);
  return params;
}
