/** Reads the documentation as its readers see it: headings, examples, tables and links. */
import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

export const read = (path: string) => readFileSync(`${root}${path}`, 'utf8');

export const documents = [
  'README.md',
  'README.zh-CN.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'docs/api.md',
  'docs/customer-form.md',
  'docs/data-nodes.md',
  'docs/performance.md',
  'docs/reliability.md',
  'docs/security.md',
  'docs/call-system.md',
  'docs/callbacks.md',
] as const;

export type Document = (typeof documents)[number];

export interface Example {
  readonly language: string;
  /** The word after the language, by which the tests know the example. */
  readonly name: string;
  readonly code: string;
}

export function examplesOf(document: Document): readonly Example[] {
  return [...read(document).matchAll(/^```(\S+) ?(.*)\n([^]*?)^```$/gm)].map(
    ([, language = '', name = '', code = '']) => ({language, name: name || language, code}),
  );
}

export function example(document: Document, name: string): string {
  const found = examplesOf(document).find((one) => one.name === name);
  if (!found) throw new Error(`${document} has no example named ${name}`);
  return found.code;
}

/** Without examples, in which a `#` begins a comment. */
const prose = (document: Document) => read(document).replace(/^```[^]*?^```$/gm, '');

export function headingsOf(document: Document): readonly string[] {
  return [...prose(document).matchAll(/^#+ .*$/gm)].map(([line]) => line);
}

/** The anchor that a heading gets where the pages are usually read. */
export function anchorOf(heading: string): string {
  return heading
    .replace(/^#+ /, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

/** Targets of Markdown links and of pictures. */
export function linksOf(document: Document): readonly string[] {
  const links = prose(document).matchAll(/\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"]+)"/g);
  return [...links].map(([, link, source]) => link ?? source ?? '');
}

/** The rows of the table after `<!-- table: name -->`, as cells without the head. */
export function tableOf(document: Document, name: string): readonly (readonly string[])[] {
  const [, rest] = read(document).split(`<!-- table: ${name} -->\n`);
  if (rest === undefined) throw new Error(`${document} has no table named ${name}`);
  const rows = (/^(?:\|.*\n)+/.exec(rest)?.[0] ?? '').trim().split('\n').slice(2);
  return rows.map((row) =>
    row
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}

/** The code in the first cells of a table: what it lists. */
export function listed(document: Document, name: string): readonly string[] {
  return tableOf(document, name).flatMap(([cell = '']) =>
    codeIn(cell.replace(/` ?[(（](property|JavaScript).*/, '`')),
  );
}

export const codeIn = (cell: string): readonly string[] =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
