import {setTimeout as sleep} from 'node:timers/promises';

import type {Page} from 'puppeteer-core';

import {largeForm} from './form-fields.ts';
import {info, notice} from './frames.ts';
import type {Numbers} from './numbers.ts';
import {against, count, type Table} from './report.ts';
import {closeWindow, extnoOf, type Stage} from './stage.ts';
import {most, p50, p95} from './stats.ts';

/** Between two frames, and between two letters, each page has more than two animation frames of quiet. */
const pause = 40;

const names = ['product-form', 'plain-form'] as const;

/** A card with sixty fields: from its frame to its layout, then typing into it, one page at a time, in turn. */
export async function largeForms(stage: Stage, {largeForms: numbers}: Numbers): Promise<Table> {
  const {warmUps, calls, letters} = numbers;
  const pages = [await stage.open(names[0]), await stage.open(names[1])] as const;
  for (const page of pages) await page.evaluate(() => window.bench.watchLayout());

  async function toEach(...frames: readonly string[]) {
    for (const name of names) {
      for (const text of frames) stage.callSystem.frame({extno: extnoOf(name), text});
      await sleep(pause);
    }
  }

  await toEach(notice(2));
  for (let round = 0; round < warmUps + calls; round += 1) {
    await toEach(info(round));
    if (round < warmUps + calls - 1) await toEach(notice(3), notice(1), notice(2));
  }
  const [card, plainCard] = await fromBoth(pages, () => window.bench.laidOut);

  for (const page of pages) {
    await page.evaluate(() => window.bench.watchTyping());
    await page.focus('#card >>> textarea');
  }
  for (let letter = 0; letter < warmUps + letters; letter += 1) {
    for (const page of letter % 2 ? pages : pages.toReversed()) {
      await page.keyboard.press('a');
      await sleep(pause);
    }
  }
  const [typing, plainTyping] = await fromBoth(pages, () => window.bench.strokes);
  for (const page of pages) await closeWindow(page);

  const of = <T>(samples: readonly T[], key: keyof T) =>
    samples.slice(warmUps).map((one) => Number(one[key]));
  const rows = [
    ['card in the DOM', of(card, 'rendered'), of(plainCard, 'rendered')],
    ['card laid out', of(card, 'laidOut'), of(plainCard, 'laidOut')],
    ['work of a key stroke', of(typing, 'work'), of(plainTyping, 'work')],
    ['key stroke to paint', of(typing, 'painted'), of(plainTyping, 'painted')],
  ] as const;
  return {
    title: `A form of ${largeForm.length} fields: ${calls} calls, ${letters} key strokes`,
    columns: ['agent-bar', 'plain page', 'ratio'],
    rows: rows.flatMap(([name, ours, theirs]) => [
      against(`${name}, p50`, p50(ours), p50(theirs)),
      against(`${name}, p95`, p95(ours), p95(theirs)),
      against(`${name}, most`, most(ours), most(theirs)),
      {name: '  samples', cells: [count(ours.length), count(theirs.length), '']},
    ]),
    notes: [
      'The plain page builds the same controls by hand and does nothing with what is typed.',
      'A key stroke is painted with the next animation frame, which comes every 16.7 ms.',
    ],
  };
}

async function fromBoth<T>([product, plain]: readonly [Page, Page], read: () => T) {
  return [await product.evaluate(read), await plain.evaluate(read)] as const;
}
