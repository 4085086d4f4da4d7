import {setTimeout as sleep} from 'node:timers/promises';

import {growth, memoryOf, memoryRows} from './memory.ts';
import type {Numbers} from './numbers.ts';
import type {Table} from './report.ts';
import {closeWindow, extnoOf, type Stage} from './stage.ts';

const poll = 50;
/** Longer than it takes to take over a socket (ms). */
const calm = 2_000;

/** A single-page application that shows the bar on some of its views. */
export async function mountAndUnmount(
  stage: Stage,
  {mountAndUnmount: {batch, batches}}: Numbers,
): Promise<Table> {
  const extno = extnoOf('library');
  const page = await stage.open('library');
  const properties = stage.access(extno);

  const isConnected = () =>
    stage.callSystem.state().agents.some((agent) => agent.extno === extno && agent.sockets > 0);

  async function mount() {
    await page.evaluate((...order) => window.bench.mount(...order), batch, properties);
    // A bar that was taken out keeps its session for a while, in case it is put back. All of them share one socket,
    // which one after the other takes over: the last one has ended when nobody has.
    for (let quiet = 0; quiet < calm; quiet = isConnected() ? 0 : quiet + poll) await sleep(poll);
    return memoryOf(page);
  }

  const before = await mount();
  for (let round = 1; round < batches; round += 1) await mount();
  const after = await mount();
  await closeWindow(page);
  return {
    title: `The bar put into the page, connected and taken out again, ${batch * batches} times`,
    columns: ['agent-bar'],
    rows: memoryRows('grown', [growth(before, after)]),
    notes: [
      `Measured when the last of the sessions has ended, after garbage collection; the first ${batch} times do not count.`,
    ],
  };
}
