import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import type {Fault} from '../../src/protocol/faults.ts';
import type {LinkState} from '../../src/protocol/link.ts';
import type {MonitorOptions} from '../../src/transport/socket/monitor.ts';
import {createTokens} from '../../src/transport/tokens.ts';
import {serveMonitor, watch, type MonitorServer, type Watched} from './monitor-rig.ts';

/** The timers that are set and have neither run nor been cleared. */
function liveTimers(t: TestContext): ReadonlySet<unknown> {
  const live = new Set<unknown>();
  const {setTimeout: set, clearTimeout: clear} = globalThis;
  t.mock.method(
    globalThis,
    'setTimeout',
    (run: (...given: unknown[]) => void, ms: number, ...args: unknown[]) => {
      const timer = set(() => {
        live.delete(timer);
        run(...args);
      }, ms);
      live.add(timer);
      return timer;
    },
  );
  t.mock.method(globalThis, 'clearTimeout', (timer: NodeJS.Timeout | undefined) => {
    live.delete(timer);
    clear(timer);
  });
  return live;
}

/** Something that is asked for, and answered when the test says so. */
class Question<T> {
  readonly asked: Promise<void>;
  reply: (answer: T) => void = () => undefined;
  #begun: () => void = () => undefined;

  constructor() {
    this.asked = new Promise((resolve) => (this.#begun = resolve));
  }

  readonly ask = (): Promise<T> => {
    this.#begun();
    return new Promise((resolve) => (this.reply = resolve));
  };
}

interface Moment {
  readonly name: string;
  readonly options?: () => Partial<MonitorOptions> & {answer?: Fault};
  readonly prepare?: (server: MonitorServer) => void;
  /** Waits until the link is in the state that the name says. */
  readonly reach: (watched: Watched, server: MonitorServer) => Promise<void>;
  readonly state: LinkState;
  /** What comes too late, after closing. */
  readonly afterwards?: () => void;
}

const token = new Question<string>();
const probe = new Question<Fault | undefined>();
const renewal = new Question<boolean>();

const moments: readonly Moment[] = [
  {
    name: 'while the page is asked for the token',
    options: () => ({tokens: {get: token.ask, renew: () => Promise.resolve(false)}}),
    reach: () => token.asked,
    state: 'connecting',
    afterwards: () => token.reply('t1'),
  },
  {
    name: 'during the handshake',
    prepare: (server) => (server.door = () => 'stall'),
    reach: (_, server) => server.bell.until(() => server.dialled.length > 0, 'a handshake'),
    state: 'connecting',
  },
  {name: 'while it is open', reach: (watched) => watched.until('open'), state: 'open'},
  {
    name: 'while it waits for the next try',
    options: () => ({random: () => 0.999}),
    prepare: (server) => (server.onSocket = (socket) => socket.close(1012)),
    reach: (watched) => watched.until('waiting'),
    state: 'waiting',
  },
  {
    name: 'while the failure is being looked into',
    options: () => ({probe: probe.ask}),
    prepare: (server) => (server.door = () => 'cut'),
    reach: () => probe.asked,
    state: 'connecting',
    afterwards: () => probe.reply({code: 'unreachable'}),
  },
  {
    name: 'while the page is asked for another token',
    options: () => ({tokens: {get: () => Promise.resolve('t1'), renew: renewal.ask}}),
    prepare: (server) => (server.onSocket = (socket) => socket.close(4401)),
    reach: () => renewal.asked,
    state: 'connecting',
    afterwards: () => renewal.reply(true),
  },
  {
    name: 'after it was refused',
    options: () => ({tokens: createTokens('t1')}),
    prepare: (server) => (server.onSocket = (socket) => socket.close(4401)),
    reach: (watched) => watched.until('refused'),
    state: 'refused',
  },
];

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

for (const {name, options, prepare, reach, state, afterwards} of moments) {
  test(`a link that is closed ${name} leaves no socket and no timer, and stays closed`, async (t) => {
    const server = await serveMonitor(t);
    prepare?.(server);
    const timers = liveTimers(t);
    const watched = watch(t, server.url, options?.());
    await reach(watched, server);
    assert.equal(watched.link?.state, state);
    const dials = server.dialled.length;

    watched.monitor.close();
    const told = watched.links.length;
    assert.deepEqual(watched.link, {state: 'closed'});
    afterwards?.();
    watched.monitor.retry();
    watched.monitor.close();
    await settled();
    await server.bell.until(() => server.connections.size === 0, 'the connection’s end');
    await settled();

    assert.equal(timers.size, 0);
    assert.equal(watched.links.length, told);
    assert.equal(server.dialled.length, dials);
  });
}

test('closing tells the server within the same moment, so that it sends no more calls here', async (t) => {
  const server = await serveMonitor(t);
  const closed = new Promise<number>((resolve) => {
    server.onSocket = (socket) => socket.on('close', resolve);
  });
  const watched = watch(t, server.url);
  await watched.until('open');
  watched.monitor.close();
  assert.equal(await closed, 1005);
});

test('no more than one socket is ever open, however often the link is cut and retried', async (t) => {
  const server = await serveMonitor(t);
  let most = 0;
  server.onSocket = () => (most = Math.max(most, server.clients.length));
  const watched = watch(t, server.url);
  for (let round = 1; round <= 20; round += 1) {
    await watched.until('open');
    server.reset();
    await watched.bell.until(
      () => watched.states.filter((state) => state === 'waiting').length >= round,
      'a cut',
    );
    watched.monitor.retry();
    watched.monitor.retry();
  }
  await watched.until('open');
  assert.equal(most, 1);
  assert.equal(server.dialled.length, 21);
});
