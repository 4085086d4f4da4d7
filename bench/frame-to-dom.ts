import {setTimeout as sleep} from 'node:timers/promises';

import type {Page} from 'puppeteer-core';

import {info, nameOf, notice} from './frames.ts';
import {against, count, type Row, type Table} from './report.ts';
import {closeWindow, extnoOf, type Stage} from './stage.ts';
import {p50, p95} from './stats.ts';

const warmUps = 8;
const samples = 101;
/** Between a frame to one page and the next to the other: each has twice this quiet, more than two animation frames. */
const pause = 17;
const longPause = 30;

const names = ['product', 'plain'] as const;

/** From the message event to the card in the DOM, one frame to one page at a time, in turn. */
export async function frameToDom(stage: Stage): Promise<Table> {
  const pages = [await stage.open('product'), await stage.open('plain')];
  for (const page of pages) await page.evaluate(() => window.bench.watchCard());

  async function toEach(time: number, ...frames: readonly string[]) {
    for (const name of names) {
      for (const text of frames) stage.callSystem.frame({extno: extnoOf(name), text});
      await sleep(time);
    }
  }

  const appearing: string[] = [];
  const changing: string[] = [];
  await toEach(longPause, notice(2));
  for (let round = -warmUps; round < samples; round += 1) {
    const first = 2 * (round + warmUps);
    await toEach(pause, info(first));
    await toEach(pause, info(first + 1, first));
    if (round === samples - 1) break;
    // The call ends and the card leaves; then the agent is busy again.
    await toEach(longPause, notice(3), notice(1), notice(2));
    if (round < 0) continue;
    appearing.push(nameOf(first));
    changing.push(nameOf(first + 1));
  }

  const [product = [], plain = []] = await Promise.all(
    pages.map((page) => page.evaluate(() => window.bench.samples)),
  );
  const delays = (all: typeof product, wanted: readonly string[]) =>
    all.filter(({name}) => wanted.includes(name)).map(({delay}) => delay);
  const rows = [
    ['a card appears', appearing],
    ['the card hears news of the customer', changing],
  ] as const;
  const table: Table = {
    title: 'From the message event of an info frame to the card in the DOM',
    columns: ['agent-bar', 'plain page', 'ratio'],
    rows: [
      ...rows.flatMap(([name, wanted]) => [
        against(`${name}, p50`, p50(delays(product, wanted)), p50(delays(plain, wanted))),
        against(`${name}, p95`, p95(delays(product, wanted)), p95(delays(plain, wanted))),
        samplesRow(delays(product, wanted).length, delays(plain, wanted).length),
      ]),
      ...(await likeness(pages)),
    ],
    notes: [
      'The plain page is written by hand without a library: same elements, texts, style sheets and frames.',
      'Both also bring their bar up to date; the plain page checks nothing that the server says.',
    ],
  };
  for (const page of pages) await closeWindow(page);
  return table;
}

const samplesRow = (product: number, plain: number): Row => ({
  name: '  samples',
  cells: [count(product), count(plain), ''],
});

/** Shows that both pages have the same to do. */
async function likeness(pages: readonly Page[]): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const id of ['card', 'bar'] as const) {
    const [product, plain] = await Promise.all(
      pages.map((page) => page.evaluate((of) => window.bench.outline(of), id)),
    );
    if (!product || !plain) continue;
    const same = product.text === plain.text ? 'same text' : 'other text';
    rows.push({name: `elements in the ${id}`, cells: [count(product.elements), count(plain.elements), '']});
    rows.push({
      name: `nodes in the ${id}, with comments`,
      cells: [count(product.nodes), count(plain.nodes), ''],
    });
    rows.push({name: `text in the ${id}`, cells: ['', '', same]});
  }
  return rows;
}
