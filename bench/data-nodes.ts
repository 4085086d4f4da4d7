import {setTimeout as sleep} from 'node:timers/promises';

import {info, notice} from './frames.ts';
import type {Numbers} from './numbers.ts';
import {against, count, type Table} from './report.ts';
import {closeWindow, extnoOf, type Stage} from './stage.ts';
import {p50, p95} from './stats.ts';

/** Not a multiple of a frame's time, so that calls come at all times between two frames. */
const pause = 43;

const names = ['nodes', 'no-nodes'] as const;

/** The same card with ten data nodes, of which one never answers, and with none: one call to one page at a time, in turn. */
export async function dataNodes(stage: Stage, {dataNodes: numbers}: Numbers): Promise<Table> {
  const {warmUps, calls} = numbers;
  const pages = [await stage.open(names[0]), await stage.open(names[1])] as const;
  for (const page of pages) await page.evaluate(() => window.bench.watchPaint());

  async function toEach(round: number, ...frames: readonly string[]) {
    for (const name of round % 2 ? names : names.toReversed()) {
      for (const text of frames) stage.callSystem.frame({extno: extnoOf(name), text});
      await sleep(pause);
    }
  }

  for (let round = 0; round < warmUps + calls; round += 1) {
    await toEach(round, notice(1), notice(2));
    await toEach(round, info(round));
    await toEach(round, notice(3), notice(1));
  }
  await toEach(0, notice(2), info(warmUps + calls));
  await pages[0].waitForSelector('#card >>> .outputs');
  const [ours, none] = [
    await pages[0].evaluate(() => window.bench.painted),
    await pages[1].evaluate(() => window.bench.painted),
  ].map((samples) => samples.slice(warmUps, warmUps + calls));
  for (const page of pages) await closeWindow(page);

  const of = (samples: typeof ours, key: 'rendered' | 'painted') => (samples ?? []).map((one) => one[key]);
  return {
    title: `First paint of a card with ten data nodes, of which one never answers: ${calls} calls`,
    columns: ['ten nodes', 'none', 'ratio', 'target'],
    rows: [
      ...(['rendered', 'painted'] as const).flatMap((key) => {
        const name = key === 'rendered' ? 'card in the DOM' : 'card painted';
        const [product, other] = [of(ours, key), of(none, key)];
        return [
          against(`${name}, p50`, p50(product), p50(other), 1.1),
          against(`${name}, p95`, p95(product), p95(other)),
          against(`${name}, mean`, mean(product), mean(other)),
        ];
      }),
      {name: '  samples', cells: [count(ours?.length ?? 0), count(none?.length ?? 0), '']},
    ],
    notes: ['A card is painted with the next animation frame, which comes every 16.7 ms.'],
  };
}

const mean = (samples: readonly number[]) => samples.reduce((sum, one) => sum + one, 0) / samples.length;
