import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {brotliCompressSync, constants} from 'node:zlib';

import {cdnScripts, gzipSize} from '../scripts/size.ts';
import {bytes, type Table} from './report.ts';

const folder = fileURLToPath(new URL('../dist/cdn/', import.meta.url));

/** What a page downloads: one of the two scripts. */
export async function fileSizes(): Promise<Table> {
  const rows = cdnScripts.map((name) => {
    const file = readFileSync(folder + name);
    const brotli = brotliCompressSync(file, {params: {[constants.BROTLI_PARAM_QUALITY]: 11}});
    return {
      name,
      cells: [bytes(file.length), bytes(gzipSize(folder + name)), bytes(brotli.length)],
    };
  });
  return {title: 'Sizes of the files', columns: ['raw', 'gzip -9', 'brotli 11'], rows};
}
