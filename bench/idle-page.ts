import {setTimeout as sleep} from 'node:timers/promises';

import type {Page} from 'puppeteer-core';

import {info, nameOf, notice} from './frames.ts';
import type {Numbers} from './numbers.ts';
import type {Cell, Table} from './report.ts';
import {extnoOf, type Stage} from './stage.ts';

const names = ['product', 'blank'] as const;

/** A page in the middle of a call in which nothing happens but that the clocks go on. */
export async function idlePage(stage: Stage, {idlePage: {seconds}}: Numbers): Promise<Table> {
  const {pages, close} = await stage.openInStrictBrowser(names);
  const [product, blank] = pages as [Page, Page];
  await product.bringToFront();
  for (const text of [notice(2), info(0)]) stage.callSystem.frame({extno: extnoOf('product'), text});
  await product.waitForFunction((name) => window.bench.shownName() === name, {}, nameOf(0));
  await sleep(1000);
  const seen = await busy(product, seconds);
  await blank.bringToFront();
  await product.waitForFunction(() => document.hidden, {polling: 50});
  const hidden = await busy(product, seconds);
  await close();
  return {
    title: `A page in a call in which nothing happens, for ${seconds} s`,
    columns: ['seen', 'hidden'],
    rows: [{name: 'share of the time in which the main thread works', cells: [seen, hidden]}],
    notes: ['With the work of the browser to paint the two clocks.'],
  };
}

/** Which share of the time the main thread of a page has something to do. */
async function busy(page: Page, seconds: number): Promise<Cell> {
  const session = await page.createCDPSession();
  await session.send('Performance.enable');
  const work = async () => {
    const {metrics} = await session.send('Performance.getMetrics');
    return metrics.find(({name}) => name === 'TaskDuration')!.value * 1000;
  };
  const before = await work();
  await sleep(seconds * 1000);
  const share = ((await work()) - before) / (seconds * 1000);
  await session.detach();
  return `${(share * 100).toFixed(2)} %`;
}
