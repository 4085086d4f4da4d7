import {setTimeout as sleep} from 'node:timers/promises';

import {emptyPage, frameAfter, join, sharedNow, startLine} from './link-page.ts';
import type {Numbers} from './numbers.ts';
import {ms, type Table} from './report.ts';
import {closeWindow, type Stage} from './stage.ts';
import {most, p50, p95} from './stats.ts';

/** A link that is younger has not been up. */
const uptime = 10_500;
const pause = 150;

/** A connection is reset while the server is well: how long until the next frame is here. */
export async function backAfterResets(stage: Stage, {backAfterResets: {resets}}: Numbers): Promise<Table> {
  const page = await emptyPage(stage);
  // Sessions of one agent at one server would share a socket: each has a server of its own.
  const lines = await Promise.all(Array.from({length: resets}, () => startLine(stage)));
  for (const {url} of lines) await join(stage, page, url, '1001');
  await sleep(uptime);
  const moments: number[] = [];
  for (const line of lines) {
    moments.push(sharedNow());
    line.reset();
    await sleep(pause);
  }
  const samples = await Promise.all(
    moments.map(async (moment, nth) => (await frameAfter(page, moment, nth)) - moment),
  );
  await closeWindow(page);
  for (const line of lines) await line.down();
  return {
    title: 'From the reset of a connection to the next frame',
    columns: ['p50', 'p95', 'longest'],
    rows: [{name: `${resets} resets`, cells: [ms(p50(samples)), ms(p95(samples)), ms(most(samples))]}],
    notes: [
      'Each of a connection that had lived for ten seconds, in one page; by default a session dials within half a second.',
    ],
  };
}
