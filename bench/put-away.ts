import {setTimeout as sleep} from 'node:timers/promises';

import type {Page} from 'puppeteer-core';

import {emptyPage, frameAfter, join, sharedNow} from './link-page.ts';
import type {Numbers} from './numbers.ts';
import {count, ms, type Row, type Table} from './report.ts';
import {closeWindow, type Stage} from './stage.ts';
import {most, p50} from './stats.ts';

const extno = '1001';

/** A page is frozen, or left and fetched back: how long until the server knows, and until the next frame. */
export async function putAwayAndBack(stage: Stage, {putAwayAndBack: {cycles}}: Numbers): Promise<Table> {
  return {
    title: `A page that is put away and comes back, ${cycles} times each`,
    columns: ['server knows, longest', 'next frame, p50', 'longest', 'most sockets'],
    rows: [
      await cycle(stage, cycles, 'frozen', freeze),
      await cycle(stage, cycles, 'left for another page, and back', leave),
    ],
  };
}

interface Way {
  readonly away: () => Promise<unknown>;
  readonly back: () => Promise<unknown>;
}

async function freeze(page: Page): Promise<Way> {
  const devtools = await page.createCDPSession();
  const turn = (state: 'frozen' | 'active') => devtools.send('Page.setWebLifecycleState', {state});
  return {away: () => turn('frozen'), back: () => turn('active')};
}

const leave = (page: Page): Way => ({
  away: () => page.goto('about:blank'),
  back: () => page.goBack(),
});

async function cycle(
  stage: Stage,
  cycles: number,
  name: string,
  way: (page: Page) => Way | Promise<Way>,
): Promise<Row> {
  const sockets = () => stage.callSystem.state().agents.find((agent) => agent.extno === extno)?.sockets ?? 0;
  const page = await emptyPage(stage);
  // A page that is said to have the focus is never frozen.
  await page.emulateFocusedPage(false);
  await join(stage, page, stage.callSystem.url, extno);
  const {away, back} = await way(page);
  const known: number[] = [];
  const heard: number[] = [];
  const open: number[] = [];
  for (let nth = 0; nth < cycles; nth += 1) {
    const left = sharedNow();
    const gone = away();
    while (sockets() > 0) await sleep(1);
    known.push(sharedNow() - left);
    await gone;
    const returned = sharedNow();
    await back();
    heard.push((await frameAfter(page, returned)) - returned);
    open.push(sockets());
  }
  await closeWindow(page);
  return {name, cells: [ms(most(known)), ms(p50(heard)), ms(most(heard)), count(most(open))]};
}
