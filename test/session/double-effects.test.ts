import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import {randomStream} from '../../demo/call-system/random.ts';
import {lineOptions, systemOptions, work, type Tally} from '../rig/agent-at-work.ts';
import {driverOf} from '../rig/driver.ts';
import {nodeFetch} from '../rig/node-fetch.ts';
import {startProxy} from '../rig/proxy.ts';
import {callSystem, connected, status} from './real.ts';

const seed = Date.now() % 1_000_000;
const agents = ['1001', '1002', '1003', '1004'] as const;
const each = 50;

async function shift(t: TestContext, extno: string, nth: number): Promise<Tally> {
  const system = await callSystem(t, systemOptions);
  const line = await startProxy(system.port);
  t.after(() => line.down());
  const site = {system, line, timeout: 200, random: randomStream(seed + nth)};
  const client = nodeFetch();
  t.after(() => client.close());
  const session = connected(t, {...lineOptions(extno, site), fetch: client.fetch});
  await status(session, 'signed-out');
  return work(driverOf(session), site, extno, each);
}

test(`N15 D3 D5 S12 of ${agents.length * each} commands on a line that goes wrong none is done twice, and none is told wrongly`, async (t) => {
  const tallies = await Promise.all(agents.map((extno, nth) => shift(t, extno, nth)));
  t.diagnostic(JSON.stringify({seed, tallies}));
  for (const {commands, doubts, doubled, lies} of tallies) {
    assert.deepEqual({doubled, lies, commands}, {doubled: [], lies: [], commands: each}, `seed ${seed}`);
    assert.ok(doubts > each / 5, 'the line went wrong');
  }
});
