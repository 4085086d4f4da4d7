/** The sizes of what a page loads. Fails when the script that it waits for outgrows its budget. */
import {execFileSync} from 'node:child_process';
import {readdirSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

const folder = fileURLToPath(new URL('../dist/cdn/', import.meta.url));

/** Bytes of the first script after gzip -9. */
const budget = 30_000;
const first = 'agent-bar.js';

/** Bytes of a file after `gzip -9`: the program's, because Node's own deflate gives up to 1 % more. */
export function gzipSize(file: string): number {
  return execFileSync('gzip', ['-9'], {input: readFileSync(file)}).length;
}

const rank = (name: string) => (name === first ? 0 : name.includes('.classic.') ? 2 : 1);

/** The scripts for pages by name: the one with the budget, what it fetches, and the one in one piece. */
export function cdnScripts(): readonly string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.js'));
  return names.toSorted((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const name of cdnScripts()) {
    const size = gzipSize(folder + name);
    console.log(`dist/cdn/${name}: ${size} bytes gzip -9${name === first ? ` (budget ${budget})` : ''}`);
    if (name === first && size > budget) process.exitCode = 1;
  }
}
