import {setTimeout as sleep} from 'node:timers/promises';

import type {Page} from 'puppeteer-core';

import {info, nameOf, notice} from './frames.ts';
import type {Numbers} from './numbers.ts';
import {against, count, type Row, type Table} from './report.ts';
import {closeWindow, extnoOf, type Stage} from './stage.ts';
import {p50, p95} from './stats.ts';

/** Between a frame to one page and the next to the other: each has twice this quiet, more than two animation frames. */
const pause = 30;

const names = ['product', 'plain'] as const;

/** From the message event to the card in the DOM, one frame to one page at a time, in turn. */
export async function frameToDom(stage: Stage, {frameToDom: {warmUps, samples}}: Numbers): Promise<Table> {
  const pages = [await stage.open('product'), await stage.open('plain')];
  for (const page of pages) await page.evaluate(() => window.bench.watchCard());

  async function toEach(...frames: readonly string[]) {
    for (const name of names) {
      for (const text of frames) stage.callSystem.frame({extno: extnoOf(name), text});
      await sleep(pause);
    }
  }

  /** The card leaves; then the agent is busy again. */
  const endCall = () => toEach(notice(3), notice(1), notice(2));

  const appearing: string[] = [];
  const changing: string[] = [];
  await toEach(notice(2));
  for (let round = -warmUps; round < samples; round += 1) {
    const first = 2 * (round + warmUps);
    await toEach(info(first));
    await toEach(info(first + 1, first));
    await endCall();
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
    ['a card appears', appearing, 1.5],
    ['the card hears news of the customer', changing, undefined],
  ] as const;
  const table: Table = {
    title: 'From the message event of an info frame to the card in the DOM',
    columns: ['agent-bar', 'plain page', 'ratio', 'target'],
    rows: [
      ...rows.flatMap(([name, wanted, target]) => [
        against(`${name}, p50`, p50(delays(product, wanted)), p50(delays(plain, wanted)), target),
        against(`${name}, p95`, p95(delays(product, wanted)), p95(delays(plain, wanted)), target),
        samplesRow(delays(product, wanted).length, delays(plain, wanted).length),
      ]),
      ...(await likeness(pages, async (index) => {
        await endCall();
        await toEach(info(index));
      })),
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

/** Calls of projects with other results to choose from: none, quality checks, both these and call statuses. */
const likeCalls = [9_003, 9_002, 9_000];
/** Both pages ask the call system for the results of a project when they first need them (ms). */
const patience = 3_000;

/** Shows that both pages have the same to do, by cards of each kind. */
async function likeness(pages: readonly Page[], show: (index: number) => Promise<void>) {
  const same = {card: true, bar: true};
  let rows: readonly Row[] = [];
  for (const index of likeCalls) {
    await show(index);
    const outlines = await outlinesOf(pages);
    rows = (['card', 'bar'] as const).flatMap((id) => {
      const [product, plain] = outlines[id];
      same[id] &&= product.text === plain.text;
      return [
        {name: `elements in the ${id}`, cells: [count(product.elements), count(plain.elements), '']},
        {name: `nodes in the ${id}, with comments`, cells: [count(product.nodes), count(plain.nodes), '']},
        {name: `text in the ${id}`, cells: ['', '', same[id] ? 'same text' : 'other text']},
      ];
    });
  }
  return rows;
}

/** What both pages show when they show the same text, or after some time. */
async function outlinesOf(pages: readonly Page[]) {
  const [product, plain] = pages as [Page, Page];
  const read = async (id: 'card' | 'bar') =>
    [
      await product.evaluate((of) => window.bench.outline(of), id),
      await plain.evaluate((of) => window.bench.outline(of), id),
    ] as const;
  for (const end = performance.now() + patience; ; await sleep(50)) {
    const outlines = {card: await read('card'), bar: await read('bar')};
    const same = Object.values(outlines).every(([ours, theirs]) => ours.text === theirs.text);
    if (same || performance.now() > end) return outlines;
  }
}
