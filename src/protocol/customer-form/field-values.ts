/** The values of the customer form, by display name. */
import {jsonText} from '../text.ts';

/** One string, or the strings of a multi-choice. */
export type FieldValue = string | readonly string[];

/** By display name. Pairs, because object keys such as `__proto__` or `7` behave differently. */
export type FieldValues = readonly (readonly [name: string, value: FieldValue])[];

/** A value as text: strings as they are, anything else as JSON. */
export function fieldValue(value: unknown): FieldValue {
  return Array.isArray(value) ? value.map(fieldText) : fieldText(value);
}

function fieldText(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === null || value === undefined ? '' : jsonText(value);
}
