import {setTimeout as sleep} from 'node:timers/promises';

import {emptyPage, frameAfter, join, sharedNow, startLine} from './link-page.ts';
import {ms, type Table} from './report.ts';
import {closeWindow, type Stage} from './stage.ts';
import {most, p50, p95} from './stats.ts';

const resets = 20;
/** A link that is younger has not been up. */
const uptime = 10_500;
const pause = 150;

/** A connection is reset while the server is well: how long until the next frame is here. */
export async function backAfterResets(stage: Stage): Promise<Table> {
  const line = await startLine(stage);
  const page = await emptyPage(stage);
  const connections: number[] = [];
  for (let nth = 0; nth < resets; nth += 1) {
    await join(stage, page, line.url, '1001');
    connections.push(line.taken);
  }
  await sleep(uptime);
  const moments: number[] = [];
  for (const connection of connections) {
    moments.push(sharedNow());
    line.reset(connection);
    await sleep(pause);
  }
  const samples = await Promise.all(
    moments.map(async (moment, nth) => (await frameAfter(page, moment, nth)) - moment),
  );
  await closeWindow(page);
  await line.down();
  return {
    title: 'From the reset of a connection to the next frame',
    columns: ['p50', 'p95', 'longest'],
    rows: [{name: `${resets} resets`, cells: [ms(p50(samples)), ms(p95(samples)), ms(most(samples))]}],
  };
}
