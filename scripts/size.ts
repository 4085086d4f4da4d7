/** The budget of what a page loads. Fails when the script for pages outgrows it. */
import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

/** Bytes of dist/cdn/agent-bar.js after gzip -9. */
const budget = 30_000;

/** Bytes of a file after `gzip -9`: the program's, because Node's own deflate gives up to 1 % more. */
export function gzipSize(file: string): number {
  return execFileSync('gzip', ['-9'], {input: readFileSync(file)}).length;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const size = gzipSize(fileURLToPath(new URL('../dist/cdn/agent-bar.js', import.meta.url)));
  console.log(`dist/cdn/agent-bar.js: ${size} bytes gzip -9 (budget ${budget})`);
  if (size > budget) process.exitCode = 1;
}
