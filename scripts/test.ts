/** All tests: what needs no browser in Node, elements and journeys in Chromium. `npm test -- journeys` runs a part. */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readdirSync} from 'node:fs';
import {dirname, relative} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';

import {startTestRunner} from '@web/test-runner';

import {browserTests} from '../test/rig/runner.ts';
import {findOrInstallBrowser} from './browser.ts';
import {buildCdn} from './build.ts';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const inBrowser = new Set(['elements', 'journeys']);
const wanted = process.argv.slice(2);

const testFiles = readdirSync(`${root}/test`, {recursive: true, encoding: 'utf8'})
  .filter((file) => file.endsWith('.test.ts'))
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
  .map((file) => ({path: `${root}/test/${file}`, folder: file.split(/[/\\]/)[0] ?? ''}))
  .toSorted((a, b) => a.path.localeCompare(b.path));
const browserFiles = testFiles.filter(({folder}) => inBrowser.has(folder)).map(({path}) => path);
const nodeFiles = testFiles.filter(({folder}) => !inBrowser.has(folder)).map(({path}) => path);

const executablePath = await findOrInstallBrowser();
process.env['CHROME_PATH'] = executablePath;
await buildCdn();

/** A folder whose tests take longer waits for something that does not come (ms). */
const longest = 600_000;

/** What failed, with why. It is told last, where nobody has to look for it. */
const failures: string[] = [];

const total = sum([await runInNode(nodeFiles), await runInBrowser(browserFiles)]);
for (const failure of failures) console.log(`\n${failure}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);

interface Result {
  readonly passed: number;
  readonly failed: number;
}

function sum(results: readonly Result[]): Result {
  return results.reduce((a, b) => ({passed: a.passed + b.passed, failed: a.failed + b.failed}), {
    passed: 0,
    failed: 0,
  });
}

/** One process for each folder: starting one for each file would take longer than the tests. */
async function runInNode(paths: readonly string[]): Promise<Result> {
  const folders = [...new Set(paths.map((path) => dirname(path)))];
  const queue = folders.map((folder) => paths.filter((path) => dirname(path) === folder));
  const results: Result[] = [];
  const work = async () => {
    for (let files = queue.shift(); files; files = queue.shift()) results.push(await runProcess(files));
  };
  await Promise.all([work(), work()]);
  return sum(results);
}

async function runProcess(paths: readonly string[]): Promise<Result> {
  const imports = paths
    .map((path) => `await import(${JSON.stringify(pathToFileURL(path).href)});`)
    .join('\n');
  const args = ['--import', 'tsx', '--test-reporter=spec', '--input-type=module', '--eval', imports];
  const runner = spawn(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: longest,
    killSignal: 'SIGKILL',
  });
  let output = '';
  runner.stdout.setEncoding('utf8');
  for await (const chunk of runner.stdout) output += chunk as string;
  const code =
    runner.exitCode ?? runner.signalCode ?? (await once(runner, 'exit')).find((end) => end !== null);
  console.log(`\n${relative(root, dirname(paths[0] ?? root))}\n${output}`);
  const count = (name: string) => Number(new RegExp(`^ℹ ${name} (\\d+)$`, 'm').exec(output)?.[1] ?? 0);
  const failed = count('fail') + count('cancelled');
  const why = output.split('\n✖ failing tests:\n')[1] ?? (code === 0 ? '' : `It ended with ${code}.`);
  if (why) failures.push(`${relative(root, dirname(paths[0] ?? root))}\n${why.trim()}`);
  return {passed: count('pass'), failed: code === 0 ? failed : Math.max(1, failed)};
}

async function runInBrowser(paths: readonly string[]): Promise<Result> {
  if (paths.length === 0) return {passed: 0, failed: 0};
  const config = browserTests(root, executablePath, paths);
  const runner = await startTestRunner({
    config,
    readCliArgs: false,
    readFileConfig: false,
    autoExitProcess: false,
  });
  if (!runner) return {passed: 0, failed: 1};
  const success = await new Promise<boolean>((resolve) => {
    runner.on('finished', resolve);
  });
  const sessions = [...runner.sessions.all()];
  await runner.stop();
  const results = sessions.map(({testFile, testResults, errors}) => {
    const tests = flat(testResults);
    const wrong = tests.filter((test) => !test.passed && !test.skipped);
    const causes = [...wrong.map(({name, error}) => ({...error, name})), ...errors];
    if (causes.length > 0) failures.push([relative(root, testFile), ...causes.map(words)].join('\n'));
    return {passed: tests.filter((test) => test.passed).length, failed: wrong.length};
  });
  const {passed, failed} = sum(results);
  return {passed, failed: success ? failed : Math.max(1, failed)};
}

interface Cause {
  readonly name?: string;
  readonly message?: string;
  readonly stack?: string;
}

function words({name = '', message = '', stack = ''}: Cause): string {
  return `✖ ${name}\n${message}\n${stack}`;
}

interface Suite {
  readonly tests: readonly {
    readonly name: string;
    readonly passed: boolean;
    readonly skipped: boolean;
    readonly error?: Cause;
  }[];
  readonly suites: readonly Suite[];
}

function flat(suite: Suite | undefined): Suite['tests'] {
  return suite ? [...suite.tests, ...suite.suites.flatMap(flat)] : [];
}
