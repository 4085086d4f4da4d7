export interface RequestCount {
  requests: number;
  /** How often the command took effect. */
  executions: number;
  readonly headers: string[];
  readonly contentTypes: string[];
  readonly idempotencyKeys: number;
}

export interface Entry {
  readonly id: number;
  readonly at: number;
  readonly kind: 'request' | 'frame' | 'socket' | 'console';
  readonly extno?: string;
  readonly title: string;
  /** How many sockets a frame went to. */
  readonly sockets?: number;
  readonly detail?: string;
  readonly failed?: boolean;
}

interface Counter {
  requests: number;
  executions: number;
  headers: Set<string>;
  contentTypes: Set<string>;
  keys: Set<string>;
}

const kept = 200;
const mostPaths = 100;
const longestDetail = 400;
const secret = /eyJ[\w-]{6,}(?:\.[\w-]*)*|(?<="api_key":")[^"]*/g;

function shown(text: string): string {
  const safe = text.replace(secret, '•••');
  return safe.length > longestDetail ? `${safe.slice(0, longestDetail)}…` : safe;
}

/** What was asked and what was sent, for the console page and for tests. Never holds a token or a key. */
export class Journal {
  readonly #changed: () => void;
  #entries: Entry[] = [];
  #counters = new Map<string, Counter>();
  #lastId = 0;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  write(entry: Omit<Entry, 'id' | 'at'>): void {
    this.#lastId += 1;
    const detail = entry.detail === undefined ? {} : {detail: shown(entry.detail)};
    this.#entries.push({...entry, ...detail, title: shown(entry.title), id: this.#lastId, at: Date.now()});
    if (this.#entries.length > kept) this.#entries = this.#entries.slice(-kept);
    this.#changed();
  }

  /** Something changed that is not worth a line. */
  touch(): void {
    this.#changed();
  }

  entriesAfter(id: number): Entry[] {
    return this.#entries.filter((entry) => entry.id > id);
  }

  countRequest(path: string, headers: NodeJS.Dict<string | string[]>): void {
    const counter = this.#counter(path);
    counter.requests += 1;
    for (const name of Object.keys(headers)) counter.headers.add(name);
    const type = headers['content-type'];
    if (typeof type === 'string') counter.contentTypes.add(type);
    const key = headers['idempotency-key'];
    if (typeof key === 'string') counter.keys.add(key);
    this.#changed();
  }

  countExecution(path: string): void {
    this.#counter(path).executions += 1;
    this.#changed();
  }

  requests(): Record<string, RequestCount> {
    const counts = [...this.#counters].map(([path, counter]): [string, RequestCount] => [
      path,
      {
        requests: counter.requests,
        executions: counter.executions,
        headers: [...counter.headers].toSorted(),
        contentTypes: [...counter.contentTypes],
        idempotencyKeys: counter.keys.size,
      },
    ]);
    return Object.fromEntries(counts);
  }

  clear(): void {
    this.#entries = [];
    this.#counters = new Map();
    this.#changed();
  }

  #counter(path: string): Counter {
    const name = this.#counters.has(path) || this.#counters.size < mostPaths ? path : '…';
    const known = this.#counters.get(name);
    if (known) return known;
    const counter = {
      requests: 0,
      executions: 0,
      headers: new Set<string>(),
      contentTypes: new Set<string>(),
      keys: new Set<string>(),
    };
    this.#counters.set(name, counter);
    return counter;
  }
}
