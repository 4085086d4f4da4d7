/** Scripts of others that do a similar job. They are fetched when they are measured, and are no dependency. */
import {execFileSync} from 'node:child_process';
import {existsSync, mkdirSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

const cache = fileURLToPath(new URL('../.cache/peers', import.meta.url));

export interface Peer {
  readonly name: string;
  /** Absent where it could not be fetched. */
  readonly script: string | undefined;
}

/** The phone bar of Amazon Connect: a classic script. */
export function amazonConnectStreams(): Peer {
  const version = '2.28.2';
  const file = 'package/release/connect-streams-min.js';
  return {
    name: `amazon-connect-streams ${version}`,
    script: fetched(`amazon-connect-streams@${version}`, `amazon-connect-streams-${version}`, file),
  };
}

function fetched(spec: string, folder: string, file: string): string | undefined {
  const path = `${cache}/${folder}/${file}`;
  try {
    if (!existsSync(path)) {
      mkdirSync(`${cache}/${folder}`, {recursive: true});
      execFileSync('npm', ['pack', spec, '--silent'], {
        cwd: cache,
        stdio: ['ignore', 'ignore', 'inherit'],
        timeout: 60_000,
      });
      execFileSync('tar', ['-xzf', `${folder}.tgz`, '-C', folder, file], {cwd: cache});
    }
    return readFileSync(path, 'utf8');
  } catch {
    // npm has said why.
    return undefined;
  }
}
