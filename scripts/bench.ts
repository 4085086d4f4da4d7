/**
 * Measures what was built, side by side with pages that do the same by hand, and writes the tables into
 * `docs/performance.md`. `npm run bench -- outages` runs the benchmarks whose name contains a word, `npm run bench --
 * soak --minutes=5` a long one that is otherwise left out, `--base=<commit>` names the build that ours is held
 * against. `--smallest` runs all of them with their smallest numbers and writes nothing: does each run to its end?
 */
import {parseArgs} from 'node:util';

import {longMeasurements, measurements, type Measurement} from '../bench/measurements.ts';
import {forFigures, smallest, type Numbers} from '../bench/numbers.ts';
import {writePerformance} from '../bench/performance.ts';
import {textOf, type Table} from '../bench/report.ts';
import {setStage, type Stage} from '../bench/stage.ts';
import {buildCdn} from './build.ts';

const {positionals, values} = parseArgs({
  allowPositionals: true,
  options: {minutes: {type: 'string'}, base: {type: 'string'}, smallest: {type: 'boolean', default: false}},
});
const all = [...measurements, ...longMeasurements];
const wanted = positionals.map((word) => word.toLowerCase());
const named = all.filter(({name}) => wanted.some((word) => name.toLowerCase().includes(word)));
const chosen = wanted.length > 0 ? named : values.smallest ? all : measurements;
const few = values.smallest ? smallest : forFigures;
const numbers: Numbers = {
  ...few,
  slowNetwork: {...few.slowNetwork, ...(values.base && {base: values.base})},
  soak: values.minutes ? {minutes: Number(values.minutes)} : few.soak,
};

/** A benchmark that waits for what never comes fails by its name. */
async function inTime(measure: Measurement, stage: Stage): Promise<Table> {
  const minutes = numbers.limit + (longMeasurements.includes(measure) ? numbers.soak.minutes : 0);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const tooLong = () => reject(new Error(`It did not end within ${minutes} minutes.`));
    timer = setTimeout(tooLong, minutes * 60_000);
  });
  return Promise.race([measure(stage, numbers), late]).finally(() => clearTimeout(timer));
}

const begun = performance.now();
await buildCdn();
let stage = await setStage();
const browser = await stage.browser.version();
console.log(`${browser}, Node ${process.versions.node}\n`);
const tables = new Map<string, Table>();
const failures: string[] = chosen.length > 0 ? [] : [`No benchmark is named like ${wanted.join(', ')}.`];
for (const measure of chosen) {
  try {
    const table = await inTime(measure, stage);
    tables.set(measure.name, table);
    console.log(`${textOf(table)}\n`);
  } catch (error) {
    failures.push(`${measure.name}: ${error instanceof Error ? error.message : String(error)}`);
    console.error(`✖ ${measure.name}`, error, '\n');
    // What it has left behind must not disturb the next one.
    await stage.close();
    stage = await setStage();
  }
}
await stage.close();
const written = !values.smallest && tables.size > 0;
if (written)
  writePerformance(
    tables,
    browser,
    all.map(({name}) => name),
  );
for (const failure of failures) console.error(`✖ ${failure}`);
const seconds = Math.round((performance.now() - begun) / 1000);
console.log(
  `${tables.size} of ${chosen.length} benchmarks in ${seconds} s${written ? ', written to docs/performance.md' : ''}.`,
);
// One that was given up may still be waiting.
process.exit(failures.length > 0 ? 1 : 0);
