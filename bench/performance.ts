/** `docs/performance.md`: the tables of the last runs, each with the machine and the commit that it was measured on. */
import {execFileSync} from 'node:child_process';
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {availableParallelism, cpus, totalmem} from 'node:os';
import {fileURLToPath} from 'node:url';

import {shown, type Table} from './report.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const path = `${root}/docs/performance.md`;

const introduction = `# Performance

Written by \`npm run bench\`, which measures all of this; \`npm run bench -- resets\` measures the parts whose name contains a word, and replaces their tables alone. A ratio is that of the bar to what stands beside it: below 1 the bar is the faster one.
`;

/** Puts tables in the place of those of the same name. What is no longer measured, by the list of all names, leaves. */
export function writePerformance(
  tables: ReadonlyMap<string, Table>,
  browser: string,
  names: readonly string[],
): void {
  const sections = sectionsOf(existsSync(path) ? readFileSync(path, 'utf8') : '');
  const where = `${browser}, Node ${process.versions.node}, ${machine()}; ${commit()}, ${today()}`;
  for (const [name, table] of tables) sections.set(name, sectionOf(table, where));
  const known = names.filter((name) => sections.has(name));
  const text = known.map((name) => `\n<!-- ${name} -->\n${sections.get(name)}\n`).join('');
  writeFileSync(path, introduction + text);
}

function sectionsOf(text: string): Map<string, string> {
  const [, ...parts] = text.split(/^<!-- (\w+) -->$/m);
  const names = parts.filter((_, i) => i % 2 === 0);
  return new Map(names.map((name, i) => [name, (parts[2 * i + 1] ?? '').trim()]));
}

function sectionOf({title, columns, rows, notes = []}: Table, where: string): string {
  const lines = [
    ['', ...columns],
    ['---', ...columns.map(() => '--:')],
    ...rows.map(({name, cells}) => [name.trim(), ...columns.map((_, i) => shown(cells[i] ?? ''))]),
  ];
  const table = lines.map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`);
  return [`## ${title}`, table.join('\n'), notes.map((note) => `- ${note}\n`).join(''), `${where}.`]
    .filter(Boolean)
    .map((part) => part.trim())
    .join('\n\n');
}

function machine(): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? process.arch}), ${memory} GB, ${process.platform}`;
}

const today = () => new Date().toISOString().slice(0, 10);

/** Documents alone do not change what is measured. */
const measured = ['src', 'demo', 'bench', 'scripts', 'test', 'vite.config.ts', 'package-lock.json'];

const git = (...args: string[]) =>
  execFileSync('git', args, {cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore']}).trim();

function commit(): string {
  try {
    const changed = git('status', '--porcelain', '--', ...measured);
    return `commit ${git('rev-parse', '--short', 'HEAD')}${changed ? ' with changes' : ''}`;
  } catch {
    return 'no commit';
  }
}
