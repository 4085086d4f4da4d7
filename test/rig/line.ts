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
  /** Requests that are still without an answer, oldest first. */
  readonly asked: Asked[];
  /** A frame from the call system: an object is sent as JSON, text as it is. */
  say(frame: unknown): void;
  /** The socket ends. */
  cut(code?: number): void;
  /** How many sockets are open. */
  sockets(): number;
  /** The next request, when it comes. */
  next(): Promise<Asked>;
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

export function createLine(options: Partial<ConnectOptions> = {}): Line {
  const sockets = new Set<Socket>();
  const asked: Asked[] = [];
  const waiting: ((request: Asked) => void)[] = [];

  const fetch = async (input: RequestInfo | URL) => {
    const request = input as Request;
    const {promise, resolve} = withResolvers<Response>();
    const one: Asked = {
      path: new URL(request.url).pathname,
      params: Object.fromEntries(new URLSearchParams(await request.text())),
      answer(body = {code: 0, msg: 'success', data: 1}, status = 200) {
        asked.splice(asked.indexOf(one), 1);
        resolve(new Response(typeof body === 'string' ? body : JSON.stringify(body), {status}));
      },
    };
    asked.push(one);
    waiting.shift()?.(one);
    return promise;
  };

  function WebSocketUnderTest(this: unknown, url: string) {
    const socket = new Socket(url, (closed) => sockets.delete(closed));
    sockets.add(socket);
    queueMicrotask(() => socket.dispatchEvent(new Event('open')));
    return socket;
  }

  const session = connect({
    server: 'https://cc.example.com',
    extno: '1003',
    token: 'a-token',
    ...options,
    fetch,
    WebSocket: WebSocketUnderTest as unknown as new (url: string) => WebSocket,
  });

  return {
    session,
    asked,
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
    next: () => {
      const [first] = asked;
      return first ? Promise.resolve(first) : new Promise((resolve) => waiting.push(resolve));
    },
  };
}

function withResolvers<T>() {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return {promise, resolve};
}
