/**
 * Parses the field definitions of the customer form and combines them with the recorded values.
 * Source: the workbench contract, "The customer form". The format of definitions is not documented but inferred, so
 * everything except the name may be missing or wrong.
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
  /** Fields of one group are shown together under its name; empty for none. */
  readonly group: string;
  readonly required: boolean;
  readonly options: readonly FieldOption[];
  /** A number, or a date as `YYYY-MM-DD`, or `YYYY-MM-DD HH:mm:ss`. */
  readonly min: string;
  readonly max: string;
  /** A regular expression for the whole value. */
  readonly pattern: string;
  /** The value of the field while the record has none. */
  readonly default: FieldValue;
  readonly help: string;
}

/** A definition as a page may write it; only the name is required. */
export interface FieldInput {
  readonly name: string;
  readonly type?: FieldType;
  readonly group?: string;
  /** The position of the field; fields without it follow in the given order. */
  readonly order?: number;
  readonly required?: boolean;
  readonly options?: readonly (string | FieldOption)[];
  readonly min?: string | number;
  readonly max?: string | number;
  readonly pattern?: string;
  readonly default?: FieldValue;
  readonly help?: string;
}

/** A field of a form with its recorded value. */
export interface FormField extends FieldDefinition {
  readonly value: FieldValue;
}

/** The customer form of a project. */
export interface ProjectForm {
  /** `failed`: the call system's form could not be loaded. `unreadable`: the page gave an invalid form. */
  readonly state: 'asking' | 'ready' | 'failed' | 'unreadable';
  /** Absent: the project has no own form. */
  readonly definitions?: readonly FieldDefinition[] | undefined;
  /** The labels of call statuses, by number. */
  readonly callStatuses: readonly FieldOption[];
  /** The possible results of a quality check. */
  readonly inspections: readonly FieldOption[];
}

/** Of a project without a form: the form shows the values on record. */
export const noForm: ProjectForm = {state: 'ready', callStatuses: [], inspections: []};

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

/** With more options, a `select` is shown instead of radio buttons. */
const maxRadios = 12;

/**
 * Parses definitions: an array, or JSON text of one. Entries without a name are left out; of several with the same name
 * the first counts. `undefined` when there is no list, or no entry of it can be read.
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

/** The fields of a form with their values, and the values that have no field. */
export function withValues(
  definitions: readonly FieldDefinition[] | undefined,
  values: FieldValues,
): {readonly fields: readonly FormField[]; readonly others: FieldValues} {
  if (!definitions) return {fields: values.map(fieldFromValue), others: []};
  const byName = new Map(values);
  const fields = definitions.map((definition) => widenToValue(definition, byName.get(definition.name)));
  const defined = new Set(definitions.map(({name}) => name));
  return {fields, others: values.filter(([name]) => !defined.has(name))};
}

/** Without a definition, the field is derived from its value: a list becomes a multi-choice of its items. */
function fieldFromValue([name, value]: FieldValues[number]): FormField {
  const type = typeof value === 'string' ? 'text' : 'multiselect';
  const options = typeof value === 'string' ? [] : [...new Set(value)].map(optionOf);
  return {...emptyField, name, type, options, value};
}

/** The defaults of a field; only name, type and options are missing. */
export const emptyField = {
  group: '',
  required: false,
  min: '',
  max: '',
  pattern: '',
  default: '',
  help: '',
} as const;

/** Widens the type and options of a field so that its control can hold the recorded value: no value is cut. */
export function widenToValue(definition: FieldDefinition, recorded: FieldValue | undefined): FormField {
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
    // A multi-choice without options cannot be required.
    required: required && (type !== 'multiselect' || options.length > 0),
    options,
    min: limit(item['min']),
    max: limit(item['max']),
    pattern: patternOf(item['pattern']),
    default: defaultOf(item['default']),
    help: wireText(item['help']),
  };
}

/** An unknown type becomes `text`, and so does a choice without options. */
function typeOf(type: unknown, options: number): FieldType {
  const known = fieldTypes.has(type) ? (type as FieldType) : 'text';
  if (known === 'radio' && options > maxRadios) return 'select';
  return hasOptions(known) && options === 0 && known !== 'multiselect' ? 'text' : known;
}

/** The name is the key of the value, so it is not changed. */
function nameOf(name: unknown): string {
  if (typeof name === 'string') return name.trim() === '' ? '' : name;
  return wireText(name);
}

/** Parses a list of texts, numbers or `{value, label}`, or JSON text of such a list. Duplicate values are left out. */
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
