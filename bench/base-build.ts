/** The scripts of an earlier version, built from its commit. */
import {execFileSync} from 'node:child_process';
import {mkdtempSync, rmSync, symlinkSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

import {scriptsIn, type Scripts} from './gzip-server.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Of the build (ms). */
const timeout = 300_000;

const git = (...args: string[]) => execFileSync('git', args, {cwd: root, stdio: 'ignore'});

/** Nothing where there is no git or no such commit, as in a packed copy. Built with the packages of today. */
export function buildOf(commit: string): Scripts | undefined {
  try {
    git('cat-file', '-e', `${commit}^{commit}`);
  } catch {
    return undefined;
  }
  const temporary = mkdtempSync(join(tmpdir(), 'agent-bar-base-'));
  const tree = join(temporary, 'tree');
  try {
    git('worktree', 'add', '--detach', tree, commit);
    symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
    execFileSync('npm', ['run', 'build'], {cwd: tree, stdio: ['ignore', 'ignore', 'inherit'], timeout});
    return scriptsIn(join(tree, 'dist/cdn'));
  } finally {
    git('worktree', 'remove', '--force', tree);
    rmSync(temporary, {recursive: true});
  }
}
