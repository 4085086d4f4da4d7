import type {WebSocketClass} from '../../src/transport/socket/monitor.ts';

/** A socket that does what the test says. */
export class FakeSocket extends EventTarget {
  readonly url: string;
  closed = false;
  /** With what it was closed from this side. */
  code: number | undefined;

  constructor(url: string) {
    super();
    this.url = url;
  }

  close(code?: number): void {
    this.code ??= code;
    this.closed = true;
  }

  open(): void {
    this.dispatchEvent(new Event('open'));
  }

  say(data: unknown): void {
    this.dispatchEvent(new MessageEvent('message', {data}));
  }

  /** What a browser tells: never more than 1006 when the other side did not say why. */
  die(code = 1006): void {
    this.dispatchEvent(new Event('error'));
    this.dispatchEvent(Object.assign(new Event('close'), {code}));
  }
}

/** A class of such sockets, and those that were made. */
export function fakeSockets(): {WebSocket: WebSocketClass; made: FakeSocket[]} {
  const made: FakeSocket[] = [];
  class Made extends FakeSocket {
    constructor(url: string) {
      super(url);
      made.push(this);
    }
  }
  return {WebSocket: Made, made};
}
