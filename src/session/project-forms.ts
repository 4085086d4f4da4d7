/**
 * The customer form of each project, as the call system defines it: asked for when a call needs it, then kept.
 * Source: the workbench contract, "The customer form" and `/admin/crm/grid`; both inferred.
 */
import {atom, type ReadableAtom} from 'nanostores';

import {
  parseDefinitions,
  parseOptions,
  type FieldDefinition,
  type FieldOption,
} from '../protocol/customer-form/field-definitions.ts';
import type {FaultCode, Outcome} from '../protocol/faults.ts';
import {isRecord, parseJson, wireInteger, wireText} from '../protocol/text.ts';
import type {Session} from './session.ts';

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

export interface ProjectForms {
  readonly $forms: ReadableAtom<ReadonlyMap<number, ProjectForm>>;
  /** Asks for the form of a project, unless it is known or on its way. */
  want(projectId: number): void;
}

/** A form that is older than this is asked for again, and used meanwhile (ms). */
const fresh = 10 * 60_000;

/** A form that was not to be had is asked for again after this time (ms). */
const pause = 10_000;

/** The call system has no form for the project, or does not know of forms. */
const saysNone: ReadonlySet<FaultCode> = new Set(['refused', 'not-found']);

const bySession = new WeakMap<Session, ProjectForms>();

export function formsOf(session: Session): ProjectForms {
  const known = bySession.get(session) ?? createForms(session);
  bySession.set(session, known);
  return known;
}

function createForms(session: Session): ProjectForms {
  const $forms = atom<ReadonlyMap<number, ProjectForm>>(new Map());
  const askedAt = new Map<number, number>();

  function put(projectId: number, form: ProjectForm) {
    $forms.set(new Map($forms.get()).set(projectId, form));
  }

  async function ask(projectId: number) {
    const before = $forms.get().get(projectId);
    askedAt.set(projectId, session.now());
    if (!before) put(projectId, {state: 'asking', callStatuses: [], inspections: []});
    const [fields, projects] = await Promise.all([
      session.ask('fields', {project_id: String(projectId)}),
      session.ask('projects', {page: '1', limit: '200'}),
    ]);
    if (!fields.ok && !saysNone.has(fields.fault.code)) {
      askedAt.set(projectId, session.now() - fresh + pause);
      const ready = before?.state === 'ready';
      return put(projectId, ready ? before : {state: 'failed', ...words(projects, projectId)});
    }
    const definitions = (fields.ok && parseDefinitions(fields.data)) || [];
    return put(projectId, {
      state: 'ready',
      definitions: definitions.length > 0 ? definitions : undefined,
      ...words(projects, projectId),
    });
  }

  return {
    $forms,
    want(projectId) {
      if (session.now() - (askedAt.get(projectId) ?? -Infinity) > fresh) void ask(projectId);
    },
  };
}

/** The lists in a project's row are JSON in a string. */
function words(projects: Outcome, projectId: number): Pick<ProjectForm, 'callStatuses' | 'inspections'> {
  const rows = projects.ok && Array.isArray(projects.data) ? (projects.data as readonly unknown[]) : [];
  const row = rows.filter(isRecord).find(({id}) => wireInteger(id) === projectId);
  return {
    inspections: parseOptions(row?.['inspections']),
    callStatuses: statusOptions(row?.['statuses']),
  };
}

/** A status is a number: its own, or its place in the list, which holds even where another one has no name. */
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
