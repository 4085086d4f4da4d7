/**
 * A text as a page or its framework gave it: React and Svelte set `true` for a bare attribute, others take one away by
 * `null`. `otherwise` stands for what can be no text at all.
 */
export function given(value: unknown, otherwise = ''): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return `${value}`;
  return typeof value === 'boolean' || value === null || value === undefined ? '' : otherwise;
}
