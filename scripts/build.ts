/** Builds the package: `dist/` for bundlers with its types, `dist/cdn/` for script tags. */
import {execFileSync} from 'node:child_process';
import {rmSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

import {build} from 'vite';

import {cdnBuild} from '../vite.config.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The script for pages, once as an ES module and once as a classic script. */
export async function buildCdn(): Promise<void> {
  rmSync(`${root}/dist/cdn`, {recursive: true, force: true});
  for (const format of ['es', 'iife'] as const) await build({...cdnBuild(format), root});
}

function buildModules() {
  execFileSync(process.execPath, ['node_modules/typescript7/bin/tsc', '-p', 'tsconfig.build.json'], {
    cwd: root,
    stdio: 'inherit',
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  rmSync(`${root}/dist`, {recursive: true, force: true});
  await buildCdn();
  buildModules();
  console.log('Built dist/ and dist/cdn/.');
}
