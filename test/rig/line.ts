/** Both edges of a session under a test's hand: what the socket says and what REST answers. No network. */
import {connect, type ConnectOptions, type Session} from '../../src/connect.ts';

export interface Asked {
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  /** Answers the request: a success unless something else is given. */
  answer(body?: unknown, status?: number): void;
}

export interface Line {
  readonly session: Session;
  /** Commands that are still without an answer, oldest first. */
  readonly asked: Asked[];
  /** A frame from the call system: an object is sent as JSON, text as it is. */
  say(frame: unknown): void;
  /** The socket ends. */
  cut(code?: number): void;
  /** Whether sockets that are dialled from now on open, or stay without an answer. */
  reachable: boolean;
  /** How many sockets are open. */
  sockets(): number;
  /** The next command, when it comes. */
  next(): Promise<Asked>;
  /** The next question for a form, when it comes; only for a line whose `form` is `asked`. */
  nextQuestion(): Promise<Asked>;
  /** How often a form was asked for. */
  questions(): number;
}

export interface LineOptions extends ConnectOptions {
  /** What the call system knows of forms; without it, no project has one. `asked`: the test answers by itself. */
  readonly form: 'asked' | {readonly fields?: unknown; readonly projects?: unknown};
}

class Socket extends EventTarget {
  readonly url: string;
  readonly #closed: (socket: Socket) => void;
  constructor(url: string, closed: (socket: Socket) => void) {
    super();
    this.url = url;
    this.#closed = closed;
  }
  close() {
    this.#closed(this);
  }
}

export function createLine({form = {}, ...options}: Partial<LineOptions> = {}): Line {
  const sockets = new Set<Socket>();
  const commands = createQueue();
  const questions = createQueue();
  let asked = 0;

  const fetch = async (input: RequestInfo | URL) => {
    const request = input as Request;
    const {promise, resolve, reject} = withResolvers<Response>();
    const {pathname} = new URL(request.url);
    const answer = (body: unknown = {code: 0, msg: 'success', data: 1}, status = 200) =>
      resolve(new Response(typeof body === 'string' ? body : JSON.stringify(body), {status}));
    const question = /^\/admin\/crm\/(fields|grid)$/.exec(pathname)?.[1];
    if (question === 'fields') asked += 1;
    if (question && form !== 'asked') {
      const data = question === 'fields' ? form.fields : form.projects;
      answer(data === undefined ? {code: 1, msg: '没有表单'} : {code: 0, msg: 'success', data});
      return promise;
    }
    request.signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
    // A closed session has stopped waiting for it.
    promise.catch(() => undefined);
    const params = Object.fromEntries(new URLSearchParams(await request.text()));
    (question ? questions : commands).push({path: pathname, params, answer});
    return promise;
  };

  function WebSocketUnderTest(this: unknown, url: string) {
    const socket = new Socket(url, (closed) => sockets.delete(closed));
    sockets.add(socket);
    if (line.reachable) queueMicrotask(() => socket.dispatchEvent(new Event('open')));
    return socket;
  }

  const session = connect({
    server: 'https://cc.example.com',
    extno: '1003',
    token: 'a-token',
    // What one test writes is not for the next one.
    drafts: 'memory',
    tabs: 'own',
    ...options,
    fetch,
    WebSocket: WebSocketUnderTest as unknown as new (url: string) => WebSocket,
  });

  const line: Line = {
    session,
    reachable: true,
    asked: commands.waiting,
    say(frame) {
      const data = typeof frame === 'string' ? frame : JSON.stringify(frame);
      for (const socket of sockets) socket.dispatchEvent(new MessageEvent('message', {data}));
    },
    cut(code = 1006) {
      for (const socket of [...sockets]) {
        sockets.delete(socket);
        socket.dispatchEvent(new CloseEvent('close', {code}));
      }
    },
    sockets: () => sockets.size,
    next: commands.next,
    nextQuestion: questions.next,
    questions: () => asked,
  };
  return line;
}

/** Requests that wait for their answer, and tests that wait for a request. */
function createQueue() {
  const waiting: Asked[] = [];
  const wanted: ((request: Asked) => void)[] = [];
  return {
    waiting,
    push(request: Asked) {
      const one: Asked = {
        ...request,
        answer(...args) {
          waiting.splice(waiting.indexOf(one), 1);
          request.answer(...args);
        },
      };
      waiting.push(one);
      wanted.shift()?.(one);
    },
    next(): Promise<Asked> {
      const [first] = waiting;
      return first ? Promise.resolve(first) : new Promise((resolve) => wanted.push(resolve));
    },
  };
}

function withResolvers<T>() {
  let resolve!: (value: T) => void;
  let reject!: (reason: Error) => void;
  const promise = new Promise<T>((done, failed) => {
    resolve = done;
    reject = failed;
  });
  return {promise, resolve, reject};
}
