import {failure, type Answer} from './envelope.ts';

/** How the next answers go wrong. With nothing but a delay the true answer comes, late. */
export interface Fault {
  /** Only answers on this path; absent: any. */
  path?: string;
  /** How many answers; 1 when absent. */
  times?: number;
  status?: number;
  headers?: Record<string, string>;
  /** A text is sent as it is, anything else as JSON. */
  body?: unknown;
  contentType?: string;
  code?: number;
  msg?: string;
  delay?: number;
  /** Stops before the headers or half-way through the body, and leaves the connection open. */
  stall?: 'headers' | 'body';
  /** Closes the connection without an answer. */
  drop?: boolean;
  /** Whether the command takes effect all the same, before the delay. A mere delay comes after the effect unless this is false. */
  afterEffect?: boolean;
}

/** The faults that wait for their requests, in the order they were asked for. */
export class Faults {
  #waiting: Fault[] = [];

  add(fault: Fault): void {
    if ((fault.times ?? 1) >= 1) this.#waiting.push({...fault});
  }

  take(path: string): Fault | undefined {
    const fault = this.#waiting.find((waiting) => (waiting.path ?? path) === path);
    if (!fault) return undefined;
    fault.times = (fault.times ?? 1) - 1;
    if (fault.times < 1) this.#waiting = this.#waiting.filter((waiting) => waiting !== fault);
    return fault;
  }

  /** Forgets all faults, or those that are only for this path. */
  clear(path?: string): void {
    this.#waiting = path === undefined ? [] : this.#waiting.filter((fault) => fault.path !== path);
  }

  waiting(): Fault[] {
    return this.#waiting.map((fault) => ({...fault}));
  }
}

const shaping = ['status', 'headers', 'body', 'contentType', 'code', 'msg', 'stall', 'drop'] as const;

export const replacesAnswer = (fault: Fault): boolean => shaping.some((name) => fault[name] !== undefined);

export function faultyAnswer(fault: Fault): Answer {
  const status = fault.status ?? 200;
  const code = fault.code ?? (status === 200 ? 1 : status);
  const plain = failure(code, fault.msg ?? '系统繁忙,请稍后再试', status);
  const body = typeof fault.body === 'string' ? fault.body : JSON.stringify(fault.body);
  return {
    status,
    headers: fault.headers ?? {},
    contentType: fault.contentType ?? plain.contentType,
    body: fault.body === undefined ? plain.body : body,
  };
}
