/**
 * The monitor socket: one socket at a time, reconnected until it is closed or refused. Frames are passed on unparsed.
 *
 *   connecting ──► open ──► waiting ──► connecting …   the socket ends; the timer reconnects
 *   connecting ──► waiting                             the attempt failed
 *   connecting, open ──► refused                       in use elsewhere, token refused, blocked
 *   open ──► connecting                                the watchdog found the socket dead
 *   waiting, refused ──► connecting                    `retry()`
 *   any but refused ──► suspended ──► connecting       page frozen or cached; page is back
 *   any ──► closed                                     `close()`, final
 *
 * `suspended` is reported as `waiting` without `retryAt`. Requests for a token and for the reason of a failure belong
 * to `connecting`.
 *
 * Browsers hide why a handshake failed, so after a failed attempt `probe` asks over REST. The token is part of the
 * socket's URL, so no URL and no browser error may leave this folder.
 */
import type {Fault, FaultCode} from '../../protocol/faults.ts';
import type {Link, LinkState} from '../../protocol/link.ts';
import {delayBefore} from './backoff.ts';
import {
  openSocketConnection,
  type End,
  type SocketConnection,
  type WebSocketClass,
} from './socket-connection.ts';
import {watchLiveness, type LivenessOptions} from './liveness.ts';
import {closeCodes, type PageLifecycle} from '../page-lifecycle.ts';
import type {Tokens} from '../tokens.ts';

/** Receives the state of the link and the frames. */
export interface MonitorEdges {
  readonly onLink: (link: Link) => void;
  readonly onFrame: (data: unknown) => void;
}

export interface MonitorOptions extends LivenessOptions, MonitorEdges {
  /** Without the query. */
  readonly url: string;
  readonly tokens: Tokens;
  readonly WebSocket: WebSocketClass | undefined;
  readonly page: PageLifecycle;
  readonly random: () => number;
  /** Asks over REST what is wrong with the server or the token; `undefined` when nothing is. */
  readonly probe: () => Promise<Fault | undefined>;
}

export interface Monitor {
  /** Connects now instead of at the next attempt. Does nothing while the socket is open or connecting. */
  retry(): void;
  /** `code` is the socket's close code. */
  close(code?: number): void;
}

/** A connection that ends earlier counts as failed, so the delays keep growing (ms). */
const minUptime = 10_000;
/** After this many short connections in a row the link is `unstable`. */
const maxShortConnections = 3;
/** The number of failures after which the delay has its full range. */
const failuresForFullDelay = 3;
/** Browsers delay sockets after some ten failures, but not `fetch`: after this many, REST must answer first. */
const failedDialsBeforeProbe = 4;
/** When the network is back, it is back for many agents at once: their attempts are spread over this time (ms). */
const networkJitter = 250;
/** Close codes that reject the token: application codes and 1008 (policy violation). */
const tokenCodes: ReadonlySet<number> = new Set([1008, 4401, 4403]);
const inUseCode = 4409;
/** The server answers, only not this request: the socket may still work. */
const reachable: ReadonlySet<FaultCode> = new Set(['forbidden', 'not-found']);

export function openMonitor(options: MonitorOptions): Monitor {
  const {tokens, now, random} = options;
  /** Increased by each transition: results of earlier asynchronous steps are then ignored. */
  let generation = 0;
  let state: LinkState | undefined;
  /** The page is frozen or in the back/forward cache. */
  let suspended = false;
  let failures = 0;
  let failedDials = 0;
  let shortConnections = 0;
  /** The token was renewed since the link was last up: a second refusal is final. */
  let renewed = false;
  let connection: SocketConnection | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let since: number | undefined = now();
  /** Why the last attempt failed. Kept during the next attempt, so that the bar does not flicker. */
  let lastFault: Fault | undefined;

  const liveness = watchLiveness({
    ...options,
    onDoubt: (checking) => setLink('open', checking ? {checking} : {}),
    onDead: (lostAt) => void dial(lostAt),
  });

  function setLink(next: LinkState, more?: Partial<Link>) {
    // Several steps belong to `connecting`; it is reported once.
    if (next === 'connecting' && state === next) return;
    state = next;
    options.onLink({
      state: next,
      ...(since !== undefined && {since}),
      ...(lastFault && {fault: lastFault}),
      ...more,
    });
  }

  function reset(code?: number): number {
    clearTimeout(timer);
    liveness.ended();
    connection?.drop(code);
    connection = undefined;
    return ++generation;
  }

  async function dial(lostAt = now()) {
    const current = reset();
    since ??= lostAt;
    setLink('connecting');
    const token = await tokens.get();
    if (current !== generation) return;
    if (token === undefined) return wait({code: 'no-token'});
    if (failedDials >= failedDialsBeforeProbe) {
      const fault = await options.probe();
      if (current !== generation) return;
      if (fault && !reachable.has(fault.code)) return explain(token, fault);
    }
    try {
      const url = new URL(options.url);
      url.search = token;
      const socket = new options.WebSocket!(url.href);
      connection = openSocketConnection({
        socket,
        now,
        onOpen: opened,
        onFrame: liveness.received,
        onEnd: (end) => ended(end, token),
      });
    } catch {
      refuse({code: 'no-socket'});
    }
  }

  function opened() {
    failedDials = 0;
    liveness.opened();
    // An unstable link must stay open for some time before it counts as recovered.
    if (shortConnections < maxShortConnections) return settle();
    timer = setTimeout(settle, minUptime);
    lastFault = {code: 'unstable'};
    setLink('open');
  }

  function settle() {
    since = lastFault = undefined;
    setLink('open');
  }

  function ended({code, lived, receivedFrame}: End, token: string) {
    reset();
    since ??= now();
    if (lived !== undefined) shortConnections = lived < minUptime ? shortConnections + 1 : 0;
    if (receivedFrame && shortConnections === 0) {
      failures = 0;
      renewed = false;
    }
    if (code === inUseCode) return refuse({code: 'in-use'});
    if (tokenCodes.has(code)) return void renew(token, {code: 'unauthorized'}, receivedFrame);
    if (lived === undefined) return void diagnose(token);
    if (shortConnections < maxShortConnections) return wait(undefined, code);
    failures = Math.max(failures, failuresForFullDelay);
    wait({code: 'unstable'}, code);
  }

  async function diagnose(token: string) {
    const current = reset();
    failedDials += 1;
    setLink('connecting');
    const fault = await options.probe();
    if (current === generation) explain(token, fault ?? {code: 'no-socket'});
  }

  function explain(token: string, fault: Fault) {
    if (fault.code === 'unauthorized' || fault.code === 'token-renewed') void renew(token, fault);
    else if (fault.code === 'csp') refuse(fault);
    else wait(fault);
  }

  /** A token that has worked may expire and be renewed again; one that never worked is renewed only once. */
  async function renew(token: string, fault: Fault, receivedFrame = false) {
    const current = reset();
    setLink('connecting');
    const hasNew = (receivedFrame || !renewed) && (await tokens.renew(token));
    if (current !== generation) return;
    if (!hasNew) return refuse({...fault, code: 'unauthorized'});
    if (renewed) return wait();
    renewed = true;
    void dial();
  }

  function wait(fault?: Fault, code?: number) {
    failures += 1;
    lastFault = fault;
    const retryAfter = (fault?.retryAfter ?? 0) * 1000;
    waitFor(retryAfter + delayBefore(retryAfter ? 1 : failures, random, code));
  }

  function waitFor(ms: number) {
    reset();
    timer = setTimeout(() => void dial(), ms);
    setLink('waiting', {retryAt: now() + ms});
  }

  function refuse(fault: Fault) {
    reset();
    lastFault = fault;
    setLink('refused');
  }

  const isActive = () => state !== 'refused' && state !== 'closed' && !suspended;

  const stopLifecycle = options.page((moment) => {
    if (closeCodes[moment] !== undefined && isActive()) {
      suspended = true;
      reset(closeCodes[moment]);
      since ??= now();
      setLink('waiting');
    } else if ((moment === 'shown' || moment === 'thawed') && suspended) {
      suspended = false;
      void dial();
    } else if (moment === 'online' && isActive()) {
      since ??= now();
      waitFor(Math.round(random() * networkJitter));
    } else if (moment === 'offline') liveness.doubt();
    else if (moment === 'visible' || moment === 'hidden') liveness.check();
  });

  if (options.WebSocket) void dial();
  else refuse({code: 'no-socket'});

  return {
    retry() {
      if (suspended || (state !== 'waiting' && state !== 'refused') || !options.WebSocket) return;
      renewed = false;
      shortConnections = 0;
      void dial();
    },
    close(code) {
      if (state === 'closed') return;
      reset(code);
      liveness.stop();
      stopLifecycle();
      since = lastFault = undefined;
      setLink('closed');
    },
  };
}

export type {MonitorSocket, WebSocketClass} from './socket-connection.ts';
