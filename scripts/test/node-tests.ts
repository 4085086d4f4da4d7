/** Tests without a browser of the runner: a process for each folder, because one for each file would take longer than the tests. */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {dirname} from 'node:path';
import {createInterface} from 'node:readline';
import {fileURLToPath, pathToFileURL} from 'node:url';

import {mark, type Report} from './node-reporter.ts';
import type {Tally} from './tally.ts';

/** A folder whose tests take longer waits for something that does not come (ms). */
const longest = 600_000;
/** How often a folder that takes long says how far it is (ms). */
const interval = 10_000;

const reporter = fileURLToPath(new URL('node-reporter.ts', import.meta.url));

export async function runInNode(root: string, paths: readonly string[], tally: Tally): Promise<void> {
  const names = [...new Set(paths.map((path) => dirname(path)))];
  const folders = names.map((name) => paths.filter((path) => dirname(path) === name));
  const work = async () => {
    for (let files = folders.shift(); files; files = folders.shift()) await runFolder(root, files, tally);
  };
  await Promise.all([work(), work()]);
}

async function runFolder(root: string, paths: readonly string[], tally: Tally): Promise<void> {
  const name = tally.nameOf(dirname(paths[0]!));
  const began = performance.now();
  let [passed, failed] = [0, 0];
  tally.say(`▶ ${name}: ${paths.length} files`);
  const timer = setInterval(() => tally.say(`  ${name}: ${passed} passed so far`), interval);

  const imports = paths.map((path) => `await import(${JSON.stringify(pathToFileURL(path).href)});`);
  const args = ['--import', 'tsx', `--test-reporter=${reporter}`, '--input-type=module', '--eval'];
  const runner = spawn(process.execPath, [...args, imports.join('\n')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: longest,
    killSignal: 'SIGKILL',
  });
  const ended = once(runner, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  for await (const line of createInterface(runner.stdout)) {
    if (!line.startsWith(mark)) {
      if (line.trim()) tally.say(`  ${line}`);
      continue;
    }
    const report = JSON.parse(line.slice(mark.length)) as Report;
    if (report.passed) passed += 1;
    else {
      failed += 1;
      tally.failure(name, report.name, report.why ?? '');
    }
  }
  const [code, signal] = await ended;
  clearInterval(timer);
  if (code !== 0 && failed === 0) {
    failed = 1;
    tally.failure(name, 'the process of its tests', `It ended with ${signal ?? code}.`);
  }
  tally.part(name, passed, failed, performance.now() - began);
}
