import type {TestContext} from 'node:test';
import type {Fault} from '../../src/protocol/faults.ts';
import {createClock} from '../../src/transport/clock.ts';
import type {Link} from '../../src/protocol/link.ts';
import {openMonitor, type Monitor} from '../../src/transport/socket/monitor.ts';
import {createTokens} from '../../src/transport/tokens.ts';
import {fakeSockets, type FakeSocket} from './fake-socket.ts';
import {pageLifecycle} from '../../src/transport/page-lifecycle.ts';

export interface Fixture {
  readonly monitor: Monitor;
  readonly made: readonly FakeSocket[];
  readonly links: readonly Link[];
  readonly frames: readonly unknown[];
  readonly page: EventTarget;
  /** What REST says; a test may change it. */
  answer: Fault | undefined;
  /** Luck, in [0, 1). */
  luck: number;
  readonly present: FakeSocket;
  readonly link: Link | undefined;
  now(): number;
  probes(): number;
  /** Lets as many milliseconds go by, and everything happen that is due meanwhile. */
  pass(ms: number): Promise<void>;
  /** The page stands still this long, then everything happens at once that was due, `first` before the timers. */
  hang(ms: number, first?: () => void): Promise<void>;
  /** The computer sleeps: only the wall's clock goes on. */
  sleep(ms: number): void;
  /** Something happens to the page. */
  happens(type: string): Promise<void>;
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A monitor with sockets that do what the test says, on a clock that stands still. */
export async function fixture(
  t: TestContext,
  {answer, ping}: {readonly answer?: Fault; readonly ping?: () => Promise<boolean>} = {},
): Promise<Fixture> {
  t.mock.timers.enable({apis: ['setTimeout']});
  const {WebSocket, made} = fakeSockets();
  const links: Link[] = [];
  const frames: unknown[] = [];
  const page = new EventTarget();
  let time = 0;
  let slept = 0;
  const clock = createClock({steady: () => time, wall: () => time + slept});
  let probes = 0;
  const monitor = openMonitor({
    url: 'wss://cc.example.com/agent/monitor',
    tokens: createTokens('t1'),
    WebSocket,
    ...clock,
    random: () => rig.luck,
    probe() {
      probes += 1;
      return Promise.resolve(rig.answer);
    },
    ping,
    page: pageLifecycle(page),
    onLink: (link) => links.push(link),
    onFrame: (data) => frames.push(data),
  });
  const rig: Fixture = {
    monitor,
    made,
    links,
    frames,
    page,
    answer,
    luck: 0.5,
    get present() {
      return made.at(-1)!;
    },
    get link() {
      return links.at(-1);
    },
    now: clock.now,
    probes: () => probes,
    async pass(ms) {
      for (const end = time + ms; time < end; ) {
        const step = Math.min(ms > 60_000 ? 1_000 : 250, end - time);
        time += step;
        t.mock.timers.tick(step);
        await settled();
      }
      await settled();
    },
    async hang(ms, first = () => undefined) {
      time += ms;
      first();
      t.mock.timers.tick(ms);
      await settled();
    },
    sleep(ms) {
      slept += ms;
    },
    async happens(type) {
      page.dispatchEvent(new Event(type));
      await settled();
    },
  };
  await settled();
  return rig;
}
