/** All tests: what needs no browser in Node, elements and journeys in Chromium. `npm test -- journeys` runs a part. */
import {readdirSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

import {findOrInstallBrowser} from './browser.ts';
import {buildCdn} from './build.ts';
import {runInBrowser} from './test/browser-tests.ts';
import {runInNode} from './test/node-tests.ts';
import {createTally} from './test/tally.ts';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const inBrowser = new Set(['elements', 'journeys']);
const wanted = process.argv.slice(2);

const testFiles = readdirSync(`${root}/test`, {recursive: true, encoding: 'utf8'})
  .filter((file) => file.endsWith('.test.ts'))
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
  .map((file) => ({path: `${root}/test/${file}`, folder: file.split(/[/\\]/)[0] ?? ''}))
  .toSorted((a, b) => a.path.localeCompare(b.path));
const pathsOf = (browser: boolean) =>
  testFiles.filter(({folder}) => inBrowser.has(folder) === browser).map(({path}) => path);

const executablePath = await findOrInstallBrowser();
process.env['CHROME_PATH'] = executablePath;
console.log(`${testFiles.length} files with tests. Building the scripts for pages …`);
await buildCdn();

const tally = createTally(root);
await runInNode(root, pathsOf(false), tally);
await runInBrowser(root, executablePath, pathsOf(true), tally);
process.exit(tally.close());
