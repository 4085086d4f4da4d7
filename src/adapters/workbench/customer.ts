/**
 * Parses the customer record in an `info` frame.
 * Source: the workbench contract, "Monitor socket", `info.info`.
 */
import type {Customer} from '../../protocol/calls/customer.ts';
import {isRecord, jsonText, parseJson, wireInteger, wireText} from '../../protocol/text.ts';
import {readFields} from './fields-text.ts';

/** `info` is an object in the documents' example and a string in their table: both are accepted. */
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

/** A string with JSON, according to the documents; an object is accepted too. */
function fieldsTextOf(fields: unknown): string {
  if (typeof fields === 'string') return fields;
  return fields === undefined || fields === null ? '' : jsonText(fields);
}
