/** Counts what has passed and failed, tells it while it happens, and all failures once more at the end. */
import {relative} from 'node:path';

export interface Tally {
  /** A path as it is told: from the folder of tests on. */
  nameOf(path: string): string;
  say(line: string): void;
  /** A part has ended. */
  part(name: string, passed: number, failed: number, ms: number): void;
  /** Told at once, and again at the end. */
  failure(where: string, name: string, why: string): void;
  /** Tells the end. Returns the exit code: 1 when something failed, or nothing ran. */
  close(): 0 | 1;
}

const say = (line: string) => console.log(line);

export function createTally(root: string): Tally {
  const total = {passed: 0, failed: 0};
  const failures: string[] = [];
  return {
    nameOf: (path) => relative(`${root}/test`, path),
    say,
    part(name, passed, failed, ms) {
      total.passed += passed;
      total.failed += failed;
      const what = failed > 0 ? `${passed} passed, ${failed} failed` : `${passed} passed`;
      say(`${failed > 0 ? '✖' : '✔'} ${name}: ${what} (${(ms / 1000).toFixed(1)} s)`);
    },
    failure(where, name, why) {
      const text = `✖ ${where}: ${name}\n${why.trim()}`;
      failures.push(text);
      say(`\n${text}\n`);
    },
    close() {
      if (failures.length > 0) say('\nWhat failed, once more:');
      for (const failure of failures) say(`\n${failure}`);
      say(`\n${total.passed} passed, ${total.failed} failed`);
      return total.failed > 0 || total.passed === 0 ? 1 : 0;
    },
  };
}
