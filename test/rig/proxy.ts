/** A TCP line between a client and a server, on which a test lets the network go wrong. */
import {once} from 'node:events';
import {connect, createServer, type AddressInfo, type Server, type Socket} from 'node:net';

/** `up` is from the client to the server, `down` the other way. */
export type Direction = 'up' | 'down';

export interface LineFaults {
  /** Milliseconds that everything takes longer, give or take as much as `jitter`. */
  readonly latency?: number;
  readonly jitter?: number;
  /** Bytes in a second, each way. */
  readonly bandwidth?: number;
  /** Nothing passes, not even an end. What was sent arrives when this is over, as with a cable that is plugged in again. */
  readonly hole?: Direction | 'both';
  /** New connections are taken, and then nothing answers them. */
  readonly stall?: boolean;
  /** Flips the bits of every nth byte from the server. */
  readonly corrupt?: number;
}

/** Bytes that wait before their sender is held back. */
const mostWaiting = 64 * 1024;
/** Bytes that a narrow line passes on at once. */
const packet = 1_400;

export class FaultProxy {
  #faults: LineFaults = {};
  readonly #target: number;
  readonly #lines = new Set<ProxyLine>();
  #server: Server | undefined;
  #port = 0;
  /** How many connections have been taken since the beginning. */
  taken = 0;

  constructor(target: number) {
    this.#target = target;
  }

  get port(): number {
    return this.#port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** How many connections there are now. */
  get lines(): number {
    return this.#lines.size;
  }

  /** Bytes that have come from one side and have not been passed on. */
  waiting(direction: Direction): number {
    return [...this.#lines].reduce((sum, line) => sum + line.waiting(direction), 0);
  }

  /** From now on these go wrong, and nothing else; on connections that exist, too. */
  set(faults: LineFaults): void {
    this.#faults = faults;
    for (const line of this.#lines) line.flow();
  }

  /** Connections that exist carry nothing any more, without a word of it; new ones do: a firewall has forgotten them. */
  strand(direction: Direction | 'both' = 'both'): void {
    for (const line of this.#lines) line.strand(direction);
  }

  /** Resets connections: all of them, or the one that was taken as the nth. */
  reset(nth?: number): void {
    for (const line of this.#lines) if (nth === undefined || line.nth === nth) line.reset();
  }

  /** Connections are refused, and those that exist are reset. */
  async down(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    const closed = server && once(server, 'close');
    server?.close();
    this.reset();
    await closed;
  }

  async up(): Promise<void> {
    const server = createServer((client) => {
      this.taken += 1;
      const line = new ProxyLine(this.taken, client, this.#target, () => this.#faults);
      this.#lines.add(line);
      client.on('close', () => this.#lines.delete(line));
    });
    this.#server = server;
    server.listen(this.#port, '127.0.0.1');
    await once(server, 'listening');
    this.#port = (server.address() as AddressInfo).port;
  }
}

export async function startProxy(target: number): Promise<FaultProxy> {
  const proxy = new FaultProxy(target);
  await proxy.up();
  return proxy;
}

class ProxyLine {
  readonly nth: number;
  readonly #client: Socket;
  readonly #server: Socket | undefined;
  readonly #flows: readonly Flow[];

  constructor(nth: number, client: Socket, target: number, faults: () => LineFaults) {
    this.nth = nth;
    this.#client = client;
    client.setNoDelay(true);
    client.on('error', () => undefined);
    if (faults().stall) {
      client.resume();
      this.#flows = [];
      return;
    }
    const server = connect(target, '127.0.0.1').setNoDelay(true);
    this.#server = server;
    server.on('error', () => this.reset());
    client.on('error', () => server.destroy());
    this.#flows = [new Flow('up', client, server, faults), new Flow('down', server, client, faults)];
    client.on('close', () => {
      for (const flow of this.#flows) flow.stop();
      server.destroy();
    });
  }

  flow(): void {
    for (const flow of this.#flows) flow.flow();
  }

  waiting(direction: Direction): number {
    return this.#flows.find((flow) => flow.direction === direction)?.waiting ?? 0;
  }

  strand(direction: Direction | 'both'): void {
    for (const flow of this.#flows) if (direction === 'both' || direction === flow.direction) flow.stop();
  }

  reset(): void {
    this.#client.resetAndDestroy();
    this.#server?.destroy();
  }
}

interface Piece {
  /** Undefined is the end. */
  readonly bytes: Buffer | undefined;
  /** When it arrives at the other end, but for the time that its bytes take there. */
  readonly due: number;
}

/** One direction of a connection. What comes stays in order, however long each piece takes. */
class Flow {
  readonly direction: Direction;
  readonly #from: Socket;
  readonly #to: Socket;
  readonly #faults: () => LineFaults;
  readonly #waiting: Piece[] = [];
  #bytesWaiting = 0;
  #lastDue = 0;
  /** When the last byte that was passed on had all come through. */
  #through = 0;
  #passed = 0;
  #stopped = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(direction: Direction, from: Socket, to: Socket, faults: () => LineFaults) {
    this.direction = direction;
    this.#from = from;
    this.#to = to;
    this.#faults = faults;
    from.on('data', (bytes) => this.#take(bytes));
    from.on('end', () => this.#take(undefined));
  }

  #take(bytes: Buffer | undefined): void {
    const {latency = 0, jitter = 0} = this.#faults();
    const arrives = performance.now() + latency + jitter * (2 * Math.random() - 1);
    this.#lastDue = Math.max(this.#lastDue, arrives);
    this.#waiting.push({bytes, due: this.#lastDue});
    this.#bytesWaiting += bytes?.length ?? 0;
    if (this.#bytesWaiting > mostWaiting) this.#from.pause();
    this.flow();
  }

  get waiting(): number {
    return this.#bytesWaiting;
  }

  /** Passes on what is due. */
  flow(): void {
    clearTimeout(this.#timer);
    const {hole, bandwidth = Infinity} = this.#faults();
    if (hole === 'both' || hole === this.direction || this.#stopped) return;
    for (let [piece] = this.#waiting; piece; [piece] = this.#waiting) {
      const {bytes, due} = piece;
      const most = bandwidth === Infinity ? Infinity : packet;
      const size = Math.min(bytes?.length ?? 0, most);
      const through = Math.max(due, this.#through) + (size / bandwidth) * 1000;
      const wait = through - performance.now();
      if (wait > 0) {
        this.#timer = setTimeout(() => this.flow(), wait);
        return;
      }
      this.#through = through;
      if (bytes && bytes.length > size) this.#waiting[0] = {bytes: bytes.subarray(size), due};
      else this.#waiting.shift();
      this.#pass(bytes?.subarray(0, size));
    }
  }

  #pass(bytes: Buffer | undefined): void {
    if (!bytes) return void this.#to.end();
    this.#bytesWaiting -= bytes.length;
    if (this.#bytesWaiting <= mostWaiting) this.#from.resume();
    this.#to.write(this.direction === 'down' ? this.#corrupted(bytes) : bytes);
  }

  #corrupted(bytes: Buffer): Buffer {
    const {corrupt} = this.#faults();
    if (!corrupt) return bytes;
    return Buffer.from(bytes.map((byte) => ((this.#passed += 1) % corrupt === 0 ? byte ^ 0xff : byte)));
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }
}
