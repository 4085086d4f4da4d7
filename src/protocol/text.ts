/** Text from the wire, made safe to show. It changes how a text looks, never what is kept for sending back. */

/** C0 and C1 controls but tab and newline, and the characters that turn the direction of what follows. */
// oxlint-disable-next-line no-control-regex -- these are the characters that must not reach the page
const unsafe = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Well-formed, without control characters, at most `limit` UTF-16 units (2,000 where nothing is said). */
export function readable(text: string, limit = 2000): string {
  const clean = text.slice(0, limit * 2).replace(unsafe, '');
  return (clean.length > limit ? `${clean.slice(0, limit - 1)}…` : clean).toWellFormed();
}

/** A field that is documented as text: a string, or a number that JSON did not round. Anything else is empty. */
export function wireText(value: unknown): string {
  if (typeof value === 'string') return readable(value);
  return Number.isSafeInteger(value) ? String(value) : '';
}

/** A whole number, or a string of one. */
export function wireInteger(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\s*-?\d+\s*$/.test(value) ? Number(value) : value;
  return Number.isSafeInteger(number) ? (number as number) : undefined;
}

/** JSON as it was meant: some old libraries give every array or object a `toJSON` of their own. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, function (this: Readonly<Record<string, unknown>>, key) {
    return this[key];
  });
}

/** JSON of a value that came as JSON; empty for one that is nested too deep to be written. */
export function jsonText(value: unknown): string {
  try {
    return toJson(value) ?? '';
  } catch {
    return '';
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The parsed JSON, or `undefined` for anything that is none. Never throws. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text);
  } catch {
    return undefined;
  }
}
