/** Sessions in a page of the benchmark whose frames are timed, and the line between it and the call system. */
import type {Page} from 'puppeteer-core';

import {startProxy, type FaultProxy} from '../test/rig/proxy.ts';
import type {Stage} from './stage.ts';

/** Milliseconds on the clock that all processes share. */
export const sharedNow = () => performance.timeOrigin + performance.now();

export const startLine = (stage: Stage): Promise<FaultProxy> => startProxy(stage.callSystem.port);

/** A page that loads the script and has no session yet. */
export const emptyPage = (stage: Stage): Promise<Page> => stage.open('library');

/** Makes a session in the page and resolves when its first frame has come. */
export async function join(stage: Stage, page: Page, server: string, extno: string): Promise<void> {
  const access = {server, extno, token: stage.callSystem.token(extno)};
  await page.evaluate((options) => window.bench.join(options), access);
}

/** When the first frame after a moment came to the nth session of the page. */
export async function frameAfter(page: Page, moment: number, nth = 0): Promise<number> {
  const found = await page.waitForFunction(
    (index, after) => window.bench.frames[index]?.find((at) => at > after),
    {polling: 20, timeout: 60_000},
    nth,
    moment,
  );
  return (await found.jsonValue()) ?? Number.NaN;
}
