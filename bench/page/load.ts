/** Loads a script and renders what it defines, once for each page. */

export interface LoadResult {
  /** Fetch, parse, evaluate; the first element is defined. */
  readonly imported: number;
  /** All of them are, those in files of their own too. */
  readonly defined: number;
  /** Create, connect, and everything until the elements say that they have rendered. */
  readonly rendered: number;
  /** All of it. */
  readonly whole: number;
}

export interface LoadOrder {
  readonly url: string;
  readonly kind: 'module' | 'classic';
  readonly tags: readonly string[];
  /** For the first element. */
  readonly properties: Readonly<Record<string, string>>;
}

export async function load({url, kind, tags, properties}: LoadOrder): Promise<LoadResult> {
  const start = performance.now();
  await (kind === 'module' ? import(/* @vite-ignore */ url) : classic(url));
  const imported = performance.now();
  await Promise.all(tags.map((tag) => customElements.whenDefined(tag)));
  const defined = performance.now();
  const elements = tags.map((tag) => document.createElement(tag) as HTMLElement & {updateComplete?: unknown});
  Object.assign(elements[0] ?? {}, properties);
  document.body.append(...elements);
  await Promise.all(elements.map(({updateComplete}) => updateComplete));
  const rendered = performance.now();
  if (elements.some(({shadowRoot}) => !shadowRoot?.hasChildNodes())) throw new Error('Nothing was rendered.');
  return {
    imported: imported - start,
    defined: defined - start,
    rendered: rendered - defined,
    whole: rendered - start,
  };
}

function classic(src: string): Promise<void> {
  const script = Object.assign(document.createElement('script'), {src});
  return new Promise((resolve, reject) => {
    script.addEventListener('load', () => resolve());
    script.addEventListener('error', () => reject(new Error(`${src} did not load.`)));
    document.head.append(script);
  });
}
