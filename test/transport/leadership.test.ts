import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import * as fc from 'fast-check';
import {seekLeadership, type Leadership} from '../../src/transport/tabs/leadership.ts';
import {Locks} from './locks.ts';
import {pageLifecycle} from '../../src/transport/page-lifecycle.ts';

interface Tab {
  readonly page: EventTarget;
  readonly leadership: Leadership;
  visible: boolean;
  /** Hears nothing and says nothing, as a page that hangs. */
  hung: boolean;
  away: boolean;
  /** The media of a call live in it. */
  pinned: boolean;
  closed: boolean;
  /** What the socket was closed with, when the page was put away. */
  readonly codes: (number | undefined)[];
}

const settled = async () => {
  for (let i = 0; i < 20; i += 1) await Promise.resolve();
};

/** Tabs of one agent, whose questions reach the leader at once. */
function harness(t: TestContext) {
  t.mock.timers.enable({apis: ['setTimeout']});
  const locks = new Locks();
  let clock = 0;
  const tabs: Tab[] = [];
  const answer = () => {
    const leader = tabs.find(({leadership, hung, closed}) => leadership.leads && !hung && !closed);
    if (leader) for (const one of tabs) if (one !== leader && !one.hung) one.leadership.heard();
  };
  return {
    tabs,
    leaders: () => tabs.filter(({leadership}) => leadership.leads),
    async open(visible = true): Promise<Tab> {
      const page = new EventTarget();
      const codes: (number | undefined)[] = [];
      const tab = {
        page,
        visible,
        hung: false,
        away: false,
        pinned: false,
        closed: false,
        codes,
      } as unknown as {
        -readonly [K in keyof Tab]: Tab[K];
      };
      tab.leadership = seekLeadership({
        name: 'agent/leader',
        locks,
        page: pageLifecycle(page),
        now: () => clock,
        // A page that hangs runs no timer either.
        isVisible: () => tab.visible && !tab.hung,
        ask: () => queueMicrotask(() => tab.leadership && !tab.hung && answer()),
        isPinned: () => tab.pinned,
        onUnavailable: assert.fail,
        onLead: () => undefined,
        onFollow: (code) => codes.push(code),
      });
      tabs.push(tab);
      await settled();
      return tab;
    },
    async pass(ms: number) {
      for (let gone = 0; gone < ms; gone += 100) {
        clock += 100;
        t.mock.timers.tick(100);
        await settled();
      }
    },
    /** Time goes by in which nothing runs. */
    async stall(ms: number) {
      clock += ms;
      t.mock.timers.tick(ms);
      await settled();
    },
    async say(tab: Tab, type: string) {
      tab.page.dispatchEvent(new Event(type));
      await settled();
    },
    async end(tab: Tab) {
      tab.closed = true;
      tab.leadership.stop();
      await settled();
    },
  };
}

test('T1 the first tab leads, and those that come later follow', async (t) => {
  const {open, leaders} = harness(t);
  const first = await open();
  await open();
  await open();
  assert.deepEqual(leaders(), [first]);
});

test('T3 a leader that is put away gives the lead back and says how, and follows when it is back', async (t) => {
  const {open, say, leaders} = harness(t);
  const [first, second] = [await open(), await open()];
  await say(first, 'freeze');
  assert.deepEqual(leaders(), [second]);
  assert.deepEqual(first.codes, [4002]);
  await say(first, 'resume');
  assert.deepEqual(leaders(), [second]);
  await say(second, 'pagehide');
  assert.deepEqual(second.codes, [4001]);
  assert.deepEqual(leaders(), [first]);
});

test('T3 a leader that hangs loses the lead to a tab that is seen, and not to one that is hidden', async (t) => {
  const {open, say, pass, leaders} = harness(t);
  const first = await open();
  const hidden = await open(false);
  first.hung = true;
  await pass(20_000);
  assert.deepEqual(leaders(), [first]);
  hidden.visible = true;
  await say(hidden, 'visibilitychange');
  await pass(1_400);
  assert.deepEqual(leaders(), [first]);
  await pass(200);
  assert.deepEqual(leaders(), [hidden]);
  assert.deepEqual(first.codes, [undefined]);
});

test('H12 T3 a tab that has hung itself asks once more before it takes the lead', async (t) => {
  const {open, pass, stall, leaders} = harness(t);
  const first = await open();
  const second = await open();
  first.hung = true;
  await pass(5_100);
  first.hung = false;
  // The question is out, and its answer lies there while the page hangs.
  await stall(6_000);
  await pass(200);
  assert.deepEqual(leaders(), [first]);
  first.hung = true;
  await pass(8_000);
  assert.deepEqual(leaders(), [second]);
});

test('T3 a leader that answers keeps the lead, however long it is asked', async (t) => {
  const {open, pass, leaders} = harness(t);
  const first = await open();
  await open();
  await pass(60_000);
  assert.deepEqual(leaders(), [first]);
});

test('T3 a leader with the media of a call in its tab stays the leader when its page is frozen', async (t) => {
  const {open, say, leaders} = harness(t);
  const [first, second] = [await open(), await open()];
  first.pinned = true;
  await say(first, 'freeze');
  assert.deepEqual(leaders(), [first]);
  first.pinned = false;
  await say(first, 'freeze');
  assert.deepEqual(leaders(), [second]);
});

test('T2 T3 T4 whatever happens to the tabs, never two lead, and in the end one does if one can', async (t) => {
  const step = fc.record({
    tab: fc.nat(3),
    act: fc.constantFrom('hide', 'show', 'leave', 'return', 'hang', 'go on', 'close', 'open', 'wait'),
  });
  const {open, say, pass, end, tabs, leaders} = harness(t);
  await fc.assert(
    fc.asyncProperty(fc.array(step, {maxLength: 25}), async (steps) => {
      for (const tab of tabs) await end(tab);
      tabs.length = 0;
      await open();
      for (const {tab: place, act} of steps) {
        const tab = tabs[place % tabs.length]!;
        if (act === 'open' && tabs.length < 6) await open();
        if (act === 'wait') await pass(2_000);
        if (tab.closed) continue;
        if (act === 'hide' || act === 'show') {
          tab.visible = act === 'show';
          await say(tab, 'visibilitychange');
        }
        if (act === 'leave' || act === 'return') {
          tab.away = act === 'leave';
          await say(tab, tab.away ? 'pagehide' : 'pageshow');
        }
        if (act === 'hang' || act === 'go on') tab.hung = act === 'hang';
        if (act === 'close') await end(tab);
        assert.ok(leaders().length <= 1, `${leaders().length} lead after “${act}”`);
        assert.ok(!leaders().some(({closed, away}) => closed || away), 'one leads that is not there');
      }
      await pass(8_000);
      const here = tabs.filter(({closed, away}) => !closed && !away);
      assert.equal(leaders().length, here.length > 0 ? 1 : 0);
      // A person who looks at a tab that works is not left with a leader that hangs.
      if (here.some(({visible, hung}) => visible && !hung)) assert.equal(leaders()[0]?.hung, false);
    }),
    {numRuns: 200},
  );
});
