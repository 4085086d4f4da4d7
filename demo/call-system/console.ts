import type {IncomingMessage, ServerResponse} from 'node:http';
import {readParams} from './body.ts';
import type {CallSystem} from './interface.ts';
import {operations} from './console-operations.ts';
import {consoleFile} from './console-files.ts';
import {failure, refused, success, type Answer} from './envelope.ts';
import type {Journal} from './journal.ts';
import type {Params} from './params.ts';
import {misunderstood, Refusal} from './refusal.ts';
import {shaped} from './shape.ts';
import {Timers} from './timers.ts';

/** Changes come in bursts; the page is told of them this much later, together. */
const gathered = 60;

/** The supervisor's way in: a page, and the operations behind its buttons. */
export class Console {
  readonly #system: CallSystem;
  readonly #journal: Journal;
  readonly #watchers = new Map<ServerResponse, number>();
  readonly #timers = new Timers();
  #pending = false;

  constructor(system: CallSystem, journal: Journal) {
    this.#system = system;
    this.#journal = journal;
  }

  /** Nothing is returned for the stream of events, which is its own answer. */
  async answer(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
  ): Promise<Answer | undefined> {
    const name = path.slice('/console/'.length);
    if (request.method === 'POST') return this.#operation(request, name);
    if (request.method !== 'GET') return failure(405, '请求方式不正确', 405);
    if (name === 'state') return success(this.#system.state());
    if (name !== 'events') return (await consoleFile(path)) ?? failure(404, '没有这个页面', 404);
    this.#watch(response);
    return undefined;
  }

  changed(): void {
    if (this.#pending || this.#watchers.size === 0) return;
    this.#pending = true;
    this.#timers.after(gathered, () => {
      this.#pending = false;
      for (const response of this.#watchers.keys()) this.#tell(response);
    });
  }

  close(): void {
    this.#timers.clear();
  }

  #watch(response: ServerResponse): void {
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
    });
    this.#watchers.set(response, 0);
    response.on('close', () => this.#watchers.delete(response));
    this.#tell(response);
  }

  #tell(response: ServerResponse): void {
    const entries = this.#journal.entriesAfter(this.#watchers.get(response) ?? 0);
    this.#watchers.set(response, entries.at(-1)?.id ?? this.#watchers.get(response) ?? 0);
    response.write(`event: state\ndata: ${JSON.stringify(this.#system.state())}\n\n`);
    if (entries.length > 0) response.write(`event: log\ndata: ${JSON.stringify(entries)}\n\n`);
  }

  async #operation(request: IncomingMessage, name: string): Promise<Answer> {
    const language = request.headers['accept-language']?.startsWith('en') ? 'en' : 'zh';
    try {
      const params = await readParams(request);
      const answer = name === 'down' ? this.#down(params) : this.#done(name, params);
      this.#journal.write({kind: 'console', title: name, detail: JSON.stringify(params)});
      return answer;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#journal.write({kind: 'console', title: name, detail: error[language], failed: true});
      return refused(error, language);
    }
  }

  #done(name: string, params: Params): Answer {
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (!operation) throw misunderstood('没有这个操作', 'There is no such operation', 404);
    return success(operation(this.#system, params) ?? 1);
  }

  /** Goes down only after the answer is out, since that would not arrive otherwise. */
  #down(params: Params): Answer {
    const order = shaped({ms: 'number'}, params);
    return {...success(), headers: {connection: 'close'}, afterwards: () => void this.#system.down(order)};
  }
}
