/** A text as a page or its framework gave it: React and Svelte set `true` for a bare attribute, others take one away by `null`. */
export const given = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? `${value}` : '';
