/** Loads the customer form of each project when a call needs it, and caches it. */
import {atom, type ReadableAtom} from 'nanostores';

import {noForm, type ProjectForm} from '../protocol/customer-form/field-definitions.ts';
import type {Session} from './session.ts';

export interface ProjectForms {
  readonly $forms: ReadableAtom<ReadonlyMap<number, ProjectForm>>;
  /** Loads the form of a project, unless it is cached or loading. */
  load(projectId: number): void;
}

/** An older form is loaded again, and used until the new one arrives (ms). */
const maxAge = 10 * 60_000;

/** A form that failed to load is loaded again after this time (ms). */
const retryAfter = 10_000;

const bySession = new WeakMap<Session, ProjectForms>();

export function projectFormsOf(session: Session): ProjectForms {
  const known = bySession.get(session) ?? createProjectForms(session);
  bySession.set(session, known);
  return known;
}

function createProjectForms(session: Session): ProjectForms {
  const $forms = atom<ReadonlyMap<number, ProjectForm>>(new Map());
  const requestedAt = new Map<number, number>();

  function setForm(projectId: number, form: ProjectForm) {
    $forms.set(new Map($forms.get()).set(projectId, form));
  }

  async function request(projectId: number) {
    const before = $forms.get().get(projectId);
    requestedAt.set(projectId, session.now());
    if (!before) setForm(projectId, {...noForm, state: 'asking'});
    const {form, fault} = await session.form(projectId);
    if (fault) requestedAt.set(projectId, session.now() - maxAge + retryAfter);
    setForm(projectId, fault && before?.state === 'ready' ? before : form);
  }

  return {
    $forms,
    load(projectId) {
      if (session.now() - (requestedAt.get(projectId) ?? -Infinity) > maxAge) void request(projectId);
    },
  };
}
