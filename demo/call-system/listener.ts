import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import type {Duplex} from 'node:stream';
import {Timers} from './timers.ts';

export interface ListenerParts {
  readonly host: string;
  readonly request: (request: IncomingMessage, response: ServerResponse) => void;
  readonly upgrade: (request: IncomingMessage, stream: Duplex, head: Buffer) => void;
  /** Called when the listener stops, to drop the connections that HTTP knows nothing of. */
  readonly dropped: () => void;
}

/** The listening server, which can go away and come back on the same port. */
export class Listener {
  readonly #parts: ListenerParts;
  readonly #timers = new Timers();
  #server: Server | undefined;
  #port: number;

  constructor(port: number, parts: ListenerParts) {
    this.#port = port;
    this.#parts = parts;
  }

  get port(): number {
    return this.#port;
  }

  async up(): Promise<void> {
    this.#timers.clear();
    if (this.#server) return;
    const server = createServer(this.#parts.request);
    this.#server = server;
    server.on('upgrade', this.#parts.upgrade);
    server.on('clientError', (_error, stream) => stream.destroy());
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error) => {
        this.#server = undefined;
        reject(error);
      });
      server.listen(this.#port, this.#parts.host, resolve);
    });
    const address = server.address();
    if (typeof address === 'object' && address) this.#port = address.port;
    if (this.#server !== server) server.close();
  }

  /** Stops listening and drops every connection; with `ms` it comes back by itself. */
  async down(ms?: number): Promise<void> {
    this.#timers.clear();
    const server = this.#server;
    this.#server = undefined;
    this.#parts.dropped();
    if (server) {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    }
    if (ms !== undefined) this.#timers.after(ms, () => this.#comeBack());
  }

  /** Somebody else may sit on the port for a moment. */
  #comeBack(): void {
    this.up().catch(() => this.#timers.after(250, () => this.#comeBack()));
  }
}
