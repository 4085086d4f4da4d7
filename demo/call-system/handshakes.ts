import type {Duplex} from 'node:stream';
import {STATUS_CODES} from 'node:http';
import type {Answer} from './envelope.ts';

export interface HandshakeFault {
  /** How many handshakes; 1 when neither this nor `on` is given. */
  times?: number;
  /** All of them until it is switched off. */
  on?: boolean;
  /** HTTP status of the refusal; 503 when absent. */
  status?: number;
  /** Leaves the handshake unanswered instead. */
  stall?: boolean;
}

/** The handshakes of the monitor socket that are to go wrong. */
export class Handshakes {
  #left = 0;
  #status = 503;
  #stall = false;
  readonly #stalled = new Set<Duplex>();

  set({times = 1, on, status = 503, stall = false}: HandshakeFault): void {
    this.#left = on === undefined ? times : on ? Number.POSITIVE_INFINITY : 0;
    this.#status = status;
    this.#stall = stall;
  }

  get left(): number {
    return this.#left;
  }

  /** What happens to this handshake: a status to refuse it with, or nothing at all, or it is let through. */
  take(): {status: number} | 'stall' | undefined {
    if (this.#left < 1) return undefined;
    this.#left -= 1;
    return this.#stall ? 'stall' : {status: this.#status};
  }

  stall(stream: Duplex): void {
    this.#stalled.add(stream);
    stream.on('close', () => this.#stalled.delete(stream));
  }

  /** Ends what has been left unanswered. */
  release(): void {
    for (const stream of this.#stalled) stream.destroy();
  }
}

export function refuseHandshake(stream: Duplex, {status, contentType, body}: Answer): void {
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    `content-type: ${contentType}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  stream.once('finish', () => stream.destroy());
  stream.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
