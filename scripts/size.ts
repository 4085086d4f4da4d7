/** The sizes of the scripts for pages. Fails when one outgrows its budget, or is not ASCII. */
import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

const folder = fileURLToPath(new URL('../dist/cdn/', import.meta.url));

/** Bytes of each script after gzip -9. */
const budget = 72_000;

export const cdnScripts = ['agent-bar.js', 'agent-bar.classic.js'] as const;

/** Bytes of a file after `gzip -9`: the program's, because Node's own deflate gives up to 1 % more. */
export function gzipSize(file: string): number {
  return execFileSync('gzip', ['-9'], {input: readFileSync(file)}).length;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const name of cdnScripts) {
    const size = gzipSize(folder + name);
    const isAscii = readFileSync(folder + name).every((byte) => byte < 0x80);
    console.log(
      `dist/cdn/${name}: ${size} bytes gzip -9 (budget ${budget})${isAscii ? '' : ', and not ASCII'}`,
    );
    if (size > budget || !isAscii) process.exitCode = 1;
  }
}
