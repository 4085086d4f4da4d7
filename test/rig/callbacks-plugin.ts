/** Lets tests in the browser start call systems that take callback settings: real HTTP, in the runner's process. */
import type {ServerResponse} from 'node:http';

import type {TestRunnerPlugin} from '@web/test-runner-core';

import type {Asked} from '../transport/http-server.ts';
import {answerTo, paramsOf, serveCallbacks, type CallbackServed} from '../transport/set-callback.ts';
import type {Answer} from './callbacks.ts';

interface Order {
  readonly start?: true;
  readonly url?: string;
  readonly do?: 'answer' | 'keys' | 'arrived' | 'release' | 'asked' | 'stop';
  readonly with?: never;
}

interface Running {
  readonly server: CallbackServed;
  /** What the next requests get in place of a checked answer. */
  readonly answers: Answer[];
  /** Requests that wait. */
  readonly held: (() => void)[];
  stop(): void;
}

const headers = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'content-type',
  'access-control-expose-headers': 'retry-after',
};

async function start(): Promise<Running> {
  const ends: (() => void)[] = [];
  const answers: Answer[] = [];
  const held: (() => void)[] = [];
  const check = (response: ServerResponse, asked: Asked) =>
    void response.writeHead(200, headers).end(JSON.stringify(answerTo(asked, server.keys)));
  const respond = (response: ServerResponse, asked: Asked) => {
    if (asked.method === 'OPTIONS') return void response.writeHead(204, headers).end();
    const answer = answers.shift();
    if (!answer) return check(response, asked);
    if (answer.hold) return void held.push(() => check(response, asked));
    if (answer.drop) return void response.destroy();
    return void response
      .writeHead(answer.status ?? 200, {...headers, ...answer.headers})
      .end(answer.body ?? '');
  };
  const server = await serveCallbacks({after: (end) => void ends.push(end as () => void)}, respond);
  return {server, answers, held, stop: () => ends.forEach((end) => end())};
}

const posts = ({server}: Running) => server.asked.filter(({method}) => method === 'POST');

export function callbacksPlugin(): TestRunnerPlugin<Order> {
  const running = new Map<string, Running>();
  return {
    name: 'callbacks',
    async executeCommand({command, payload}) {
      if (command !== 'callbacks' || !payload) return undefined;
      if (payload.start) {
        const one = await start();
        running.set(one.server.url, one);
        return {url: one.server.url};
      }
      const one = running.get(payload.url ?? '');
      if (!one) throw new Error(`No call system at ${payload.url}`);
      switch (payload.do) {
        case 'answer':
          one.answers.push(payload.with!);
          break;
        case 'keys':
          one.server.keys = payload.with!;
          break;
        case 'arrived':
          for (let all = 1; posts(one).length < payload.with!; all += 1) await one.server.arrived(all);
          break;
        case 'release':
          one.held.splice(0).forEach((answer) => answer());
          break;
        case 'stop':
          one.stop();
          running.delete(one.server.url);
          break;
        default:
      }
      return {asked: posts(one).map(paramsOf)};
    },
    serverStop() {
      for (const one of running.values()) one.stop();
    },
  };
}
