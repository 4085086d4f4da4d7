import {setTimeout as sleep} from 'node:timers/promises';

import {emptyPage, frameAfter, join, sharedNow, startLine} from './link-page.ts';
import type {Numbers} from './numbers.ts';
import {ms, type Table} from './report.ts';
import {closeWindow, type Stage} from './stage.ts';
import {most, p50, p95} from './stats.ts';

/** The call system is away for a while: how long from its return to the next frame. */
export async function backAfterOutages(stage: Stage, {backAfterOutages: {seconds}}: Numbers): Promise<Table> {
  const samples = await Promise.all(seconds.map((length) => outage(stage, length * 1000)));
  return {
    title: `From the server’s return to the next frame, after ${seconds.length} outages of ${seconds[0]} to ${seconds.at(-1)} s`,
    columns: ['p50', 'p95', 'longest'],
    rows: [{name: 'refused meanwhile', cells: [ms(p50(samples)), ms(p95(samples)), ms(most(samples))]}],
    notes: ['Each in a window of its own: browsers hold back the dials of a page that has failed often.'],
  };
}

async function outage(stage: Stage, length: number): Promise<number> {
  const line = await startLine(stage);
  const page = await emptyPage(stage);
  await join(stage, page, line.url, '1001');
  await line.down();
  await sleep(length);
  const back = sharedNow();
  await line.up();
  const frame = await frameAfter(page, back);
  await closeWindow(page);
  await line.down();
  return frame - back;
}
