/**
 * Creates a session from all layers. Works without a DOM.
 */
import {noCallSystem} from './adapters/no-call-system.ts';
import {isReachable, probeByQuery} from './adapters/workbench/probe.ts';
import {createWorkbench} from './adapters/workbench/workbench.ts';
import {afterPaint, persistInBrowser, listenInOneTab, surroundings} from './browser.ts';
import type {Routes} from './adapters/workbench/requests.ts';
import type {DataNodes} from './protocol/data-nodes/data-nodes.ts';
import {serverUrls} from './protocol/server-url.ts';
import {createLookups} from './session/data-nodes/lookups.ts';
import {createRecorder, type Recorder} from './session/diagnostics/recorder.ts';
import {createSession, type Session, type SessionOptions} from './session/session.ts';
import {createClock} from './transport/clock.ts';
import {nodeAsker} from './transport/http/data-node.ts';
import {createHttp, type Encoding} from './transport/http/http.ts';
import {openMonitor, type WebSocketClass} from './transport/socket/monitor.ts';
import {blockedByPolicy} from './transport/http/content-security-policy.ts';
import {createRest} from './adapters/workbench/rest.ts';
import {pageLifecycle} from './transport/page-lifecycle.ts';
import {createTokens, type TokenSource} from './transport/tokens.ts';

export interface ConnectOptions {
  /** Base URL of the call system (http or https), with or without a path. Default: the page's origin. */
  readonly server?: string;
  /** The agent's work number. Required for signing in and out. */
  readonly extno?: string;
  /** The access token, or a function that returns it or a promise; called again after a refusal, with the refused token. */
  readonly token: TokenSource;
  /** URL of the monitor socket without its query. Default: `server` as ws(s), plus `/agent/monitor`. */
  readonly monitor?: string;
  /** The format of request bodies. Default: `form`. */
  readonly encoding?: Encoding;
  /** The header that carries the token. Default: `access_token`. */
  readonly tokenHeader?: string;
  /** Paths by command, for a call system that differs from its documents. */
  readonly routes?: Routes;
  /** Where unsaved edits of the customer form are stored: `browser` (encrypted, 12 hours, the default) or `memory`. */
  readonly drafts?: 'browser' | 'memory' | undefined;
  /** The company's own systems that are queried about each caller. */
  readonly dataNodes?: DataNodes | undefined;
  /**
   * Sends an idempotency key with each command; a retry of an unconfirmed command has the same key. `true`: in the header
   * `Idempotency-Key`; a text: in the header of that name. For a call system that executes a command once per key.
   * Default: `false`.
   */
  readonly idempotency?: boolean | string | null | undefined;
  /** `shared` (default): the agent's tabs share one socket. `own`: one socket per tab. */
  readonly tabs?: 'shared' | 'own' | undefined;
  /** Milliseconds until a command must be answered, and again until its confirming status must arrive. Default: 8000. */
  readonly timeout?: number;
  /**
   * Path of a harmless REST call, sent when the monitor socket has been silent for 20 seconds; without an answer the
   * socket is reconnected. For a call system that sends no frames while nothing happens. Default: none.
   */
  readonly probe?: string | undefined;
  /** Default: the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
  /** Default: the global `WebSocket`. */
  readonly WebSocket?: WebSocketClass;
}

/**
 * Connects to a call system and returns immediately: `$link` reports the connection and its faults. Never throws.
 * Source: the call system's agent workbench (呼叫系统 · 工作台).
 */
export function connect(options: ConnectOptions): Session {
  const {
    encoding = 'form',
    tokenHeader = 'access_token',
    routes = {},
    timeout = 8_000,
    probe: path,
  } = options;
  // oxlint-disable-next-line typescript/no-unnecessary-type-conversion -- pages without types also pass numbers
  const [server, extno] = [String(options.server ?? ''), String(options.extno ?? '').trim()];
  const urls = serverUrls(server, options.monitor ?? '', globalThis.location?.href);
  const {now, sleeps} = createClock({steady: () => performance.now(), wall: Date.now});
  const page = pageLifecycle(globalThis.window);
  let recorder!: Recorder;
  const base = {
    extno,
    now,
    lookups: (state, tabs) =>
      createLookups(state, {
        ask: nodeAsker(options.fetch),
        afterPaint,
        page: globalThis.location?.href,
        tabs,
      }),
    recorder: (state) => (recorder = createRecorder(state, {now, sleeps, page, surroundings})),
  } satisfies Partial<SessionOptions>;
  if (!urls) return createSession({...base, callSystem: noCallSystem('bad-server')});

  const tokens = createTokens(options.token, (given) => recorder.token(given));
  const http = createHttp({timeout, fetch: options.fetch});
  const keyHeader = keyHeaderOf(options.idempotency);
  const rest = createRest({base: urls.rest, tokens, tokenHeader, keyHeader, encoding, http});
  const callSystem = createWorkbench({
    rest,
    routes,
    openMonitor: (edges) =>
      openMonitor({
        ...edges,
        url: urls.monitor,
        tokens,
        WebSocket: options.WebSocket ?? globalThis.WebSocket,
        now,
        random: Math.random,
        probe: async () => (await blockedByPolicy(urls.monitor)) ?? probeByQuery(rest, routes),
        ping: path === undefined ? undefined : () => isReachable(rest, path),
        sleeps,
        page,
      }),
  });
  // Without a work number the owner of drafts and calls is unknown: they are not stored or shared.
  const agent = extno && `${urls.rest}\n${urls.monitor}\n${extno}`;
  const {listen} = callSystem;
  const session = createSession({
    ...base,
    callSystem,
    timeoutMs: timeout,
    listen: (sink) =>
      (options.tabs !== 'own' && agent && listenInOneTab(sink, listen, agent, now)) || listen(sink),
  });
  if (options.dataNodes) session.useDataNodes(options.dataNodes);
  const stored = options.drafts !== 'memory' && agent !== '' && 'indexedDB' in globalThis;
  return stored
    ? withDrafts(session, `${urls.rest}\n${extno}`)
    : (session.setDraftPersistence('memory'), session);
}

/** When the browser cannot store drafts, the session works without storage, and `$keeping` is `memory`. */
function withDrafts(session: Session, agent: string): Session {
  const persistence = persistInBrowser(session, agent).catch(() => session.setDraftPersistence('memory'));
  return {
    ...session,
    close() {
      session.close();
      void persistence.then((stop) => stop?.());
    },
  };
}

/** An attribute without a value is an empty string. */
function keyHeaderOf(idempotency: ConnectOptions['idempotency']): string | undefined {
  const text = String(idempotency ?? false).trim();
  if (text === 'false') return undefined;
  return text === '' || text === 'true' ? 'Idempotency-Key' : text;
}

export type {Routes} from './adapters/workbench/requests.ts';
export type {Command, CommandType, Save} from './protocol/commands.ts';
export type {Customer} from './protocol/calls/customer.ts';
export type {DataNode, DataNodes, NodeKind} from './protocol/data-nodes/data-nodes.ts';
export type {Fault, FaultCode, NodeProblem, Outcome} from './protocol/faults.ts';
export type {FieldInput, FieldOption, FieldType} from './protocol/customer-form/field-definitions.ts';
export type {FieldValue, FieldValues} from './protocol/customer-form/field-values.ts';
export type {AgentStatus, CallFacts, Fact, IncomingCall} from './protocol/facts.ts';
export type {Call, CallPhase} from './session/calls/calls.ts';
export type {Notice} from './session/notices.ts';
export type {Draft, Drafts, Edit, EditKey} from './session/drafts/drafts.ts';
export type {
  Badges,
  NodeFailure,
  NodeState,
  Profile,
  ProfileRow,
  Profiles,
} from './session/data-nodes/profile.ts';
export type {StoredCall, StoredCall as KeptCall} from './session/drafts/drafting.ts';
export type {
  Diagnostics,
  Happening,
  Surroundings,
  ReportEntry,
  ReportEntry as Told,
} from './session/diagnostics/report.ts';
export type {Session} from './session/session.ts';
export type {Agent, DraftPersistence, DraftPersistence as Keeping, Progress} from './session/state.ts';
export type {Encoding} from './transport/http/http.ts';
export type {Link, LinkState} from './protocol/link.ts';
export type {TokenSource} from './transport/tokens.ts';
