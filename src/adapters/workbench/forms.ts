/**
 * Builds the customer form of a project from two lists of the call system.
 * Source: the workbench contract, "The customer form" and `/admin/crm/grid`; both inferred.
 */
import {
  parseDefinitions,
  parseOptions,
  type FieldOption,
  type ProjectForm,
} from '../../protocol/customer-form/field-definitions.ts';
import type {FaultCode, Outcome} from '../../protocol/faults.ts';
import {isRecord, parseJson, wireInteger, wireText} from '../../protocol/text.ts';
import type {FormAnswer} from '../../session/call-system.ts';

/** Faults that mean: the project has no form, or the call system has no forms. */
const noFormCodes: ReadonlySet<FaultCode> = new Set(['refused', 'not-found']);

/** `fields` and `projects` are the answers to the two requests. */
export function formAnswer(projectId: number, fields: Outcome, projects: Outcome): FormAnswer {
  const lists = listsOf(projects, projectId);
  if (!fields.ok && !noFormCodes.has(fields.fault.code))
    return {form: {state: 'failed', ...lists}, fault: fields.fault};
  const definitions = (fields.ok && parseDefinitions(fields.data)) || [];
  return {form: {state: 'ready', definitions: definitions.length > 0 ? definitions : undefined, ...lists}};
}

/** The lists in a project's row are strings with JSON. */
function listsOf(projects: Outcome, projectId: number): Pick<ProjectForm, 'callStatuses' | 'inspections'> {
  const rows = projects.ok && Array.isArray(projects.data) ? (projects.data as readonly unknown[]) : [];
  const row = rows.filter(isRecord).find(({id}) => wireInteger(id) === projectId);
  return {
    inspections: parseOptions(row?.['inspections']),
    callStatuses: statusOptions(row?.['statuses']),
  };
}

/** The value of a status is its own number, or else its index in the whole list, including entries without a name. */
function statusOptions(statuses: unknown): readonly FieldOption[] {
  const list = typeof statuses === 'string' ? parseJson(statuses) : statuses;
  if (!Array.isArray(list)) return [];
  const named = (list as readonly unknown[]).map((item, i) =>
    isRecord(item) ? item : {value: i, label: item},
  );
  return parseOptions(
    named.filter(({value, label}) => wireInteger(value) !== undefined && wireText(label) !== ''),
  );
}
