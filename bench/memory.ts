/** What a page holds after its garbage has been collected. */
import type {CDPSession, Page} from 'puppeteer-core';

import {bytes, count, missing, type Cell, type Row} from './report.ts';

export interface Memory {
  readonly heap: number;
  readonly nodes: number;
  readonly listeners: number;
}

const sessions = new WeakMap<Page, CDPSession>();

export async function memoryOf(page: Page): Promise<Memory> {
  const session = sessions.get(page) ?? (await page.createCDPSession());
  sessions.set(page, session);
  // What the first collection finalizes can only be freed by the second.
  for (let round = 0; round < 2; round += 1) await session.send('HeapProfiler.collectGarbage');
  const {usedSize} = await session.send('Runtime.getHeapUsage');
  const {nodes, jsEventListeners} = await session.send('Memory.getDOMCounters');
  return {heap: usedSize, nodes, listeners: jsEventListeners};
}

export function growth(before: Memory, after: Memory): Memory {
  return {
    heap: after.heap - before.heap,
    nodes: after.nodes - before.nodes,
    listeners: after.listeners - before.listeners,
  };
}

/** One row for each figure, one column for each page or round. */
export function memoryRows(what: string, columns: readonly (Memory | undefined)[]): readonly Row[] {
  const cells = (of: (memory: Memory) => Cell) => columns.map((memory) => (memory ? of(memory) : missing));
  return [
    {name: `JS heap ${what}`, cells: cells(({heap}) => bytes(heap))},
    {name: `DOM nodes ${what}`, cells: cells(({nodes}) => count(nodes))},
    {name: `event listeners ${what}`, cells: cells(({listeners}) => count(listeners))},
  ];
}
