/**
 * Measures what was built, side by side with pages that do the same by hand, and writes `dist/bench.json`.
 * `npm run bench -- outages` runs those whose name contains a word, `npm run bench -- soak --minutes=5` a long one
 * that is otherwise left out.
 */
import {writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';

import {longMeasurements, measurements} from '../bench/measurements.ts';
import {textOf, type Table} from '../bench/report.ts';
import {setStage} from '../bench/stage.ts';
import {buildCdn} from './build.ts';

const out = fileURLToPath(new URL('../dist/bench.json', import.meta.url));
const begun = performance.now();
const {positionals, values} = parseArgs({allowPositionals: true, options: {minutes: {type: 'string'}}});
const wanted = positionals.map((word) => word.toLowerCase());
const isWanted = ({name}: {readonly name: string}) =>
  wanted.some((word) => name.toLowerCase().includes(word));
const chosen = wanted.length === 0 ? measurements : [...measurements, ...longMeasurements].filter(isWanted);
const flags = values.minutes === undefined ? {} : {minutes: Number(values.minutes)};
const seconds = () => Math.round((performance.now() - begun) / 1000);

await buildCdn();
const stage = await setStage();
const tables: Table[] = [];
try {
  const browser = await stage.browser.version();
  console.log(`${browser}, Node ${process.versions.node}\n`);
  for (const measure of chosen) {
    const table = await measure(stage, flags);
    tables.push(table);
    console.log(`${textOf(table)}\n`);
  }
  writeFileSync(out, `${JSON.stringify({browser, node: process.versions.node, tables}, undefined, 2)}\n`);
  console.log(`Written to dist/bench.json after ${seconds()} s.`);
} finally {
  await stage.close();
}
