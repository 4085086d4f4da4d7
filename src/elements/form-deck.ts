/** The forms of the calls at hand, each made once and kept until its card leaves. */
import {parseDefinitions, type FieldInput} from '../protocol/field-definitions.ts';
import type {Call} from '../session/calls.ts';
import {formsOf, type ProjectForm} from '../session/project-forms.ts';
import type {Session} from '../session/session.ts';
import type {CardWords} from '../strings/card.en.ts';
import {CustomerForm} from './customer-form.ts';

/** Definitions that a page gives in place of the call system's. */
export type GivenFields =
  | readonly FieldInput[]
  | string
  | ((call: Call) => readonly FieldInput[] | undefined);

interface Entry {
  readonly form: CustomerForm;
  /** What the project below was made from. */
  from?: {readonly given: GivenFields | undefined; readonly theirs: ProjectForm};
  project?: ProjectForm;
}

const noForm: ProjectForm = {state: 'ready', callStatuses: [], inspections: []};

export class FormDeck {
  readonly #entries = new Map<string, Entry>();

  /** Asks for the definitions that these calls need, and lets the forms of all other calls go. */
  keep(calls: readonly Call[], session: Session) {
    const open = new Set(calls.map(({sessionId}) => sessionId));
    for (const sessionId of this.#entries.keys()) if (!open.has(sessionId)) this.#entries.delete(sessionId);
    for (const {customer} of calls)
      if (customer.projectId !== undefined) formsOf(session).want(customer.projectId);
  }

  has(sessionId: string): boolean {
    return this.#entries.has(sessionId);
  }

  get(sessionId: string): CustomerForm | undefined {
    return this.#entries.get(sessionId)?.form;
  }

  /** The form of a call in its present state. `given` wins over what the call system says. */
  show(call: Call, session: Session, given: GivenFields | undefined, words: CardWords): CustomerForm {
    const {sessionId, customer} = call;
    const entry = this.#entries.get(sessionId) ?? {form: new CustomerForm(session, sessionId)};
    this.#entries.set(sessionId, entry);
    const theirs =
      formsOf(session)
        .$forms.get()
        .get(customer.projectId ?? -1) ?? noForm;
    if (entry.from?.given !== given || entry.from?.theirs !== theirs) {
      entry.from = {given, theirs};
      entry.project = projectFrom(call, given, theirs);
    }
    const draft = session.$drafts.get().get(sessionId);
    entry.form.update({call, draft, project: entry.project ?? theirs, words});
    return entry.form;
  }
}

function projectFrom(call: Call, given: GivenFields | undefined, theirs: ProjectForm): ProjectForm {
  if (given === undefined) return theirs;
  try {
    const fields = typeof given === 'function' ? given(call) : given;
    if (fields === undefined) return theirs;
    const definitions = parseDefinitions(fields);
    return definitions ? {...theirs, state: 'ready', definitions} : {...theirs, state: 'unreadable'};
  } catch {
    return {...theirs, state: 'unreadable'};
  }
}
