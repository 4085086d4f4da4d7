import type {IncomingMessage} from 'node:http';
import type {Duplex} from 'node:stream';
import {WebSocket, WebSocketServer} from 'ws';
import type {Journal} from './journal.ts';
import {Timers} from './timers.ts';
import type {Ticket} from './tokens.ts';

/** One socket of an agent. */
export interface Line {
  readonly extno: string;
  readonly socket: WebSocket;
  readonly stream: Duplex;
  /** Has the other side been heard since the last ping? */
  alive: boolean;
  /** Open for all that anyone can see, but nothing passes. */
  silent: boolean;
}

const pingEvery = 15_000;
const largestFrame = 64 * 1024;
const tokenGone = 4401;

/** The monitor sockets of all agents. */
export class Monitor {
  readonly #server = new WebSocketServer({noServer: true, maxPayload: largestFrame});
  readonly #lines = new Set<Line>();
  readonly #timers = new Timers();
  readonly #journal: Journal;

  constructor(journal: Journal) {
    this.#journal = journal;
    this.#timers.every(pingEvery, () => this.#ping());
  }

  lines(extno?: string): Line[] {
    return [...this.#lines].filter((line) => extno === undefined || line.extno === extno);
  }

  accept(
    request: IncomingMessage,
    stream: Duplex,
    head: Buffer,
    ticket: Ticket,
    greeting: () => string | undefined,
  ): void {
    this.#server.handleUpgrade(request, stream, head, (socket) => {
      const line: Line = {extno: ticket.user.name, socket, stream, alive: true, silent: false};
      this.#lines.add(line);
      const forgetExpiry = this.#timers.after(ticket.exp - Date.now(), () =>
        socket.close(tokenGone, 'token expired'),
      );
      socket.on('pong', () => (line.alive = true));
      socket.on('message', () => (line.alive = true));
      // An error is always followed by the close that is handled below.
      socket.on('error', () => undefined);
      socket.on('close', (code) => {
        forgetExpiry();
        this.#lines.delete(line);
        this.#journal.write({kind: 'socket', extno: line.extno, title: `close ${code}`});
      });
      this.#journal.write({kind: 'socket', extno: line.extno, title: 'open'});
      const frame = greeting();
      if (frame !== undefined) this.send(line.extno, frame, [line]);
    });
  }

  send(extno: string, frame: string, to: readonly Line[] = this.lines(extno)): void {
    for (const line of to) this.#put(line, frame);
    if (to.length === 0) this.#journal.touch();
    else this.#journal.write({kind: 'frame', extno, title: '', sockets: to.length, detail: frame});
  }

  /** Sends what is no news, and so is not written down. */
  repeat(frameFor: (extno: string) => string): void {
    for (const line of this.#lines) this.#put(line, frameFor(line.extno));
  }

  sendRaw(frame: string | Buffer, extno: string | undefined, times: number): number {
    const lines = this.lines(extno);
    for (const line of lines) for (let sent = 0; sent < times; sent += 1) this.#put(line, frame);
    return lines.length;
  }

  /** Writes to the connection beneath the protocol, so that broken frames can be made. */
  writeBytes(bytes: Buffer, extno: string | undefined, times: number): number {
    const lines = this.lines(extno);
    for (const {stream} of lines) for (let sent = 0; sent < times; sent += 1) stream.write(bytes);
    return lines.length;
  }

  /** Cuts connections without a word, or closes them with a code. */
  cut(extno?: string, code?: number, reason = ''): number {
    const lines = this.lines(extno);
    for (const {socket, silent} of lines) {
      if (code === undefined || silent) socket.terminate();
      else socket.close(code, reason);
    }
    return lines.length;
  }

  expire(extno?: string): number {
    return this.cut(extno, tokenGone, 'token expired');
  }

  silence(extno?: string): number {
    const lines = this.lines(extno);
    for (const line of lines) {
      line.silent = true;
      line.socket.pause();
    }
    return lines.length;
  }

  close(): void {
    this.#timers.clear();
    this.cut();
  }

  #put(line: Line, frame: string | Buffer): void {
    if (!line.silent && line.socket.readyState === WebSocket.OPEN) line.socket.send(frame);
  }

  #ping(): void {
    for (const line of this.#lines) {
      if (line.silent) continue;
      if (!line.alive) {
        line.socket.terminate();
        continue;
      }
      line.alive = false;
      line.socket.ping();
    }
  }
}
