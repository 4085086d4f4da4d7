import {readFile} from 'node:fs/promises';
import {extname, resolve, sep} from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
};

export interface StaticFile {
  type: string;
  body: Buffer;
}

/** The file of that name inside the folder; nothing outside it, and nothing of a kind that a page doesn't ask for. */
export async function fileIn(folder: string, name: string): Promise<StaticFile | undefined> {
  const root = resolve(folder);
  const path = resolve(root, `.${sep}${name}`);
  const type = types[extname(path)];
  if (type === undefined || name.includes('\0') || !path.startsWith(root + sep)) return undefined;
  try {
    return {type, body: await readFile(path)};
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && ['ENOENT', 'EISDIR', 'ENOTDIR'].includes(String(error.code))
  );
}
