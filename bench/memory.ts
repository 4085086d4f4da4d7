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

/** What a heap holds besides objects: the browser's own, and code that it compiles for as long as a page runs. */
const notObjects: ReadonlySet<string> = new Set(['hidden', 'code', 'native', 'synthetic', 'object shape']);

/** The bytes of all objects, texts and functions, without what the browser has compiled. Takes a second. */
export async function objectsIn(page: Page): Promise<number> {
  const session = await page.createCDPSession();
  let text = '';
  session.on('HeapProfiler.addHeapSnapshotChunk', ({chunk}) => (text += chunk));
  await session.send('HeapProfiler.takeHeapSnapshot', {reportProgress: false});
  await session.detach();
  const {nodes, snapshot} = JSON.parse(text) as Snapshot;
  const {node_fields: fields, node_types: types} = snapshot.meta;
  const [type, size] = [fields.indexOf('type'), fields.indexOf('self_size')];
  let sum = 0;
  for (let node = 0; node < nodes.length; node += fields.length)
    if (!notObjects.has(types[0][nodes[node + type]!]!)) sum += nodes[node + size]!;
  return sum;
}

interface Snapshot {
  readonly nodes: readonly number[];
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[];
      readonly node_types: readonly [readonly string[]];
    };
  };
}

export function growth(before: Memory, after: Memory): Memory {
  return {
    heap: after.heap - before.heap,
    nodes: after.nodes - before.nodes,
    listeners: after.listeners - before.listeners,
  };
}

export function shareOf({heap, nodes, listeners}: Memory, of: number): Memory {
  return {heap: heap / of, nodes: nodes / of, listeners: listeners / of};
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
