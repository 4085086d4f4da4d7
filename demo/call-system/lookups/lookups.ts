import type {IncomingMessage, ServerResponse} from 'node:http';
import {failure, refused, type Answer} from '../envelope.ts';
import type {Journal} from '../journal.ts';
import type {Params} from '../params.ts';
import {misunderstood, Refusal} from '../refusal.ts';
import type {Timers} from '../timers.ts';
import {endpoints, type Endpoint} from './endpoints.ts';
import {elsewhere, redirected, strange} from './elsewhere.ts';
import {carriesToken, leak, type TokenSigns} from './leaks.ts';
import {methodOf, strictParams} from './strict.ts';
import {answerOf, variantsOf, type Variant} from './variants.ts';

export interface LookupOrder {
  /** One of the endpoints; absent: all of them. */
  path?: string;
  variant: Variant;
  /** How late a slow answer comes; 3000 when absent. */
  ms?: number;
}

export interface LookupState {
  readonly path: string;
  readonly kind: Endpoint['kind'];
  readonly variant: Variant;
  readonly ms: number;
  /** What may be chosen for this endpoint. */
  readonly variants: readonly Variant[];
  readonly requests: number;
  /** Requests that carried an access token of the call system, which has no business here. */
  readonly tokens: number;
}

export interface LookupParts extends TokenSigns {
  readonly journal: Journal;
  readonly timers: Timers;
  readonly isBlacklisted: (telephone: string) => boolean;
}

/** The journal cuts what it is given, but would first look through all of it. */
const longestLook = 1000;
const usual = {variant: 'normal', ms: 3000} as const;

interface Service {
  variant: Variant;
  ms: number;
  requests: number;
  tokens: number;
}

/** What the journal says of a request that kept to the documents. */
interface Understood {
  asked: string;
  variant: Variant;
  isTrue: boolean;
}

/** The company's own CRM: the endpoints that customer data nodes ask about a caller. */
export class Lookups {
  readonly #parts: LookupParts;
  readonly #services = new Map<string, Service>();

  constructor(parts: LookupParts) {
    this.#parts = parts;
    this.reset();
  }

  reset(): void {
    for (const path of Object.keys(endpoints)) this.#services.set(path, {...usual, requests: 0, tokens: 0});
  }

  set({path, variant, ms}: LookupOrder): void {
    const services = [...this.#services].filter(([name]) => (path ?? name) === name);
    if (services.length === 0) throw misunderstood(`没有查询接口 ${path}`, `There is no lookup ${path}`);
    if (ms !== undefined && variant !== 'slow')
      throw misunderstood('只有 slow 才有 ms', 'Only slow takes ms');
    for (const [name] of services) {
      if (!variantsOf(endpoints[name]!).includes(variant))
        throw misunderstood(`${name} 没有变体 ${variant}`, `${name} has no variant ${variant}`);
    }
    for (const [, service] of services) Object.assign(service, {variant, ms: ms ?? usual.ms});
    this.#parts.journal.touch();
  }

  /** Lets one endpoint, or all, answer as usual. */
  mend(path?: string): void {
    for (const [name, service] of this.#services) if ((path ?? name) === name) Object.assign(service, usual);
  }

  state(): LookupState[] {
    return [...this.#services].map(([path, {variant, ms, requests, tokens}]) => {
      const endpoint = endpoints[path]!;
      return {path, kind: endpoint.kind, variant, ms, variants: variantsOf(endpoint), requests, tokens};
    });
  }

  /** Nothing is returned when no answer is to be sent, or when the connection has been reset. */
  async answer(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
  ): Promise<Answer | undefined> {
    this.#parts.journal.countRequest(path, request.headers);
    const endpoint = Object.hasOwn(endpoints, path) ? endpoints[path] : undefined;
    const service = this.#services.get(path);
    if (endpoint && service) return this.#asked(request, response, path, endpoint, service);
    const answer = path === elsewhere ? strange : failure(404, '没有这个接口', 404);
    this.#write(request, path, answer);
    return answer;
  }

  async #asked(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    endpoint: Endpoint,
    service: Service,
  ): Promise<Answer | undefined> {
    const {journal, timers, isBlacklisted} = this.#parts;
    service.requests += 1;
    try {
      this.#refuseToken(request, service);
      const params = await strictParams(request, endpoint);
      this.#refuseToken(request, service, params);
      const {variant, ms} = service;
      const facts = endpoint.answer(params, isBlacklisted);
      const answer = variant === 'redirect' ? redirected(request) : answerOf(variant, facts, endpoint);
      const isTrue = variant === 'normal' || variant === 'slow';
      if (isTrue) journal.countExecution(path);
      if (variant === 'slow') await timers.wait(ms);
      const asked = endpoint.params.map((name) => `${name}=${String(params[name])}`).join(' ');
      this.#write(request, path, answer, {asked, variant, isTrue});
      if (variant === 'reset') reset(response, answer);
      return variant === 'reset' || variant === 'no-answer' ? undefined : answer;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const language = request.headers['accept-language']?.startsWith('en') ? 'en' : 'zh';
      const answer = refused(error, language);
      this.#write(request, path, answer);
      return error.status === 405 ? {...answer, headers: {allow: methodOf(endpoint)}} : answer;
    }
  }

  #refuseToken(request: IncomingMessage, service: Service, params: Params = {}): void {
    if (!carriesToken(request, params, this.#parts)) return;
    service.tokens += 1;
    throw leak();
  }

  #write(
    {method}: IncomingMessage,
    path: string,
    {status, contentType, body}: Answer,
    {asked = '', variant = 'normal', isTrue = false}: Partial<Understood> = {},
  ): void {
    const seen = `${status} ${contentType.includes('json') ? body.slice(0, longestLook) : ''}`;
    const parts = [asked, variant === 'normal' ? '' : variant, variant === 'no-answer' ? '—' : seen];
    this.#parts.journal.write({
      kind: 'request',
      title: `${method} ${path}`,
      detail: parts.filter(Boolean).join(' → '),
      failed: !isTrue,
    });
  }
}

/** Resets half-way through the body: before the first byte, browsers would ask again by themselves. */
function reset(response: ServerResponse, {status, contentType, body}: Answer): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, {'content-type': contentType, 'content-length': bytes.length});
  response.write(bytes.subarray(0, bytes.length / 2), () => response.socket?.resetAndDestroy());
}
