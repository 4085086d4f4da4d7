import {setTimeout as sleep} from 'node:timers/promises';

import type {Page} from 'puppeteer-core';

import {info, nameOf, notice} from './frames.ts';
import type {Numbers} from './numbers.ts';
import {against, count, type Row, type Table} from './report.ts';
import {extnoOf, type Stage} from './stage.ts';
import {most, p50, p95} from './stats.ts';

const pause = 60;
/** More than a second, to which browsers round the timers of hidden pages, and never at the same part of one. */
const longPause = 1130;

const names = ['product', 'plain'] as const;
type Name = (typeof names)[number];

/** When each `info` frame was sent to a page, on the clock that all processes share. */
type Sent = Map<string, number>;

/** Frames that arrive while another tab is in front. */
export async function hiddenTab(stage: Stage, {hiddenTab: {singles, pairs}}: Numbers): Promise<Table> {
  const {pages, close} = await stage.openInStrictBrowser([...names, 'blank']);
  const [product, plain, front] = pages as [Page, Page, Page];
  await front.bringToFront();
  await prepare(product);
  await prepare(plain);

  const sent: Record<Name, Sent> = {product: new Map(), plain: new Map()};
  const send = (frame: string, index?: number) => {
    for (const name of names) {
      if (index !== undefined) sent[name].set(nameOf(index), performance.timeOrigin + performance.now());
      stage.callSystem.frame({extno: extnoOf(name), text: frame});
    }
  };
  send(notice(2));
  await sleep(1000);
  for (let index = 0; index < singles; index += 1) {
    send(info(index), index);
    await sleep(pause);
  }
  for (let index = singles; index < singles + 2 * pairs; index += 2) {
    send(info(index));
    await sleep(5);
    send(info(index + 1), index + 1);
    await sleep(longPause);
  }

  const gaps = await product.evaluate(() => window.bench.timerGaps(1200));
  const delays = [
    await delaysIn(product, sent.product, singles),
    await delaysIn(plain, sent.plain, singles),
  ] as const;
  await close();
  const [ofProduct, ofPlain] = delays;
  return {
    title: 'In a hidden tab: from sending an info frame to the card in the DOM',
    columns: ['agent-bar', 'plain page', 'ratio'],
    rows: [
      against('after quiet, p50', p50(ofProduct.singles), p50(ofPlain.singles)),
      against('after quiet, p95', p95(ofProduct.singles), p95(ofPlain.singles)),
      shownRow(ofProduct.singles, ofPlain.singles, singles),
      against('5 ms after another, p50', p50(ofProduct.seconds), p50(ofPlain.seconds)),
      against('5 ms after another, longest', most(ofProduct.seconds), most(ofPlain.seconds)),
      shownRow(ofProduct.seconds, ofPlain.seconds, pairs),
    ],
    notes: [
      `A tab of its own browser, which holds timers back: one of 100 ms took up to ${Math.round(most(gaps))} ms.`,
    ],
  };
}

async function prepare(page: Page) {
  await page.evaluate(() => window.bench.watchCard());
  const visibility = await page.evaluate(() => document.visibilityState);
  if (visibility !== 'hidden') throw new Error(`The page in the background is ${visibility}.`);
}

const seen = (delays: readonly number[]) => delays.filter((delay) => !Number.isNaN(delay));

async function delaysIn(page: Page, sent: Sent, singles: number) {
  const samples = await page.evaluate(() => window.bench.samples);
  const shownAt = new Map(samples.map(({name, at}) => [name, at]));
  const delays = [...sent].map(([name, at]) => (shownAt.get(name) ?? Number.NaN) - at);
  return {singles: seen(delays.slice(0, singles)), seconds: seen(delays.slice(singles))};
}

const shownRow = (product: readonly number[], plain: readonly number[], of: number): Row => ({
  name: '  shown',
  cells: [count(product.length), count(plain.length), `of ${of}`],
});
