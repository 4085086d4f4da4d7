/**
 * The monitor socket: one live socket at a time, dialled again for as long as it is wanted.
 * It knows nothing of frames: what arrives is handed on as it is.
 *
 * A browser hides why a handshake failed, so a failed dial asks `probe` over REST. The token stands in the
 * socket's URL, therefore no URL and no browser error ever leaves this file.
 */
import type {Fault} from '../protocol/faults.ts';
import {waitBefore} from './backoff.ts';
import type {Tokens} from './tokens.ts';

export type LinkState = 'connecting' | 'open' | 'waiting' | 'closed' | 'refused';

export interface Link {
  readonly state: LinkState;
  /** When the next try begins, on the session's clock; only while `waiting`. */
  readonly retryAt?: number;
  /** Why it is not open, as far as that is known. */
  readonly fault?: Fault;
}

/** What is needed of a WebSocket: the browser's and that of the package `ws` have it. */
export interface MonitorSocket {
  // oxlint-disable-next-line typescript/no-explicit-any -- the two classes type their events differently
  addEventListener(type: string, listener: (event: any) => void): void;
  close(): void;
}

export type WebSocketClass = new (url: string) => MonitorSocket;

export interface MonitorOptions {
  /** Without its query. */
  readonly url: string;
  readonly tokens: Tokens;
  readonly WebSocket: WebSocketClass | undefined;
  /** Milliseconds on the session's clock. */
  readonly now: () => number;
  readonly random: () => number;
  /** What a harmless REST request says of the server and the token; `undefined` when all is well there. */
  readonly probe: () => Promise<Fault | undefined>;
  readonly onLink: (link: Link) => void;
  readonly onFrame: (data: unknown) => void;
}

export interface Monitor {
  /** Dials now instead of at the next try. Does nothing while the socket is open or being opened. */
  retry(): void;
  close(): void;
}

/** A dial that browsers themselves hold back can take five seconds. */
const dialTimeout = 10_000;
/** A link that dies younger than this has not been up: the waits keep growing. */
const minimumUptime = 10_000;
/** Close codes that speak of the token: those of applications, and "policy violation". */
const tokenCodes: ReadonlySet<number> = new Set([1008, 4401, 4403]);

export function openMonitor(options: MonitorOptions): Monitor {
  const {tokens, now, onLink} = options;
  let closed = false;
  let failures = 0;
  /** The token was renewed since the link was last up; a second refusal is final. */
  let renewed = false;
  let socket: MonitorSocket | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let dialling = false;
  /** Why the last try failed. It stays known while the next one runs, so that nothing flickers. */
  let trouble: Fault | undefined;

  const tell = (state: LinkState, more?: Partial<Link>) =>
    onLink({state, ...(trouble && {fault: trouble}), ...more});

  async function dial() {
    dialling = true;
    tell('connecting');
    const token = await tokens.get();
    if (closed) return;
    dialling = false;
    if (token === undefined) return wait({code: 'no-token'});
    try {
      const url = new URL(options.url);
      url.search = token;
      listen(new options.WebSocket!(url.href), token);
    } catch {
      refuse({code: 'no-socket'});
    }
  }

  function listen(dialled: MonitorSocket, token: string) {
    socket = dialled;
    let openedAt: number | undefined;
    let heard = false;
    timer = setTimeout(() => lost(0), dialTimeout);

    dialled.addEventListener('open', () => {
      if (socket !== dialled) return;
      clearTimeout(timer);
      openedAt = now();
      trouble = undefined;
      tell('open');
    });
    dialled.addEventListener('message', ({data}: {data: unknown}) => {
      if (socket !== dialled) return;
      heard = true;
      options.onFrame(data);
    });
    dialled.addEventListener('close', ({code}: {code: number}) => {
      if (socket === dialled) lost(code);
    });
    // After a Content Security Policy forbade the dial, no `close` follows.
    dialled.addEventListener('error', () => {
      if (socket === dialled) lost(0);
    });

    function lost(code: number) {
      drop();
      if (heard && openedAt !== undefined && now() - openedAt >= minimumUptime) {
        failures = 0;
        renewed = false;
      }
      if (tokenCodes.has(code)) void renew(token, {code: 'unauthorized'}, heard);
      else if (openedAt === undefined) void diagnose(token);
      else wait();
    }
  }

  async function diagnose(token: string) {
    dialling = true;
    tell('connecting');
    const fault = await options.probe();
    if (closed) return;
    dialling = false;
    if (fault?.code === 'unauthorized' || fault?.code === 'token-renewed') await renew(token, fault);
    else if (fault?.code === 'csp') refuse(fault);
    else wait(fault ?? {code: 'no-socket'});
  }

  /** A token that was good enough for a frame may expire; one that never was is refused for good. */
  async function renew(token: string, fault: Fault, heard = false) {
    dialling = true;
    const another = (heard || !renewed) && (await tokens.renew(token));
    if (closed) return;
    dialling = false;
    if (!another) return refuse({...fault, code: 'unauthorized'});
    if (renewed) return wait();
    renewed = true;
    void dial();
  }

  function wait(fault?: Fault) {
    failures += 1;
    const delay = waitBefore(failures, options.random);
    timer = setTimeout(() => void dial(), delay);
    trouble = fault;
    tell('waiting', {retryAt: now() + delay});
  }

  function refuse(fault: Fault) {
    drop();
    trouble = fault;
    tell('refused');
  }

  /** A dead socket can take a minute to say so: it is forgotten, not waited for. */
  function drop() {
    clearTimeout(timer);
    const old = socket;
    socket = undefined;
    // What a page has put in place of the browser's own may lack even that.
    old?.close?.();
  }

  if (options.WebSocket) void dial();
  else refuse({code: 'no-socket'});

  return {
    retry() {
      if (closed || dialling || socket || !options.WebSocket) return;
      clearTimeout(timer);
      renewed = false;
      void dial();
    },
    close() {
      if (closed) return;
      closed = true;
      drop();
      trouble = undefined;
      tell('closed');
    },
  };
}
