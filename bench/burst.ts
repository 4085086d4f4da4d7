import type {Page} from 'puppeteer-core';

import {burstOf, nameOf} from './frames.ts';
import {growth, memoryOf, memoryRows, objectsIn, shareOf, type Memory} from './memory.ts';
import type {Numbers} from './numbers.ts';
import type {BurstResult} from './page/burst.ts';
import {bytes, count, ms, ratio, type Cell, type Row, type Table} from './report.ts';
import {closeWindow, extnoOf, type Stage} from './stage.ts';
import {longestTaskOf} from './tasks.ts';

const limit = 15_000;

class Contestant {
  readonly bursts: BurstResult[] = [];
  readonly memories: Memory[] = [];
  /** Bytes of objects, once the browser has compiled what it will compile, and in the end. */
  readonly objects: number[] = [];

  /** In its last burst (ms of processor time). */
  longestTask = Number.NaN;

  readonly title: string;
  readonly page: Page;
  readonly extno: string;

  /** How many of the bursts it goes through. */
  readonly rounds: number;

  constructor(title: string, page: Page, extno: string, rounds = 2) {
    this.title = title;
    this.page = page;
    this.extno = extno;
    this.rounds = rounds;
  }

  get gaveUp() {
    return this.bursts.some(({finished}) => !finished);
  }

  shown(round: number): number {
    const burst = this.bursts[round];
    return burst?.finished ? burst.shown : Number.NaN;
  }

  /** By each of the bursts between two rounds. */
  grown(from: number, to: number): Memory | undefined {
    const [before, after] = [this.memories[from], this.memories[to]];
    return before && after && shareOf(growth(before, after), to - from);
  }
}

/** More than any agent will ever get at once: after a night with a broken line, or from a server gone mad. */
export async function burstOfFrames(stage: Stage, {burstOfFrames: numbers}: Numbers): Promise<Table> {
  const {first, length: each, bursts, settled} = numbers;
  // The first fills what is kept, and counts the renders; the others are timed and weighed.
  const lengths = [first, ...Array.from({length: bursts - 1}, () => each)];
  const paced = '1004';
  const contestants = [
    new Contestant(
      'agent-bar',
      await stage.open('product', undefined, '&drafts=browser'),
      extnoOf('product'),
      bursts,
    ),
    new Contestant('plain, paced', await stage.open('plain', paced, '&paced'), paced),
    new Contestant('plain page', await stage.open('plain'), extnoOf('plain')),
    new Contestant('socket alone', await stage.open('socket'), extnoOf('socket')),
  ];
  for (const [round, length] of lengths.entries()) {
    for (const one of contestants) {
      if (one.gaveUp || round >= one.rounds) continue;
      await run(stage, one, round, length);
      // When it has settled, the browser has compiled what it will compile: what grows from there on is held by the page.
      if (!one.gaveUp && (round === settled || round === lengths.length - 1))
        one.objects.push(await objectsIn(one.page));
      if (one.gaveUp || round === one.rounds - 1) await closeWindow(one.page);
    }
  }
  return {
    title: `Burst of ${each.toLocaleString('en')} frames over the socket: 70 % notice, 20 % message, 10 % info`,
    columns: contestants.map(({title}) => title),
    rows: rowsOf(contestants, numbers),
    notes: [
      'The plain page renders at once for every frame; paced, once for each animation frame.',
      'Until shown: from the first message event to the animation frame that finds the last card in the DOM.',
      `The first burst, of ${first.toLocaleString('en')} frames, fills the lists, counts renders and runs code that the browser has not compiled yet; growth is measured after garbage collection.`,
      'Growth by the 2nd burst is compiled code for the most part. The drafts of agent-bar are kept by the browser.',
    ],
  };
}

async function run(stage: Stage, one: Contestant, round: number, length: number) {
  const {page, extno, bursts, memories} = one;
  const burst = async () => {
    const {frames, last} = burstOf(length, round * 2 * length);
    const order = {end: nameOf(last), length, countRenders: round === 0, limit};
    const following = page.evaluate((how) => window.bench.startBurst(how), order);
    // The page answers in order: now it follows.
    await page.evaluate(() => undefined);
    for (const text of frames) stage.callSystem.frame({extno, text});
    bursts.push(await following);
  };
  if (round === one.rounds - 1) one.longestTask = await longestTaskOf(page, burst);
  else await burst();
  if (bursts.at(-1)?.finished) memories.push(await memoryOf(page));
}

function longestOf(bursts: readonly BurstResult[]): Cell {
  const longest = Math.max(...bursts.map(({longestTask}) => longestTask));
  return longest > 0 ? ms(longest) : 'none over 50 ms';
}

function rowsOf(
  all: readonly Contestant[],
  {length, bursts: last, settled}: Numbers['burstOfFrames'],
): readonly Row[] {
  const row = (name: string, cell: (one: Contestant) => Cell): Row => ({name, cells: all.map(cell)});
  const product = all[0]!;
  const shown = (one: Contestant, round: number) =>
    one.gaveUp && round > 0 ? `not in ${limit / 1000} s` : ms(one.shown(round));
  const counted = (of: (burst: BurstResult) => number) => (one: Contestant) =>
    one.bursts[0] ? count(of(one.bursts[0])) : '';
  return [
    row('until shown, 2nd burst', (one) => shown(one, 1)),
    row('until shown, 3rd burst', (one) => shown(one, 2)),
    row('ratio of agent-bar to this, 2nd', (one) => ratio(product.shown(1), one.shown(1))),
    row('longest task, 1st burst', ({bursts}) => longestOf(bursts.slice(0, 1))),
    row(`longest task, bursts of ${length.toLocaleString('en')}`, ({bursts}) => longestOf(bursts.slice(1))),
    row('longest task of the last burst, processor time', ({longestTask}) => ms(longestTask)),
    row(
      '1st burst: animation frames',
      counted(({frames}) => frames),
    ),
    row(
      '1st burst: renders of the bar',
      counted(({renders}) => renders.bar),
    ),
    row(
      '1st burst: renders of the card',
      counted(({renders}) => renders.card),
    ),
    ...memoryRows(
      'grown by the 2nd burst',
      all.map((one) => one.grown(0, 1)),
    ),
    ...memoryRows(
      `grown by a burst, ${settled + 2}th to ${last}th`,
      all.map((one) => one.grown(settled, last - 1)),
    ),
    row('  of the heap objects, without compiled code', ({objects: [before = NaN, after = NaN]}) =>
      bytes((after - before) / (last - 1 - settled)),
    ),
  ];
}
