import type {IncomingMessage} from 'node:http';
import {readParams} from './body.ts';
import {answerOpen, openRoutes} from './callbacks/api.ts';
import type {Captchas} from './captchas.ts';
import {failure, refused, succeeded, tokenRefused, type Answer} from './envelope.ts';
import type {Exchange} from './exchange.ts';
import type {Journal} from './journal.ts';
import {login} from './login.ts';
import type {Params} from './params.ts';
import {Refusal} from './refusal.ts';
import {routes} from './routes.ts';
import type {Ticket, Tokens} from './tokens.ts';

/** What a reset replaces as a whole. */
export interface Run {
  readonly exchange: Exchange;
  readonly tokens: Tokens;
  readonly captchas: Captchas;
  /** Answers by idempotency key, as long as that is switched on. */
  readonly answered: Map<string, Answer>;
}

const methodNotAllowed = (allow: string): Answer => ({
  ...failure(405, '请求方式不正确', 405),
  headers: {allow},
});

export class Api {
  readonly #run: () => Run;
  readonly #journal: Journal;
  readonly #tokenHeaders: readonly string[];

  constructor(run: () => Run, journal: Journal, tokenHeaders: readonly string[]) {
    this.#run = run;
    this.#journal = journal;
    this.#tokenHeaders = tokenHeaders;
  }

  /** Answers a request; `params` are read only when they are of use. */
  async answer(request: IncomingMessage, path: string): Promise<Answer> {
    const {tokens, captchas, exchange} = this.#run();
    if (path === '/verifyCode') {
      if (request.method !== 'GET') return methodNotAllowed('GET');
      return {
        status: 200,
        headers: {'cache-control': 'no-store'},
        contentType: 'image/svg+xml',
        body: captchas.picture(),
      };
    }
    if (Object.hasOwn(openRoutes, path)) {
      const answer = await answerOpen(request, path, exchange);
      return succeeded(answer) ? this.#executed(path, answer) : answer;
    }
    if (path !== '/login' && !Object.hasOwn(routes, path)) return failure(404, '没有这个接口', 404);
    if (request.method !== 'POST') return methodNotAllowed('POST');
    try {
      const params = await readParams(request);
      if (path === '/login') {
        return this.#executed(path, login(tokens, captchas, exchange.settings.tokenLife, params));
      }
      const ticket = this.#ticket(request);
      return ticket ? this.#command(request, path, ticket, params) : tokenRefused();
    } catch (error) {
      if (error instanceof Refusal) return refused(error);
      throw error;
    }
  }

  /** The work number or name of whoever asks, for the journal. */
  caller(request: IncomingMessage): string | undefined {
    return this.#ticket(request)?.user.name;
  }

  #ticket(request: IncomingMessage): Ticket | undefined {
    const given = this.#tokenHeaders.map((name) => request.headers[name]).find(Boolean);
    return typeof given === 'string' ? this.#run().tokens.verify(given) : undefined;
  }

  #command(request: IncomingMessage, path: string, {user}: Ticket, params: Params): Answer {
    const {exchange, answered} = this.#run();
    const key = exchange.settings.idempotency ? request.headers['idempotency-key'] : undefined;
    const name = key === undefined ? undefined : JSON.stringify([user.name, path, key]);
    const before = name === undefined ? undefined : answered.get(name);
    if (before) return before;
    const answer = this.#executed(path, routes[path]!(exchange, user, params));
    if (name !== undefined) answered.set(name, answer);
    return answer;
  }

  #executed(path: string, answer: Answer): Answer {
    this.#journal.countExecution(path);
    return answer;
  }
}
