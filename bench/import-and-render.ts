import type {LoadOrder, LoadResult} from './page/load.ts';
import {against, type Table} from './report.ts';
import {closeWindow, type Stage} from './stage.ts';
import {p50, p95} from './stats.ts';

const warmUps = 1;
const samples = 21;

const ourselves = ({access}: Stage): LoadOrder => ({
  url: '/agent-bar.js',
  tags: ['agent-bar', 'screen-pop', 'sms-dialog'],
  properties: access('1001'),
});

const floor: LoadOrder = {
  url: '/empty-element.js',
  tags: ['empty-element', 'empty-element', 'empty-element'],
  properties: {},
};

/** The product in a page that has never seen it, beside the smallest possible element, taking turns to be first. */
export async function importAndRender(stage: Stage): Promise<Table> {
  const product: LoadResult[] = [];
  const empty: LoadResult[] = [];
  for (let round = -warmUps; round < samples; round += 1) {
    const page = await stage.open('blank');
    const load = (order: LoadOrder) => page.evaluate((what) => window.bench.load(what), order);
    // The first module of a page also pays for the browser's own start.
    await load({url: 'data:text/javascript,', tags: [], properties: {}});
    const turns = [
      async () => product.push(await load(ourselves(stage))),
      async () => empty.push(await load(floor)),
    ];
    for (const take of round % 2 ? turns : turns.toReversed()) await take();
    await closeWindow(page);
    if (round < 0) [product, empty].map((results) => results.pop());
  }
  const rows = [
    ['import until the bar is defined, p50', 'imported', p50],
    ['import until the bar is defined, p95', 'imported', p95],
    ['import until all three are defined, p50', 'defined', p50],
    ['import until all three are defined, p95', 'defined', p95],
    ['first render of three, p50', 'rendered', p50],
    ['first render of three, p95', 'rendered', p95],
  ] as const;
  return {
    title: `Import over HTTP on this machine and first render, in ${samples} fresh pages`,
    columns: ['agent-bar', 'empty element', 'ratio'],
    rows: rows.map(([name, part, of]) =>
      against(name, of(product.map((result) => result[part])), of(empty.map((result) => result[part]))),
    ),
    notes: ['The empty element is a custom element without a library: a shadow root with one word in it.'],
  };
}
