/**
 * The customer form: which fields it has, and what stands in them.
 * Source: the workbench contract, "The customer form". That definitions exist is documented; their shape is
 * inferred, so everything but the name may be missing or wrong here.
 */
import type {FieldValue, FieldValues} from './field-values.ts';
import {isRecord, parseJson, wireInteger, wireText} from '../text.ts';

export type FieldType =
  | 'text'
  | 'textarea'
  | 'number'
  | 'date'
  | 'datetime'
  | 'tel'
  | 'email'
  | 'select'
  | 'radio'
  | 'multiselect';

export interface FieldOption {
  readonly value: string;
  readonly label: string;
}

export interface FieldDefinition {
  /** The display name, which is also the key of the value. */
  readonly name: string;
  readonly type: FieldType;
  /** Fields of one group stand together under its name; empty for none. */
  readonly group: string;
  readonly required: boolean;
  readonly options: readonly FieldOption[];
  /** A number, or a date as `YYYY-MM-DD`, or `YYYY-MM-DD HH:mm:ss`. */
  readonly min: string;
  readonly max: string;
  /** A regular expression for the whole value. */
  readonly pattern: string;
  /** What stands in the field while the record has no value for it. */
  readonly default: FieldValue;
  readonly help: string;
}

/** A definition as a page may write it; only the name has to be there. */
export interface FieldInput {
  readonly name: string;
  readonly type?: FieldType;
  readonly group?: string;
  /** Where the field stands; without it, in the order given, after those that have one. */
  readonly order?: number;
  readonly required?: boolean;
  readonly options?: readonly (string | FieldOption)[];
  readonly min?: string | number;
  readonly max?: string | number;
  readonly pattern?: string;
  readonly default?: FieldValue;
  readonly help?: string;
}

/** A field of a form with the value that the record holds for it. */
export interface FormField extends FieldDefinition {
  readonly value: FieldValue;
}

/** The customer form of a project. */
export interface ProjectForm {
  /** `failed`: the call system's is not to be had now. `unreadable`: the page gave one that is none. */
  readonly state: 'asking' | 'ready' | 'failed' | 'unreadable';
  /** Absent: the project has no form of its own. */
  readonly definitions?: readonly FieldDefinition[] | undefined;
  /** The words for call statuses, by number. */
  readonly callStatuses: readonly FieldOption[];
  /** The results that a quality check can have. */
  readonly inspections: readonly FieldOption[];
}

const fieldTypes: ReadonlySet<unknown> = new Set<FieldType>([
  'text',
  'textarea',
  'number',
  'date',
  'datetime',
  'tel',
  'email',
  'select',
  'radio',
  'multiselect',
]);

/** More choices than this are a list to pull down. */
const mostRadios = 12;

/**
 * Reads definitions: an array, or JSON text of one. What has no name is left out, and of two with the same name
 * the first counts. `undefined` when there is no list, or a list of which nothing can be read.
 */
export function parseDefinitions(data: unknown): readonly FieldDefinition[] | undefined {
  const list = typeof data === 'string' ? parseJson(data) : data;
  if (!Array.isArray(list)) return undefined;
  const byName = new Map<string, {readonly definition: FieldDefinition; readonly order: number}>();
  for (const item of list as readonly unknown[]) {
    const name = isRecord(item) ? nameOf(item['name']) : '';
    if (!isRecord(item) || !name || byName.has(name)) continue;
    byName.set(name, {
      definition: parseDefinition(name, item),
      order: wireInteger(item['order']) ?? Infinity,
    });
  }
  const sorted = [...byName.values()].toSorted((a, b) =>
    a.order < b.order ? -1 : a.order > b.order ? 1 : 0,
  );
  return sorted.length > 0 || list.length === 0 ? sorted.map(({definition}) => definition) : undefined;
}

/** The fields of a form, and the values that none of them is for. */
export function formOf(
  definitions: readonly FieldDefinition[] | undefined,
  values: FieldValues,
): {readonly fields: readonly FormField[]; readonly others: FieldValues} {
  if (!definitions) return {fields: values.map(derived), others: []};
  const byName = new Map(values);
  const fields = definitions.map((definition) => fitting(definition, byName.get(definition.name)));
  const defined = new Set(definitions.map(({name}) => name));
  return {fields, others: values.filter(([name]) => !defined.has(name))};
}

/** Without definitions a value says what it is: a list is a multi-choice of what it holds. */
function derived([name, value]: FieldValues[number]): FormField {
  const type = typeof value === 'string' ? 'text' : 'multiselect';
  const options = typeof value === 'string' ? [] : [...new Set(value)].map(optionOf);
  return {...emptyField, name, type, options, value};
}

/** A field of which only name, type and options are to be said. */
export const emptyField = {
  group: '',
  required: false,
  min: '',
  max: '',
  pattern: '',
  default: '',
  help: '',
} as const;

/** A value that its control could not hold gets one that can: nothing is cut to size. */
export function fitting(definition: FieldDefinition, recorded: FieldValue | undefined): FormField {
  const value = recorded ?? definition.default;
  const held = (typeof value === 'string' ? [value] : value).filter((text) => text !== '');
  const type = held.length > 1 ? 'multiselect' : definition.type;
  if (!hasOptions(type)) return {...definition, type, value};
  const offered = new Set(definition.options.map((option) => option.value));
  const missing = [...new Set(held)].filter((text) => !offered.has(text));
  return {...definition, type, value, options: [...definition.options, ...missing.map(optionOf)]};
}

const hasOptions = (type: FieldType) => type === 'select' || type === 'radio' || type === 'multiselect';
const optionOf = (value: string): FieldOption => ({value, label: value});

function parseDefinition(name: string, item: Readonly<Record<string, unknown>>): FieldDefinition {
  const options = parseOptions(item['options']);
  const type = typeOf(item['type'], options.length);
  const required =
    item['required'] === true || wireInteger(item['required']) === 1 || item['required'] === 'true';
  return {
    name,
    type,
    group: wireText(item['group']),
    // Where there is nothing to choose, nothing can be asked for.
    required: required && (type !== 'multiselect' || options.length > 0),
    options,
    min: limit(item['min']),
    max: limit(item['max']),
    pattern: patternOf(item['pattern']),
    default: defaultOf(item['default']),
    help: wireText(item['help']),
  };
}

/** A field that nobody knows is a text. A choice without options would be a trap. */
function typeOf(type: unknown, options: number): FieldType {
  const known = fieldTypes.has(type) ? (type as FieldType) : 'text';
  if (known === 'radio' && options > mostRadios) return 'select';
  return hasOptions(known) && options === 0 && known !== 'multiselect' ? 'text' : known;
}

/** The key of a value, so not a character of it is changed. */
function nameOf(name: unknown): string {
  if (typeof name === 'string') return name.trim() === '' ? '' : name;
  return wireText(name);
}

/** Texts, numbers, `{value, label}`, or JSON text of a list of these; each value once. */
export function parseOptions(options: unknown): readonly FieldOption[] {
  const list = typeof options === 'string' ? parseJson(options) : options;
  if (!Array.isArray(list)) return [];
  const byValue = new Map<string, FieldOption>();
  for (const item of list as readonly unknown[]) {
    const record = isRecord(item) ? item : {value: item, label: item};
    const value = optionText(record['value']);
    if (value !== '' && !byValue.has(value))
      byValue.set(value, {value, label: wireText(record['label']) || value});
  }
  return [...byValue.values()];
}

const optionText = (value: unknown) => (typeof value === 'string' ? value : wireText(value));

function limit(value: unknown): string {
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : wireText(value);
}

function patternOf(pattern: unknown): string {
  try {
    return typeof pattern === 'string' && new RegExp(pattern, 'v') ? pattern : '';
  } catch {
    return '';
  }
}

function defaultOf(value: unknown): FieldValue {
  return Array.isArray(value) ? value.map(optionText).filter(Boolean) : optionText(value);
}
