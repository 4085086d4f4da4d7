/**
 * Converts a property that a page or framework has set to a string: React and Svelte set `true` for an attribute without
 * a value, others remove it by `null`. `fallback` is for values that cannot be a text.
 */
export function given(value: unknown, fallback = ''): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return `${value}`;
  return typeof value === 'boolean' || value === null || value === undefined ? '' : fallback;
}
