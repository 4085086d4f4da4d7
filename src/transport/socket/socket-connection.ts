/** One socket, from the dial to its end. Once it is over, or dropped, nothing that it still says is heard. */

/** What is needed of a WebSocket: the browser's and that of the package `ws` have it. */
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
  /** Whether a frame has come. */
  readonly heard: boolean;
}

interface SocketConnectionOptions {
  readonly socket: MonitorSocket;
  readonly now: () => number;
  readonly onOpen: () => void;
  readonly onFrame: (data: unknown) => void;
  readonly onEnd: (end: End) => void;
}

export interface SocketConnection {
  /** A dead socket can take a minute to say so: it is forgotten, not waited for. */
  drop(code?: number): void;
}

/** Browsers themselves hold dials back for up to five seconds, and give an unanswered one up after four minutes. */
const dialTimeout = 10_000;

export function openSocketConnection({
  socket,
  now,
  onOpen,
  onFrame,
  onEnd,
}: SocketConnectionOptions): SocketConnection {
  let openedAt: number | undefined;
  let heard = false;
  let over = false;
  const timer = setTimeout(() => end(0), dialTimeout);

  socket.addEventListener('open', () => {
    if (over) return;
    clearTimeout(timer);
    openedAt = now();
    onOpen();
  });
  socket.addEventListener('message', ({data}: {data: unknown}) => {
    if (over) return;
    heard = true;
    onFrame(data);
  });
  socket.addEventListener('close', ({code}: {code: number}) => end(code));
  // After a Content Security Policy forbade the dial, no `close` follows.
  socket.addEventListener('error', () => openedAt === undefined && end(0));

  function drop(code?: number) {
    over = true;
    clearTimeout(timer);
    // What a page has put in place of the browser's own may lack even that.
    socket.close?.(code);
  }

  function end(code: number) {
    if (over) return;
    drop();
    onEnd({code, lived: openedAt === undefined ? undefined : now() - openedAt, heard});
  }

  return {drop};
}
