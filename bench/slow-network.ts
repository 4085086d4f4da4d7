import {fileURLToPath} from 'node:url';

import {buildOf} from './base-build.ts';
import {scriptsIn, serveCompressed, type Scripts, type SlowPage} from './gzip-server.ts';
import type {Numbers} from './numbers.ts';
import {against, missing, ms, type Row, type Table} from './report.ts';
import {closeWindow, type Stage} from './stage.ts';
import {p50} from './stats.ts';

const dist = fileURLToPath(new URL('../dist/cdn', import.meta.url));

/** A slow 4G line: milliseconds, and bytes in a second. */
const line = {latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8};

interface Sample {
  readonly open: number;
  readonly painted: number;
}

/** A page that holds nothing but the bar, on a slow line and with an empty cache: this build and an earlier one in turn. */
export async function slowNetwork(stage: Stage, {slowNetwork: {samples, base}}: Numbers): Promise<Table> {
  const earlier = buildOf(base);
  const builds: Readonly<Record<string, Scripts>> = {
    present: scriptsIn(dist),
    ...(earlier && {base: earlier}),
  };
  const server = await serveCompressed(builds);
  const taken = new Map<string, Sample[]>(Object.keys(builds).map((name) => [name, []]));
  for (let round = 0; round < samples; round += 1) {
    const turns = [...taken];
    for (const [name, all] of round % 2 ? turns : turns.toReversed())
      all.push(await visit(stage, `${server.url}/${name}/`));
  }
  server.close();
  const [present = [], before = []] = taken.values();
  const median = (all: readonly Sample[], key: keyof Sample) => p50(all.map((one) => one[key]));
  const row = (name: string, key: keyof Sample, target: number): Row =>
    earlier
      ? against(name, median(present, key), median(before, key), target)
      : {name, cells: [ms(median(present, key)), 'not in this copy', missing]};
  return {
    title: `On a slow line: from the navigation on, medians of ${samples}`,
    columns: ['this build', `commit ${base}`, 'ratio', 'target'],
    rows: [row('link open', 'open', 1.05), row('first contentful paint', 'painted', 1)],
    notes: [
      '150 ms latency, 1.6 Mbit/s down, 750 kbit/s up, as the browser emulates it; scripts and page are served with gzip, nothing is in the cache, and the page holds nothing but the bar.',
    ],
  };
}

async function visit(stage: Stage, url: string): Promise<Sample> {
  const page = await (await stage.browser.createBrowserContext()).newPage();
  await page.emulateFocusedPage(true);
  const devtools = await page.createCDPSession();
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', {offline: false, ...line});
  await page.goto(`${url}?${new URLSearchParams(stage.access('1001')).toString()}`);
  const sample = await page.waitForFunction(() => {
    const open = (window as SlowPage).linkOpen;
    const [paint] = performance.getEntriesByName('first-contentful-paint');
    return open !== undefined && paint && {open, painted: paint.startTime};
  });
  const result = (await sample.jsonValue()) as Sample;
  await closeWindow(page);
  return result;
}
