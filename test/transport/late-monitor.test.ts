import assert from 'node:assert/strict';
import {test} from 'node:test';
import {lateMonitor} from '../../src/transport/late-monitor.ts';
import type {Link, Monitor, MonitorEdges} from '../../src/transport/monitor.ts';
import type {SharedMonitor} from '../../src/transport/shared-monitor.ts';

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A page whose file about other tabs comes when the test says so. */
function page(openShared?: () => SharedMonitor) {
  const links: Link['state'][] = [];
  const opened: string[] = [];
  let arrive!: (open: () => SharedMonitor) => void;
  let fail!: () => void;
  const file = new Promise<() => SharedMonitor>((resolve, reject) => {
    arrive = resolve;
    fail = () => reject(new Error('no locks'));
  });
  const edges: MonitorEdges = {onFrame: () => undefined, onLink: ({state}) => links.push(state)};
  const open = (name: string): Monitor => {
    opened.push(name);
    edges.onLink({state: 'open'});
    return {retry: () => undefined, close: () => edges.onLink({state: 'closed'})};
  };
  const monitor = lateMonitor(
    edges,
    () => open('own'),
    () => file,
  );
  const shared = openShared ?? (() => open('shared') as SharedMonitor);
  return {links, opened, monitor, arrive: () => arrive(shared), fail};
}

test('T1 tabs share a socket when the file that knows of them has come', async () => {
  const {links, opened, arrive} = page();
  arrive();
  await settled();
  assert.deepEqual([opened, links], [['shared'], ['connecting', 'open']]);
});

test('T5 N9 a file that comes too late opens nothing, and leaves the link as it is', async (t) => {
  t.mock.timers.enable({apis: ['setTimeout']});
  const {links, opened, arrive} = page();
  t.mock.timers.tick(5_000);
  await settled();
  arrive();
  await settled();
  assert.deepEqual([opened, links], [['own'], ['connecting', 'open']]);
});

test('T5 where a page cannot know of others it has a socket of its own', async () => {
  const {opened, fail} = page();
  fail();
  await settled();
  assert.deepEqual(opened, ['own']);
});

test('T5 where there is no channel to others it has a socket of its own', async () => {
  const {opened, arrive} = page(() => {
    throw new Error('no channel');
  });
  arrive();
  await settled();
  assert.deepEqual(opened, ['own']);
});

test('a session that is closed before the file has come opens nothing', async () => {
  const {links, opened, monitor, arrive} = page();
  monitor.close();
  arrive();
  await settled();
  assert.deepEqual([opened, links], [[], ['connecting', 'closed']]);
});
