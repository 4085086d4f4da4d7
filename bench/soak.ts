import {setTimeout as sleep} from 'node:timers/promises';

import {burstOf} from './frames.ts';
import {memoryOf, objectsIn, type Memory} from './memory.ts';
import type {Numbers} from './numbers.ts';
import {bytes, count, ms, type Table} from './report.ts';
import {closeWindow, type Stage} from './stage.ts';

const extno = '1004';
const framesPerSecond = 50;
/** Memory is read so many times over the whole of it; the first fifth fills lists and compiles code. */
const samples = 30;
const warmUp = samples / 5;
/** An agent writes into the card and thinks better of it (ms). */
const writing = 5_000;

/** A page in which an agent works for a long time, on a line that is never quiet. Drafts are kept by the browser. */
export async function soak(stage: Stage, {soak: {minutes}}: Numbers): Promise<Table> {
  const page = await stage.open('product', extno, '&drafts=browser');
  await page.evaluate(() => window.bench.watchTasks());
  const whole = minutes * 60_000;
  const begun = performance.now();
  const memories: Memory[] = [];
  const objects: number[] = [];
  let sent = 0;
  let frames: readonly string[] = [];
  let wrote = begun;

  async function send() {
    const due = Math.floor(((performance.now() - begun) / 1000) * framesPerSecond);
    for (; sent < due; sent += 1) {
      const place = sent % 1000;
      if (place === 0) ({frames} = burstOf(1000, sent));
      stage.callSystem.frame({extno, text: frames[place] ?? ''});
    }
    if (performance.now() - wrote > writing) {
      wrote = performance.now();
      await page.evaluate(() => window.bench.writeAndDiscard());
    }
    await sleep(1000 / framesPerSecond);
  }

  for (let sample = 0; sample <= samples; sample += 1) {
    while (performance.now() - begun < (whole * sample) / samples) await send();
    memories.push(await memoryOf(page));
    if (sample === warmUp || sample === samples) objects.push(await objectsIn(page));
  }
  const {heard, tasks} = await page.evaluate(() => ({
    heard: window.bench.traffic.messages,
    tasks: window.bench.tasks,
  }));
  await closeWindow(page);

  const settled = memories.slice(warmUp);
  const framesBetween = (framesPerSecond * whole) / 1000 / samples;
  const perTenThousand = (of: (memory: Memory) => number) =>
    (slope(settled.map(of)) / framesBetween) * 10_000;
  const cells = (of: (memory: Memory) => number, unit: typeof bytes) => [
    unit(of(settled[0]!)),
    unit(of(settled.at(-1)!)),
    unit(perTenThousand(of)),
  ];
  const [first = Number.NaN, last = Number.NaN] = objects;
  const grown = ((last - first) / (framesBetween * (samples - warmUp))) * 10_000;
  return {
    title: `${minutes} minutes at ${framesPerSecond} frames a second, with drafts`,
    columns: ['after a fifth', 'at the end', 'per 10,000 frames'],
    rows: [
      {name: 'JS heap', cells: cells(({heap}) => heap, bytes)},
      {name: '  of it objects, without compiled code', cells: [bytes(first), bytes(last), bytes(grown)]},
      {name: 'DOM nodes', cells: cells(({nodes}) => nodes, count)},
      {name: 'event listeners', cells: cells(({listeners}) => listeners, count)},
      {name: 'frames heard', cells: ['', count(heard), '']},
      {name: 'tasks over 50 ms', cells: ['', count(tasks.length), '']},
      {name: 'longest of them', cells: ['', tasks.length > 0 ? ms(Math.max(...tasks)) : 'none', '']},
    ],
    notes: [
      `Memory is read ${samples} times after garbage collection; growth is the slope of a line through all readings after the first fifth.`,
      'The tasks include those collections and the counting of objects.',
    ],
  };
}

/** Of the straight line that fits best, from one value to the next. */
function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const [above, below] = values.reduce(
    ([a, b], value, i) => [a + (i - middle) * (value - mean), b + (i - middle) ** 2],
    [0, 0],
  );
  return above / below;
}
