/**
 * The monitor socket: one live socket at a time, dialled again for as long as it is wanted.
 * It knows nothing of frames: what arrives is handed on as it is.
 *
 * A browser hides why a handshake failed, so a failed dial asks `probe` over REST. The token stands in the
 * socket's URL, therefore no URL and no browser error ever leaves this folder.
 */
import type {Fault, FaultCode} from '../../protocol/faults.ts';
import type {Link, LinkState} from '../../protocol/link.ts';
import {waitBefore} from './backoff.ts';
import {
  openSocketConnection,
  type End,
  type SocketConnection,
  type WebSocketClass,
} from './socket-connection.ts';
import {watchLiveness, type LivenessOptions} from './liveness.ts';
import {closeCodes, type PageLifecycle} from '../page-lifecycle.ts';
import type {Tokens} from '../tokens.ts';

/** What a monitor tells. */
export interface MonitorEdges {
  readonly onLink: (link: Link) => void;
  readonly onFrame: (data: unknown) => void;
}

export interface MonitorOptions extends LivenessOptions, MonitorEdges {
  /** Without its query. */
  readonly url: string;
  readonly tokens: Tokens;
  readonly WebSocket: WebSocketClass | undefined;
  readonly page: PageLifecycle;
  readonly random: () => number;
  /** What a harmless REST request says of the server and the token; `undefined` when all is well there. */
  readonly probe: () => Promise<Fault | undefined>;
}

export interface Monitor {
  /** Dials now instead of at the next try. Does nothing while the socket is open or being opened. */
  retry(): void;
  /** `code` is the socket's close code. */
  close(code?: number): void;
}

/** A link that dies younger than this has not been up: the waits keep growing. */
const minimumUptime = 10_000;
/** So many short lives in a row are a pattern: something in the way, or a frame that no browser bears. */
const patternOfLives = 3;
/** The failures after which the next wait is one of the longest. */
const widestAfter = 3;
/** Browsers hold dials back after some ten failures, but no fetch: after so many, REST has to answer first. */
const dialsBeforeGate = 4;
/** When the network is back everybody's is (ms). */
const networkJitter = 250;
/** Close codes that speak of the token: those of applications, and "policy violation". */
const tokenCodes: ReadonlySet<number> = new Set([1008, 4401, 4403]);
const usedElsewhere = 4409;
/** REST answers, only not to this question: a dial may still go through. */
const answers: ReadonlySet<FaultCode> = new Set(['forbidden', 'not-found']);

export function openMonitor(options: MonitorOptions): Monitor {
  const {tokens, now, random} = options;
  /** Raised whenever something new begins: what an older one still brings is not wanted any more. */
  let turn = 0;
  let state: LinkState | undefined;
  /** The page is put suspended, and will say when it is back. */
  let suspended = false;
  let failures = 0;
  let failedDials = 0;
  let shortLives = 0;
  /** The token was renewed since the link was last up; a second refusal is final. */
  let renewed = false;
  let connection: SocketConnection | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let since: number | undefined = now();
  /** Why the last try failed. It stays known while the next one runs, so that nothing flickers. */
  let trouble: Fault | undefined;

  const liveness = watchLiveness({
    ...options,
    onDoubt: (checking) => setLink('open', checking ? {checking} : {}),
    onDead: (lostAt) => void dial(lostAt),
  });

  function setLink(next: LinkState, more?: Partial<Link>) {
    // Dialling, asking why and asking for a token are one and the same to everybody else.
    if (next === 'connecting' && state === next) return;
    state = next;
    options.onLink({
      state: next,
      ...(since !== undefined && {since}),
      ...(trouble && {fault: trouble}),
      ...more,
    });
  }

  function begin(code?: number): number {
    clearTimeout(timer);
    liveness.ended();
    connection?.drop(code);
    connection = undefined;
    return ++turn;
  }

  async function dial(lostAt = now()) {
    const mine = begin();
    since ??= lostAt;
    setLink('connecting');
    const token = await tokens.get();
    if (mine !== turn) return;
    if (token === undefined) return wait({code: 'no-token'});
    if (failedDials >= dialsBeforeGate) {
      const fault = await options.probe();
      if (mine !== turn) return;
      if (fault && !answers.has(fault.code)) return explain(token, fault);
    }
    try {
      const url = new URL(options.url);
      url.search = token;
      const socket = new options.WebSocket!(url.href);
      connection = openSocketConnection({
        socket,
        now,
        onOpen: opened,
        onFrame: liveness.heard,
        onEnd: (end) => ended(end, token),
      });
    } catch {
      refuse({code: 'no-socket'});
    }
  }

  function opened() {
    failedDials = 0;
    liveness.opened();
    // A link that keeps dying is not well because it is open for a moment.
    if (shortLives < patternOfLives) return settle();
    timer = setTimeout(settle, minimumUptime);
    trouble = {code: 'unstable'};
    setLink('open');
  }

  function settle() {
    since = trouble = undefined;
    setLink('open');
  }

  function ended({code, lived, heard: wasHeard}: End, token: string) {
    begin();
    since ??= now();
    if (lived !== undefined) shortLives = lived < minimumUptime ? shortLives + 1 : 0;
    if (wasHeard && shortLives === 0) {
      failures = 0;
      renewed = false;
    }
    if (code === usedElsewhere) return refuse({code: 'in-use'});
    if (tokenCodes.has(code)) return void renew(token, {code: 'unauthorized'}, wasHeard);
    if (lived === undefined) return void diagnose(token);
    if (shortLives < patternOfLives) return wait(undefined, code);
    failures = Math.max(failures, widestAfter);
    wait({code: 'unstable'}, code);
  }

  async function diagnose(token: string) {
    const mine = begin();
    failedDials += 1;
    setLink('connecting');
    const fault = await options.probe();
    if (mine === turn) explain(token, fault ?? {code: 'no-socket'});
  }

  function explain(token: string, fault: Fault) {
    if (fault.code === 'unauthorized' || fault.code === 'token-renewed') void renew(token, fault);
    else if (fault.code === 'csp') refuse(fault);
    else wait(fault);
  }

  /** A token that was good enough for a frame may expire; one that never was is refused for good. */
  async function renew(token: string, fault: Fault, wasHeard = false) {
    const mine = begin();
    setLink('connecting');
    const another = (wasHeard || !renewed) && (await tokens.renew(token));
    if (mine !== turn) return;
    if (!another) return refuse({...fault, code: 'unauthorized'});
    if (renewed) return wait();
    renewed = true;
    void dial();
  }

  function wait(fault?: Fault, code?: number) {
    failures += 1;
    trouble = fault;
    const asked = (fault?.retryAfter ?? 0) * 1000;
    waitFor(asked + waitBefore(asked ? 1 : failures, random, code));
  }

  function waitFor(ms: number) {
    begin();
    timer = setTimeout(() => void dial(), ms);
    setLink('waiting', {retryAt: now() + ms});
  }

  function refuse(fault: Fault) {
    begin();
    trouble = fault;
    setLink('refused');
  }

  const wanted = () => state !== 'refused' && state !== 'closed' && !suspended;

  const leavePage = options.page((moment) => {
    if (closeCodes[moment] !== undefined && wanted()) {
      suspended = true;
      begin(closeCodes[moment]);
      since ??= now();
      setLink('waiting');
    } else if ((moment === 'shown' || moment === 'thawed') && suspended) {
      suspended = false;
      void dial();
    } else if (moment === 'online' && wanted()) {
      since ??= now();
      waitFor(Math.round(random() * networkJitter));
    } else if (moment === 'offline') liveness.doubt();
    else if (moment === 'visible' || moment === 'hidden') liveness.look();
  });

  if (options.WebSocket) void dial();
  else refuse({code: 'no-socket'});

  return {
    retry() {
      if (suspended || (state !== 'waiting' && state !== 'refused') || !options.WebSocket) return;
      renewed = false;
      shortLives = 0;
      void dial();
    },
    close(code) {
      if (state === 'closed') return;
      begin(code);
      liveness.stop();
      leavePage();
      since = trouble = undefined;
      setLink('closed');
    },
  };
}

export type {MonitorSocket, WebSocketClass} from './socket-connection.ts';
