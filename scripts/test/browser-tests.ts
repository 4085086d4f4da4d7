/** Tests of elements and journeys in Chromium, by the web test runner. */
import {startTestRunner, type Reporter, type TestRunner} from '@web/test-runner';

import {browserTests} from '../../test/rig/runner.ts';
import type {Tally} from './tally.ts';

type Session = ReturnType<TestRunner['sessions']['all']> extends Iterable<infer T> ? T : never;
type Suite = NonNullable<Session['testResults']>;
type Test = Suite['tests'][number];

export async function runInBrowser(
  root: string,
  executablePath: string,
  paths: readonly string[],
  tally: Tally,
): Promise<void> {
  if (paths.length === 0) return;
  tally.say(`▶ in the browser: ${paths.length} files`);
  let done = 0;
  const reporter: Reporter = {
    reportTestFileResults({sessionsForTestFile, testFile}) {
      const name = tally.nameOf(testFile);
      const tests = sessionsForTestFile.flatMap(({testResults}) => testsIn(testResults));
      const wrong = tests.filter(({passed, skipped}) => !passed && !skipped);
      const errors = sessionsForTestFile.flatMap((session) => session.errors);
      const hasFailed = sessionsForTestFile.some(({passed}) => !passed);
      for (const test of wrong) tally.failure(name, test.name, textOf(test.error));
      for (const error of errors) tally.failure(name, 'an error outside of tests', textOf(error));
      if (hasFailed && wrong.length + errors.length === 0)
        tally.failure(name, 'its tests', 'They did not run to their end.');
      done += 1;
      const failed = wrong.length + errors.length || Number(hasFailed);
      const passed = tests.filter((test) => test.passed).length;
      const ms = durationOf(tests);
      tally.part(`${name} (${done} of ${paths.length})`, passed, failed, ms);
    },
  };
  const runner = await startTestRunner({
    config: {...browserTests(root, executablePath, paths), reporters: [reporter]},
    readCliArgs: false,
    readFileConfig: false,
    autoExitProcess: false,
  });
  if (!runner) return tally.part('in the browser', 0, 1, 0);
  await new Promise((resolve) => runner.on('finished', resolve));
  await runner.stop();
  if (done < paths.length)
    tally.part(`${paths.length - done} files that did not run`, 0, paths.length - done, 0);
}

const testsIn = (suite: Suite | undefined): readonly Test[] =>
  suite ? [...suite.tests, ...suite.suites.flatMap(testsIn)] : [];

const durationOf = (tests: readonly Test[]) => tests.reduce((sum, {duration = 0}) => sum + duration, 0);

const textOf = (error: {readonly message?: string; readonly stack?: string} | undefined) =>
  `${error?.message ?? ''}\n${error?.stack ?? ''}`;
