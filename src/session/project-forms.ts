/** The customer form of each project: asked for when a call needs it, then kept. */
import {atom, type ReadableAtom} from 'nanostores';

import type {ProjectForm} from '../protocol/customer-form/field-definitions.ts';
import type {Session} from './session.ts';

export interface ProjectForms {
  readonly $forms: ReadableAtom<ReadonlyMap<number, ProjectForm>>;
  /** Asks for the form of a project, unless it is known or on its way. */
  want(projectId: number): void;
}

/** A form that is older than this is asked for again, and used meanwhile (ms). */
const fresh = 10 * 60_000;

/** A form that was not to be had is asked for again after this time (ms). */
const pause = 10_000;

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
    const {form, fault} = await session.form(projectId);
    if (fault) askedAt.set(projectId, session.now() - fresh + pause);
    put(projectId, fault && before?.state === 'ready' ? before : form);
  }

  return {
    $forms,
    want(projectId) {
      if (session.now() - (askedAt.get(projectId) ?? -Infinity) > fresh) void ask(projectId);
    },
  };
}
