import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';

import ts from 'typescript';

import {codeIn, tableOf} from '../docs/markdown.ts';

/** Network, server, protocol, host page, tabs, time, security, data. */
const kinds = {N: 15, S: 14, P: 17, H: 14, T: 10, Z: 6, X: 10, D: 9};

const ids = Object.entries(kinds).flatMap(([kind, count]) =>
  Array.from({length: count}, (_, i) => `${kind}${i + 1}`),
);

const rows = tableOf('docs/reliability.md', 'faults');
const folder = fileURLToPath(new URL('..', import.meta.url));

const named = readdirSync(folder, {recursive: true, encoding: 'utf8'})
  .filter((file) => file.endsWith('.test.ts'))
  .flatMap((file) =>
    idsOf(readFileSync(folder + file, 'utf8')).map((id) => ({
      id,
      place: file.replaceAll('\\', '/').replace(/\.test\.ts$/, ''),
    })),
  );

/** The ids in names of tests and of groups of tests, as far as they stand in the call itself. Skipped ones have none. */
function idsOf(source: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /^(test|it|describe)$/.test(node.expression.getText()))
      found.push(...(textOf(node.arguments[0]).match(/(?<![\w–-])[NSPHTZXD]\d+(?![\w–-])/g) ?? []));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('a.test.ts', source, ts.ScriptTarget.Latest, true));
  return found;
}

function textOf(name: ts.Expression | undefined): string {
  if (!name) return '';
  if (ts.isStringLiteralLike(name)) return name.text;
  return ts.isTemplateExpression(name)
    ? [name.head, ...name.templateSpans.map(({literal}) => literal)].map(({text}) => text).join('…')
    : '';
}

const isIn = (place: string, file: string) => file === place || file.startsWith(`${place}/`);

test('every fault of the list has a test with its id in its name', () => {
  assert.deepEqual(
    ids.filter((id) => !named.some((one) => one.id === id)),
    [],
  );
});

test('no test names a fault that is not in the list', () => {
  assert.deepEqual(
    named.filter(({id}) => !ids.includes(id)),
    [],
  );
});

test('the documentation lists every fault once, with what goes wrong and what the agent sees', () => {
  assert.deepEqual(
    rows.map(([id]) => id),
    ids,
  );
  for (const cells of rows) assert.ok(cells.length === 4 && cells.every(Boolean), cells[0]);
});

test('each fault is tested where the documentation says so', () => {
  const wrong = rows.flatMap(([id, , , where = '']) =>
    codeIn(where)
      .filter((place) => !named.some((one) => one.id === id && isIn(place, one.place)))
      .map((place) => `${id} ${place}`),
  );
  assert.deepEqual(wrong, []);
});

test('what cannot be had with the documented call system belongs to faults of the list, and has a reason', () => {
  for (const [which = '', what, why] of tableOf('docs/reliability.md', 'beyond')) {
    for (const id of which.split(', ')) assert.ok(ids.includes(id), id);
    assert.ok(what && why, which);
  }
});

test('only names count: no comment, no other text, no range, and no test that is skipped', () => {
  const names = [
    `test('N1 N2', run)`,
    '  it(`says ${what} (P3)`, run)',
    `describe('X4: leaks', () => {})`,
    `// test('N5', run)`,
    `test.skip('N6', run)`,
    `say('N7')`,
    `test(name, () => say('N8'))`,
    `it('goes on (P1–P9)', run)`,
    `it('has SN1 and T1a', run)`,
  ];
  assert.deepEqual(idsOf(names.join(';\n')), ['N1', 'N2', 'P3', 'X4']);
});
