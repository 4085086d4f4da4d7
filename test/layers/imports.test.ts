import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {dirname, join, relative} from 'node:path';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';

const src = fileURLToPath(new URL('../../src', import.meta.url));

/** What the files of a folder may import when they run; types may come from anywhere below. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  protocol: ['protocol', '@noble/hashes'],
  transport: ['protocol', 'transport', 'ky', 'idb-keyval', '@noble/hashes'],
  adapters: ['protocol', 'transport', 'adapters'],
  session: ['protocol', 'session', 'nanostores'],
  strings: [],
  elements: ['protocol', 'session', 'strings', 'elements', 'connect.ts', 'version.ts', 'lit', '@lit/context'],
};

/** The form of the callback settings has no session: it is a supervisor's, and has its own edge. */
const exceptions: ReadonlySet<string> = new Set([
  'elements/callback-settings/callback-settings.ts → transport/http/callback-settings.ts',
]);

interface Import {
  readonly file: string;
  readonly folder: string;
  /** The top folder or package. */
  readonly target: string;
  readonly path: string;
  readonly typesOnly: boolean;
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(src, file), 'utf8');
  const found = text.matchAll(/^(?:import|export)\s+(type\s)?(?:[\w*{][^;'"]*\sfrom\s+)?['"]([^'"]+)['"];/gm);
  return [...found].map(([, typesOnly, path = '']) => {
    const inside = path.startsWith('.') ? relative(src, join(src, dirname(file), path)) : undefined;
    const target = inside?.split('/')[0] ?? path.replace(/^(@[^/]+\/[^/]+|[^@][^/]*).*$/, '$1');
    return {
      file,
      folder: file.split('/')[0] ?? '',
      target,
      path: inside ?? path,
      typesOnly: typesOnly !== undefined,
    };
  });
}

const files = readdirSync(src, {recursive: true, encoding: 'utf8'}).filter((file) => /\/.*\.ts$/.test(file));
const imports = files.flatMap(importsOf);

test('dependencies point one way: protocol, then transport and adapters, session, elements', () => {
  assert.ok(imports.length > 100);
  const wrong = imports.filter(
    ({file, folder, target, path, typesOnly}) =>
      !typesOnly && !allowed[folder]?.includes(target) && !exceptions.has(`${file} → ${path}`),
  );
  assert.deepEqual(wrong, []);
});

test('types do not point up either', () => {
  const order = ['protocol', 'transport', 'session', 'adapters'];
  const up = imports.filter(
    ({folder, target}) =>
      order.includes(folder) && (target === 'elements' || order.indexOf(target) > order.indexOf(folder)),
  );
  assert.deepEqual(up, []);
});

test('one file knows the HTTP library, one the storage, and one the digest', () => {
  const importing = (library: string) =>
    imports.filter(({target}) => target === library).map(({file}) => file);
  assert.deepEqual(importing('ky'), ['transport/http/http.ts']);
  assert.deepEqual(importing('idb-keyval'), ['transport/storage/draft-store.ts']);
  assert.deepEqual([...new Set(importing('@noble/hashes'))].toSorted(), [
    'protocol/callback-settings/callback-settings.ts',
    'transport/tabs/opaque-name.ts',
  ]);
});
