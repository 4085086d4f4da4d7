/**
 * The customer record inside an `info` frame, in our words.
 * Source: the workbench contract, "Monitor socket", `info.info`.
 */
import {isRecord, jsonText, parseJson, wireInteger, wireText} from './text.ts';

/** One string, or the strings of a multi-choice. */
export type FieldValue = string | readonly string[];

export interface Customer {
  /** Customer information number. */
  readonly uuid: string;
  readonly name: string;
  readonly telephone: string;
  /** Tag group. */
  readonly group: string;
  /** The record's owner, an agent's work number; may differ from who takes the call. */
  readonly owner: string;
  readonly adminId: number | undefined;
  readonly projectId: number | undefined;
  readonly taskId: number | undefined;
  /** Call status, a number of the call system's own list. */
  readonly callStatus: number | undefined;
  /** `YYYY-MM-DD HH:mm:ss` in the server's time zone. */
  readonly editedAt: string;
  /** `YYYY-MM-DD HH:mm:ss` in the server's time zone. */
  readonly importedAt: string;
  /** The submitted values by display name, as the server gave them. Pairs, so that no name can be special. */
  readonly fields: readonly (readonly [name: string, value: FieldValue])[];
  /** What could not be read: the whole record, or only its fields. */
  readonly unreadable?: 'record' | 'fields';
}

/** `info` is an object in the documents' example and a string in their table: both are read. */
export function parseCustomer(info: unknown): Customer {
  const parsed = typeof info === 'string' ? parseJson(info) : info;
  const record = isRecord(parsed) ? parsed : {};
  const fields = parseFields(record['fields']);
  const unreadable = !isRecord(parsed) ? 'record' : fields ? undefined : 'fields';
  return {
    uuid: wireText(record['uuid']),
    name: wireText(record['name']).trim(),
    telephone: wireText(record['telephone']).trim(),
    group: wireText(record['group']),
    owner: wireText(record['extno']),
    adminId: wireInteger(record['admin_id']),
    projectId: wireInteger(record['project_id']),
    taskId: wireInteger(record['task_id']),
    callStatus: wireInteger(record['status']),
    editedAt: wireText(record['edit_stamp']),
    importedAt: wireText(record['import_stamp']),
    fields: fields ?? [],
    ...(unreadable && {unreadable}),
  };
}

function parseFields(fields: unknown): Customer['fields'] | undefined {
  if (fields === undefined || fields === null || fields === '') return [];
  const parsed = typeof fields === 'string' ? parseJson(fields) : fields;
  return isRecord(parsed)
    ? Object.entries(parsed).map(([name, value]) => [name, fieldValue(value)])
    : undefined;
}

function fieldValue(value: unknown): FieldValue {
  return Array.isArray(value) ? value.map(fieldText) : fieldText(value);
}

function fieldText(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === null ? '' : jsonText(value);
}
