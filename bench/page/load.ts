/** Loads a module from memory and renders what it defines, once for each page. */

export interface LoadResult {
  /** Fetch from memory, parse, evaluate, define. */
  readonly imported: number;
  /** Create, connect, and everything until the elements say that they have rendered. */
  readonly rendered: number;
}

export interface LoadOrder {
  readonly code: string;
  readonly tags: readonly string[];
  /** For the first element. */
  readonly properties: Readonly<Record<string, string>>;
}

export async function load({code, tags, properties}: LoadOrder): Promise<LoadResult> {
  const url = URL.createObjectURL(new Blob([code], {type: 'text/javascript'}));
  const start = performance.now();
  await import(/* @vite-ignore */ url);
  const defined = performance.now();
  const elements = tags.map((tag) => document.createElement(tag) as HTMLElement & {updateComplete?: unknown});
  Object.assign(elements[0] ?? {}, properties);
  document.body.append(...elements);
  await Promise.all(elements.map(({updateComplete}) => updateComplete));
  const rendered = performance.now();
  if (elements.some(({shadowRoot}) => !shadowRoot?.hasChildNodes())) throw new Error('Nothing was rendered.');
  return {imported: defined - start, rendered: rendered - defined};
}
