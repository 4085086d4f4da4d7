import type {Routes} from '../../src/adapters/workbench/requests.ts';
import type {Rest} from '../../src/adapters/workbench/rest.ts';
import {createWorkbench} from '../../src/adapters/workbench/workbench.ts';
import type {FactSink} from '../../src/protocol/facts.ts';
import type {Outcome} from '../../src/protocol/faults.ts';
import type {MonitorEdges} from '../../src/transport/socket/monitor.ts';
import {afterPaint, surroundings} from '../../src/browser.ts';
import {createLookups} from '../../src/session/data-nodes/lookups.ts';
import {createRecorder} from '../../src/session/diagnostics/recorder.ts';
import {createSession, type Session, type SessionOptions} from '../../src/session/session.ts';
import {nodeAsker} from '../../src/transport/http/data-node.ts';
import type {Link} from '../../src/protocol/link.ts';
import {infoFrame} from '../examples.ts';
import {pageLifecycle} from '../../src/transport/page-lifecycle.ts';

export interface Posted {
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  /** The same object when the agent wants the same thing. */
  readonly idempotencyToken: object | undefined;
  /** Lets the server answer. */
  answer(outcome: Outcome): Promise<void>;
}

export interface Fixture {
  readonly session: Session;
  /** The commands that went to the server, in order. */
  readonly posted: readonly Posted[];
  /** Calls of the edges: `retry` and `close` of the monitor, `close rest`. */
  readonly edges: readonly string[];
  /** Lets a frame arrive: text as it is, anything else as JSON. */
  hear(...frames: readonly unknown[]): void;
  link(link: Link): void;
  /** Lets so many milliseconds go by. */
  pass(ms: number): void;
}

export const yes: Outcome = {ok: true, data: 1};
export const no: Outcome = {ok: false, fault: {code: 'refused', status: 200, reason: '坐席不空闲'}};

/** A Monday at ten in the morning, where the tests run. */
export const monday = new Date(2026, 1, 2, 10).getTime();

/** What a session asks and records with where no test is about it. */
export const watchers = (now: () => number): Pick<SessionOptions, 'lookups' | 'recorder'> => ({
  lookups: (state, tabs) => createLookups(state, {ask: nodeAsker(), afterPaint, page: undefined, tabs}),
  recorder: (state) =>
    createRecorder(state, {now, sleeps: () => 0, page: pageLifecycle(undefined), surroundings}),
});

/** A session whose server is the test. */
export function fixture({
  routes = {},
  ...options
}: Partial<SessionOptions> & {readonly routes?: Routes} = {}): Fixture {
  const posted: Posted[] = [];
  const edges: string[] = [];
  /** What some tab does alone now. */
  const held = new Set<string>();
  let time = monday;
  let sink: FactSink | undefined;
  let frameArrived: MonitorEdges['onFrame'] = () => undefined;
  const post: Rest['post'] = (path, params, idempotencyToken) =>
    new Promise((resolve) => {
      const answer = async (outcome: Outcome) => {
        resolve(outcome);
        await settled();
      };
      posted.push({path, params, idempotencyToken, answer});
    });
  const callSystem = createWorkbench({
    routes,
    rest: {
      post,
      async postAgain(...request) {
        const outcome = await post(...request);
        return !outcome.ok && outcome.fault.code === 'token-renewed' ? post(...request) : outcome;
      },
      close: () => void edges.push('close rest'),
    },
    openMonitor({onFrame}) {
      frameArrived = onFrame;
      return {retry: () => void edges.push('retry'), close: () => void edges.push('close')};
    },
  });
  const session = createSession({
    extno: '1003',
    now: () => time,
    callSystem,
    listen: (given) => ({
      ...callSystem.listen((sink = given)),
      broadcast: () => undefined,
      claim: async () => true,
      async runExclusive(name, work) {
        if (held.has(name)) return undefined;
        held.add(name);
        try {
          return await work();
        } finally {
          held.delete(name);
        }
      },
    }),
    ...watchers(() => time),
    ...options,
  });
  return {
    session,
    posted,
    edges,
    hear(...frames) {
      for (const frame of frames) frameArrived(typeof frame === 'string' ? frame : JSON.stringify(frame));
    },
    link: (link) => sink?.onLink(link),
    pass: (ms) => void (time += ms),
  };
}

/** Everything that has been answered has had its effect. */
export const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

const numbers = {'signed-out': 0, idle: 1, busy: 2, 'wrap-up': 3, unknown: 9};

export const notice = (status: keyof typeof numbers, time = '00:00:00') => ({
  method: 'notice',
  status: numbers[status],
  time,
});

const documented: {info: object} = JSON.parse(infoFrame);

/** The documents’ call, with another number and what else differs. */
export const info = (sessionId: string, customer: object = {}) => ({
  ...documented,
  sessionId,
  info: {...documented.info, uuid: `customer of ${sessionId}`, ...customer},
});

/** A session in the middle of a call. */
export function talking(sessionId = 'a'): Fixture {
  const made = fixture();
  made.hear(notice('idle'), notice('busy'), info(sessionId));
  return made;
}
