/** Wraps one socket from the connection attempt to its end. Events after that are ignored. */

/** The part of a WebSocket that is used. Browsers and the package `ws` both provide it. */
export interface MonitorSocket {
  // oxlint-disable-next-line typescript/no-explicit-any -- the two classes type their events differently
  addEventListener(type: string, listener: (event: any) => void): void;
  close?(code?: number): void;
}

export type WebSocketClass = new (url: string) => MonitorSocket;

/** How a socket ended. */
export interface End {
  /** The close code; 0 when the handshake was never answered, or was forbidden. */
  readonly code: number;
  /** Milliseconds it was open; undefined when it never was. */
  readonly lived: number | undefined;
  /** Whether a frame has arrived. */
  readonly receivedFrame: boolean;
}

interface SocketConnectionOptions {
  readonly socket: MonitorSocket;
  readonly now: () => number;
  readonly onOpen: () => void;
  readonly onFrame: (data: unknown) => void;
  readonly onEnd: (end: End) => void;
}

export interface SocketConnection {
  /** Abandons the socket without waiting for its close event, which can take a minute on a dead connection. */
  drop(code?: number): void;
}

/** Browsers delay repeated attempts by up to five seconds, and give an unanswered one up only after four minutes (ms). */
const dialTimeout = 10_000;

export function openSocketConnection({
  socket,
  now,
  onOpen,
  onFrame,
  onEnd,
}: SocketConnectionOptions): SocketConnection {
  let openedAt: number | undefined;
  let receivedFrame = false;
  let ended = false;
  const timer = setTimeout(() => end(0), dialTimeout);

  socket.addEventListener('open', () => {
    if (ended) return;
    clearTimeout(timer);
    openedAt = now();
    onOpen();
  });
  socket.addEventListener('message', ({data}: {data: unknown}) => {
    if (ended) return;
    receivedFrame = true;
    onFrame(data);
  });
  socket.addEventListener('close', ({code}: {code: number}) => end(code));
  // When a Content Security Policy blocks the attempt, no `close` event follows.
  socket.addEventListener('error', () => openedAt === undefined && end(0));

  function drop(code?: number) {
    ended = true;
    clearTimeout(timer);
    // A page can replace the browser's `WebSocket` with a class that has no `close`.
    socket.close?.(code);
  }

  function end(code: number) {
    if (ended) return;
    drop();
    onEnd({code, lived: openedAt === undefined ? undefined : now() - openedAt, receivedFrame});
  }

  return {drop};
}
