import type {Page} from 'puppeteer-core';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Processor time in microseconds. */
  readonly tdur?: number;
}

/** The processor time of the longest task while something goes on (ms): what other processes take from it is left out. */
export async function longestTaskOf(page: Page, act: () => Promise<unknown>): Promise<number> {
  await page.tracing.start({categories: ['toplevel', 'devtools.timeline']});
  await act();
  const trace = await page.tracing.stop();
  const {traceEvents} = JSON.parse(new TextDecoder().decode(trace)) as {traceEvents: readonly TraceEvent[]};
  const thread = ({pid, tid}: TraceEvent) => `${pid}/${tid}`;
  // Only the page in front paints.
  const main = new Set(traceEvents.filter(({name}) => name === 'FireAnimationFrame').map(thread));
  const tasks = traceEvents.filter((event) => event.ph === 'X' && event.name.endsWith('RunTask'));
  const times = tasks.filter((event) => main.has(thread(event))).map(({tdur = 0}) => tdur / 1000);
  return times.reduce((most, time) => Math.max(most, time), 0);
}
