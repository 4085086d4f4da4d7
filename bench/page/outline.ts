/** What a page shows, so that two pages can be compared: each element, and all of its text. */
import {root} from './roots.ts';

export interface Outline {
  readonly elements: number;
  readonly nodes: number;
  readonly text: string;
}

const unseen = ['link', 'style', 'svg', 'svg *', 'dialog', 'dialog *'].join();

/** Without icons, style sheets and closed dialogs; clocks and the work number are left out of the text. */
export function outline(id: 'bar' | 'card'): Outline {
  const from = root(id)!;
  const extno = new URLSearchParams(location.search).get('extno') ?? '';
  const all = [...from.querySelectorAll('*')].filter((element) => !element.matches(unseen));
  const clocks = new Set(
    [...from.querySelectorAll('[role=timer]')].map((clock) => clock.textContent?.trim()),
  );
  const words = all.flatMap((element) =>
    [...element.childNodes].filter((node) => node instanceof Text).map((node) => node.data.trim()),
  );
  return {
    elements: all.length,
    nodes: count(from),
    text: words.filter((word) => word && !clocks.has(word) && !word.endsWith(extno)).join(' '),
  };
}

function count(node: Node): number {
  return [...node.childNodes].reduce((sum, child) => sum + 1 + count(child), 0);
}
