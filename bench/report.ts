/** What a measurement hands over, and how it reads as text. */

export type Unit = 'ms' | 'bytes' | 'times' | 'count';

export interface Figure {
  readonly value: number;
  readonly unit: Unit;
}

/** A figure, words where there is none, or nothing. */
export type Cell = Figure | string;

export interface Row {
  readonly name: string;
  readonly cells: readonly Cell[];
}

export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  readonly notes?: readonly string[];
}

/** Stands where nothing could be measured. */
export const missing = '–';

export const ms = (value: number): Cell => figure(value, 'ms');
export const bytes = (value: number): Cell => figure(value, 'bytes');
export const count = (value: number): Cell => figure(value, 'count');
export const ratio = (value: number, floor: number): Cell => figure(value / floor, 'times');

function figure(value: number, unit: Unit): Cell {
  return Number.isFinite(value) ? {value, unit} : missing;
}

/** The same figure of the product and of what it is held against, with their ratio and what that should be at most. */
export function against(name: string, product: number, other: number, target?: number): Row {
  const most = target === undefined ? [] : [atMost(target)];
  return {name, cells: [ms(product), ms(other), ratio(product, other), ...most]};
}

export const atMost = (target: number): Cell => `at most ${target} ×`;

export function textOf({title, columns, rows, notes = []}: Table): string {
  const lines = [['', ...columns], ...rows.map(({name, cells}) => [name, ...cells.map(shown)])];
  const widths = ['', ...columns].map((_, column) => Math.max(...lines.map((line) => width(line[column]))));
  const body = lines.map((line) =>
    line
      .map((text, column) => pad(text, widths[column] ?? 0, column === 0))
      .join('  ')
      .trimEnd(),
  );
  const [head = '', ...rest] = body;
  return [title, `  ${head}`, ...rest.map((line) => `  ${line}`), ...notes.map((note) => `  * ${note}`)].join(
    '\n',
  );
}

const width = (text = '') => text.length;

const pad = (text: string, to: number, left: boolean) => (left ? text.padEnd(to) : text.padStart(to));

export function shown(cell: Cell): string {
  if (typeof cell === 'string') return cell;
  const {value, unit} = cell;
  if (unit === 'times') return `${value.toFixed(2)} ×`;
  if (unit === 'ms') return `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} ms`;
  return Math.round(value).toLocaleString('en') + (unit === 'bytes' ? ' B' : '');
}
