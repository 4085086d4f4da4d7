import {setTimeout as sleep} from 'node:timers/promises';

import {growth, memoryOf, memoryRows} from './memory.ts';
import type {Table} from './report.ts';
import {closeWindow, extnoOf, type Stage} from './stage.ts';

const times = 200;
const warmUps = 20;

/** A single-page application that shows the bar on some of its views. */
export async function mountAndUnmount(stage: Stage): Promise<Table> {
  const extno = extnoOf('library');
  const page = await stage.open('library');
  const properties = stage.access(extno);

  async function mount(often: number) {
    await page.evaluate((...order) => window.bench.mount(...order), often, properties);
    // A bar that was taken out keeps its session for a while, in case it is put back.
    while (stage.callSystem.state().agents.some((agent) => agent.extno === extno && agent.sockets > 0)) {
      await sleep(50);
    }
    return memoryOf(page);
  }

  const before = await mount(warmUps);
  const after = await mount(times);
  await closeWindow(page);
  return {
    title: `The bar put into the page, connected and taken out again, ${times} times`,
    columns: ['agent-bar'],
    rows: memoryRows('grown', [growth(before, after)]),
    notes: ['Measured when the last of the sessions has ended, after garbage collection.'],
  };
}
