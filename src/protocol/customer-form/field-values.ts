/** The values of the customer form, by display name. */
import {jsonText} from '../text.ts';

/** One string, or the strings of a multi-choice. */
export type FieldValue = string | readonly string[];

/** By display name. Pairs, so that no name can be special. */
export type FieldValues = readonly (readonly [name: string, value: FieldValue])[];

/** What is shown for a value: texts as they are, anything else as its JSON. */
export function fieldValue(value: unknown): FieldValue {
  return Array.isArray(value) ? value.map(fieldText) : fieldText(value);
}

function fieldText(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === null || value === undefined ? '' : jsonText(value);
}
