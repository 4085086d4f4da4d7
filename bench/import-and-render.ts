import type {Numbers} from './numbers.ts';
import type {LoadOrder, LoadResult} from './page/load.ts';
import {amazonConnectStreams} from './peers.ts';
import {atMost, missing, ms, ratio, type Table} from './report.ts';
import {closeWindow, type Stage} from './stage.ts';
import {p50, p95} from './stats.ts';

const ourselves = ({access}: Stage): LoadOrder => ({
  url: '/agent-bar.js',
  kind: 'module',
  tags: ['agent-bar', 'screen-pop', 'sms-dialog'],
  properties: access('1001'),
});

const floor: LoadOrder = {
  url: '/empty-element.js',
  kind: 'module',
  tags: ['empty-element', 'empty-element', 'empty-element'],
  properties: {},
};

const peerOrder: LoadOrder = {url: '/peer.js', kind: 'classic', tags: [], properties: {}};

const target = 0.5;

/** The product, the smallest possible element and a peer, each in pages that have never seen it, taking turns. */
export async function importAndRender(
  stage: Stage,
  {importAndRender: {warmUps, samples}}: Numbers,
): Promise<Table> {
  const peer = amazonConnectStreams();
  if (peer.script) stage.pages.add(peerOrder.url, peer.script);
  const orders = [ourselves(stage), floor, ...(peer.script ? [peerOrder] : [])];
  const results = new Map<LoadOrder, LoadResult[]>(orders.map((order) => [order, []]));
  for (let round = -warmUps; round < samples; round += 1) {
    for (const order of round % 2 ? orders : orders.toReversed()) {
      const result = await loadOnce(stage, order);
      if (round >= 0) results.get(order)!.push(result);
    }
  }
  const [product = [], empty = [], theirs = []] = results.values();
  const rows = (['imported', 'defined', 'rendered', 'whole'] as const).flatMap((part) =>
    [p50, p95].map((percentile) => {
      const [ours, least] = [percentile(of(product, part)), percentile(of(empty, part))];
      const other = part === 'whole' ? percentile(of(theirs, part)) : Number.NaN;
      const against = part === 'whole' ? [ms(other), ratio(ours, other), atMost(target)] : [];
      return {
        name: `${names[part]}, ${percentile === p50 ? 'p50' : 'p95'}`,
        cells: [ms(ours), ms(least), ratio(ours, least), ...against],
      };
    }),
  );
  return {
    title: `Import over HTTP on this machine and first render, in ${samples} fresh pages each`,
    columns: ['agent-bar', 'empty element', 'ratio', peer.name, 'ratio', 'target'],
    rows,
    notes: [
      'The empty element is a custom element without a library: a shadow root with one word in it.',
      peer.script
        ? `${peer.name} is its minified script, from its request to its load event; it renders nothing by itself.`
        : `${peer.name} could not be fetched: ${missing} stands in its place.`,
    ],
  };
}

const names: Readonly<Record<keyof LoadResult, string>> = {
  imported: 'import until the bar is defined',
  defined: 'import until all three are defined',
  rendered: 'first render of three',
  whole: 'import, definition and first render',
};

const of = (all: readonly LoadResult[], part: keyof LoadResult) => all.map((result) => result[part]);

async function loadOnce(stage: Stage, order: LoadOrder): Promise<LoadResult> {
  const page = await stage.open('blank');
  const load = (what: LoadOrder) => page.evaluate((one) => window.bench.load(one), what);
  // The first module of a page also pays for the browser's own start.
  await load({url: 'data:text/javascript,', kind: 'module', tags: [], properties: {}});
  const result = await load(order);
  await closeWindow(page);
  return result;
}
