import type {IncomingMessage, ServerResponse} from 'node:http';
import type {Duplex} from 'node:stream';
import type {Api} from './api.ts';
import {failure, succeeded, tokenRefused, type Answer} from './envelope.ts';
import {faultyAnswer, replacesAnswer, type Fault, type Faults} from './faults.ts';
import {refuseHandshake, type Handshakes} from './handshakes.ts';
import type {Journal} from './journal.ts';
import type {Monitor} from './monitor.ts';
import type {Timers} from './timers.ts';
import type {Ticket} from './tokens.ts';

const longestLookAtBody = 16 * 1024 * 1024;

/** Without a byte, browsers take a kept-alive connection for stale and send the request again by themselves. */
const noAnswer = '-';

const isLookup = (path: string): boolean => path.startsWith('/lookups/');
/** A customer data node may have headers of any name. */
const anyHeader = '*, authorization';

/** Nothing is returned where no answer of the usual kind is to be sent. */
type Responder = (
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
) => Promise<Answer | undefined>;

export interface GatewayParts {
  readonly basePath: string;
  readonly tokenHeaders: readonly string[];
  readonly api: Api;
  readonly console: Responder;
  readonly lookups: Responder;
  readonly faults: Faults;
  readonly handshakes: Handshakes;
  readonly journal: Journal;
  readonly monitor: Monitor;
  readonly timers: Timers;
  readonly verify: (token: string) => Ticket | undefined;
  readonly greeting: (extno: string) => string | undefined;
  readonly isAgent: (extno: string) => boolean;
}

function send(response: ServerResponse, answer: Answer, share = 1): void {
  const body = Buffer.from(answer.body);
  const empty = answer.status === 204 || answer.status === 304;
  response.writeHead(answer.status, {
    ...(empty ? {} : {'content-type': answer.contentType, 'content-length': body.length}),
    ...answer.headers,
  });
  if (share < 1) response.write(body.subarray(0, Math.floor(body.length * share)));
  else response.end(empty ? undefined : body, answer.afterwards);
}

/** The way in: shares the requests out between the API and the console, and lets the ordered faults happen. */
export class Gateway {
  readonly #parts: GatewayParts;
  readonly #allowedHeaders: string;

  constructor(parts: GatewayParts) {
    this.#parts = parts;
    this.#allowedHeaders = [...parts.tokenHeaders, 'content-type', 'idempotency-key', 'accept-language'].join(
      ', ',
    );
  }

  async request(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-expose-headers', 'retry-after');
    const path = this.#path(request);
    try {
      if (request.method === 'OPTIONS') this.#preflight(response, path);
      else if (path === undefined) send(response, failure(404, '没有这个接口', 404));
      else if (path === '/console' || path.startsWith('/console/')) {
        const answer = await this.#parts.console(request, response, path);
        if (answer) send(response, answer);
      } else if (isLookup(path)) {
        const answer = await this.#parts.lookups(request, response, path);
        if (answer) send(response, answer);
      } else await this.#api(request, response, path);
    } catch {
      // The journal has no place for what went wrong inside, and the caller must not be left without an answer.
      if (!response.headersSent) send(response, failure(500, '系统内部错误', 500));
    }
    this.#drain(request);
  }

  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const {handshakes, monitor, journal, verify, isAgent, greeting} = this.#parts;
    stream.on('error', () => undefined);
    const refuse = (answer: Answer, extno?: string): void => {
      journal.write({
        kind: 'socket',
        ...(extno ? {extno} : {}),
        title: `handshake ${answer.status}`,
        failed: true,
      });
      refuseHandshake(stream, answer);
    };
    if (this.#path(request) !== '/agent/monitor') return refuse(failure(404, '没有这个接口', 404));
    const fault = handshakes.take();
    if (fault === 'stall') {
      handshakes.stall(stream);
      return journal.write({kind: 'socket', title: 'handshake …', failed: true});
    }
    if (fault) return refuse(failure(fault.status, '系统繁忙,请稍后再试', fault.status));
    const query = request.url?.split('?')[1] ?? '';
    const ticket = verify(query);
    if (!ticket) return refuse(tokenRefused());
    const {name} = ticket.user;
    if (!isAgent(name)) return refuse(failure(403, '只有坐席可以连接', 403), name);
    return monitor.accept(request, stream, head, ticket, () => greeting(name));
  }

  async #api(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const {api, faults, journal} = this.#parts;
    const extno = api.caller(request);
    journal.countRequest(path, request.headers);
    const fault = faults.take(path);
    const answer = fault ? await this.#faulty(request, path, fault) : await api.answer(request, path);
    journal.write({
      kind: 'request',
      ...(extno ? {extno} : {}),
      title: `${request.method} ${path}`,
      detail:
        fault?.stall || fault?.drop
          ? '—'
          : `${answer.status} ${answer.contentType.includes('json') ? answer.body : ''}`,
      failed: fault !== undefined || !succeeded(answer),
    });
    if (fault?.drop) request.socket.end(noAnswer);
    else if (fault?.stall === 'headers') return;
    else send(response, answer, fault?.stall === 'body' ? 0.5 : 1);
  }

  async #faulty(request: IncomingMessage, path: string, fault: Fault): Promise<Answer> {
    const {api, timers} = this.#parts;
    const replaced = replacesAnswer(fault);
    const early = fault.afterEffect ?? !replaced;
    const answer = early ? await api.answer(request, path) : undefined;
    if (fault.delay) await timers.wait(fault.delay);
    if (replaced) return faultyAnswer(fault);
    return answer ?? (await api.answer(request, path));
  }

  #preflight(response: ServerResponse, path = ''): void {
    response.writeHead(204, {
      'access-control-allow-methods': 'GET, POST, OPTIONS',
      'access-control-allow-headers': isLookup(path) ? anyHeader : this.#allowedHeaders,
      'access-control-max-age': '600',
    });
    response.end();
  }

  /** Reads away what is left of a body, so that the answer arrives; somebody who never stops is cut off. */
  #drain(request: IncomingMessage): void {
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > longestLookAtBody) request.socket.destroy();
    });
  }

  #path(request: IncomingMessage): string | undefined {
    const path = request.url?.split('?')[0] ?? '';
    const {basePath} = this.#parts;
    if (!path.startsWith(`${basePath}/`)) return undefined;
    return path.slice(basePath.length);
  }
}
