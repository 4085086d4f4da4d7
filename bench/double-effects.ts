import {WebSocket} from 'ws';

import {startCallSystem} from '../demo/call-system/call-system.ts';
import {randomStream} from '../demo/call-system/random.ts';
import {connect} from '../src/connect.ts';
import {lineOptions, systemOptions, work, type Driver, type Tally} from '../test/rig/agent-at-work.ts';
import {driverIn, driverOf} from '../test/rig/driver.ts';
import {startProxy} from '../test/rig/proxy.ts';
import type {Site} from '../test/rig/troubles.ts';
import {emptyPage} from './link-page.ts';
import type {Numbers} from './numbers.ts';
import {count, type Row, type Table} from './report.ts';
import {closeWindow, type Stage} from './stage.ts';

const agents = ['1001', '1002', '1003', '1004'] as const;

/** Commands on a line that goes wrong with each: how many are done twice, and of how many something wrong is said. */
export async function doubleEffects(
  stage: Stage,
  {doubleEffects: {inNode, inChromium}}: Numbers,
): Promise<Table> {
  return {
    title: 'Commands on a line that goes wrong with each of them, with keys',
    columns: ['commands', 'presses', 'of these in doubt', 'requests', 'done twice', 'told wrongly'],
    rows: [
      await row('in Node', inNode, 200, async (options) => {
        const session = connect({...options, WebSocket});
        return {driver: driverOf(session), leave: async () => session.close()};
      }),
      await row('in Chromium', inChromium, 400, async (options) => {
        const page = await emptyPage(stage);
        return {driver: await driverIn(page, options), leave: () => closeWindow(page)};
      }),
    ],
    notes: ['After a doubt the agent presses again, until it is known what became of it.'],
  };
}

interface Fixture {
  readonly driver: Driver;
  readonly leave: () => Promise<void>;
}

async function row(
  name: string,
  commands: number,
  timeout: number,
  sit: (options: ReturnType<typeof lineOptions>) => Promise<Fixture>,
): Promise<Row> {
  const tallies = await Promise.all(
    agents.map(async (extno, nth): Promise<Tally> => {
      const system = await startCallSystem(systemOptions);
      const line = await startProxy(system.port);
      const site: Site = {system, line, timeout, random: randomStream(nth)};
      const {driver, leave} = await sit(lineOptions(extno, site));
      await driver.sees('signed-out');
      const tally = await work(driver, site, extno, commands / agents.length);
      await leave();
      await line.down();
      await system.close();
      return tally;
    }),
  );
  const sum = (of: (tally: Tally) => number) => count(tallies.reduce((total, tally) => total + of(tally), 0));
  return {
    name,
    cells: [
      sum((tally) => tally.commands),
      sum((tally) => tally.presses),
      sum((tally) => tally.doubts),
      sum((tally) => tally.requests),
      sum((tally) => tally.doubled.length),
      sum((tally) => tally.lies.length),
    ],
  };
}
