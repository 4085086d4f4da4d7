/**
 * The customer record inside an `info` frame, in our words.
 * Source: the workbench contract, "Monitor socket", `info.info`.
 */
import {readFields, type FieldValues} from '../customer-form/field-values.ts';
import {isRecord, jsonText, parseJson, wireInteger, wireText} from '../text.ts';

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
  /** The values that were submitted before. */
  readonly fields: FieldValues;
  /** The same as the server gave them: JSON, or what should have been. A submit gives back what nobody changed. */
  readonly fieldsText: string;
  /** What could not be read: the whole record, or only its fields. */
  readonly unreadable?: 'record' | 'fields';
}

/** `info` is an object in the documents' example and a string in their table: both are read. */
export function parseCustomer(info: unknown): Customer {
  const parsed = typeof info === 'string' ? parseJson(info) : info;
  const record = isRecord(parsed) ? parsed : {};
  const fieldsText = fieldsTextOf(record['fields']);
  const fields = readFields(fieldsText);
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
    fieldsText,
    ...(unreadable && {unreadable}),
  };
}

/** The same customer once these values are the server's. */
export function withFields({unreadable, ...customer}: Customer, fieldsText: string): Customer {
  const fields = readFields(fieldsText);
  const still = unreadable === 'record' ? unreadable : fields ? undefined : 'fields';
  return {...customer, fields: fields ?? [], fieldsText, ...(still && {unreadable: still})};
}

/** A string that holds JSON, by the documents; an object is understood too. */
function fieldsTextOf(fields: unknown): string {
  if (typeof fields === 'string') return fields;
  return fields === undefined || fields === null ? '' : jsonText(fields);
}
