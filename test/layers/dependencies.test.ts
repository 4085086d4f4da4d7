import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';

interface Lock {
  readonly packages: Readonly<
    Record<string, {readonly version?: string; readonly integrity?: string; readonly link?: boolean}>
  >;
}

const read = <T>(name: string) =>
  JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8')) as T;
const {dependencies, devDependencies} =
  read<Readonly<Record<'dependencies' | 'devDependencies', Record<string, string>>>>('package.json');
const {packages} = read<Lock>('package-lock.json');

test('X10 six packages at most reach an agent’s browser', () => {
  assert.ok(Object.keys(dependencies).length <= 6);
});

test('X10 every package is named in one exact version, the one that the lockfile has, with its digest', () => {
  for (const [name, version] of Object.entries({...dependencies, ...devDependencies})) {
    assert.match(version, /^(npm:[\w@/-]+@)?\d+\.\d+\.\d+$/, name);
    assert.equal(packages[`node_modules/${name}`]?.version, version.replace(/^npm:.*@/, ''), name);
  }
  for (const [path, {integrity, link}] of Object.entries(packages))
    assert.ok(path === '' || link || integrity?.startsWith('sha512-'), path);
});
