import type {Page} from 'puppeteer-core';

import {notice} from './frames.ts';
import {frameAfter, sharedNow} from './link-page.ts';
import type {Numbers} from './numbers.ts';
import {count, ms, type Table} from './report.ts';
import type {Stage} from './stage.ts';
import {most, p50} from './stats.ts';

const extno = '1001';

/** The tab that holds the socket crashes: how long until another one has heard the call system. */
export async function failover(stage: Stage, {failover: {crashes}}: Numbers): Promise<Table> {
  const context = await stage.browser.createBrowserContext();
  const access = stage.access(extno);
  const query = new URLSearchParams(access).toString();
  const sockets = () => stage.callSystem.state().agents.find((agent) => agent.extno === extno)?.sockets ?? 0;

  async function open(): Promise<Page> {
    const page = await context.newPage();
    await page.goto(`${stage.pages.url}/library.html?${query}`);
    const joined = page.evaluate((options) => window.bench.join(options), access);
    // A tab that follows hears nothing until something is said.
    const saying = setInterval(() => stage.callSystem.frame({extno, text: notice(1)}), 50);
    await joined;
    clearInterval(saying);
    return page;
  }

  const waits: number[] = [];
  const sizes: number[] = [];
  let leader = await open();
  for (let nth = 0; nth < crashes; nth += 1) {
    const follower = await open();
    const devtools = await leader.createCDPSession();
    const crashed = sharedNow();
    devtools.send('Page.crash').catch(() => undefined);
    waits.push((await frameAfter(follower, crashed)) - crashed);
    sizes.push(sockets());
    await leader.close();
    leader = follower;
  }
  await context.close();
  return {
    title: `The tab that holds the socket crashes, ${crashes} times`,
    columns: ['next frame in another tab, p50', 'longest', 'most sockets'],
    rows: [{name: 'crash', cells: [ms(p50(waits)), ms(most(waits)), count(most(sizes))]}],
    notes: ['From the order to crash to the first frame of the new socket in a tab that followed.'],
  };
}
