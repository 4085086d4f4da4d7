/** Parses and cleans text from the call system for display. What is sent back is not changed. */

/** C0 and C1 control characters except tab and newline, and the bidirectional control characters. */
// oxlint-disable-next-line no-control-regex -- these are the characters that must not reach the page
const unsafe = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Well-formed text without control characters, at most `limit` UTF-16 units. */
export function readable(text: string, limit = 2000): string {
  const clean = text.slice(0, limit * 2).replace(unsafe, '');
  return (clean.length > limit ? `${clean.slice(0, limit - 1)}…` : clean).toWellFormed();
}

/** A field that is documented as text: a string or a safe integer. Anything else becomes empty. */
export function wireText(value: unknown): string {
  if (typeof value === 'string') return readable(value);
  return Number.isSafeInteger(value) ? String(value) : '';
}

/** A safe integer, or a string with one. */
export function wireInteger(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\s*-?\d+\s*$/.test(value) ? Number(value) : value;
  return Number.isSafeInteger(number) ? (number as number) : undefined;
}

/** `JSON.stringify` without `toJSON`: some old libraries add that method to all arrays and objects. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, function (this: Readonly<Record<string, unknown>>, key) {
    return this[key];
  });
}

/** The JSON of a value; empty when it is nested too deep. */
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

/** The parsed JSON; `undefined` when it is invalid. Never throws. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text);
  } catch {
    return undefined;
  }
}

export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
