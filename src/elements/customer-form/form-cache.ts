/** The forms of the open calls: each is created once and kept until its card is removed. */
import {
  noForm,
  parseDefinitions,
  type FieldInput,
  type ProjectForm,
} from '../../protocol/customer-form/field-definitions.ts';
import type {Call} from '../../session/calls/calls.ts';
import {projectFormsOf} from '../../session/project-forms.ts';
import type {Session} from '../../session/session.ts';
import {CustomerForm} from './customer-form.ts';
import type {CardStrings} from '../../strings/en.ts';

/** Definitions that a page gives in place of the call system's. */
export type GivenFields =
  | readonly FieldInput[]
  | string
  | ((call: Call) => readonly FieldInput[] | undefined);

interface Entry {
  readonly form: CustomerForm;
  /** What `project` was made from. */
  from?: {readonly given: GivenFields | undefined; readonly loaded: ProjectForm};
  project?: ProjectForm;
}

/** How many hidden forms without unsaved edits are kept. */
const maxHidden = 8;

export class FormCache {
  /**
   * Contains the forms of all cards. Those of other cards are only hidden: removing a control from the document clears
   * its undo history.
   */
  readonly element = document.createElement('div');

  readonly #entries = new Map<string, Entry>();
  #session: Session | undefined;

  /** Loads the definitions that these calls need, and removes the forms of all other calls. */
  retain(calls: readonly Call[], session: Session) {
    const open = new Set(calls.map(({sessionId}) => sessionId));
    for (const sessionId of this.#entries.keys())
      if (!open.has(sessionId) || session !== this.#session) this.#remove(sessionId);
    this.#session = session;
    for (const {customer} of calls)
      if (customer.projectId !== undefined) projectFormsOf(session).load(customer.projectId);
  }

  get(sessionId: string): CustomerForm | undefined {
    return this.#entries.get(sessionId)?.form;
  }

  /** Shows the form of a call with its current state. `given` replaces the call system's fields. */
  show(call: Call, session: Session, given: GivenFields | undefined, strings: CardStrings): Element {
    const {sessionId, customer} = call;
    const entry = this.#entries.get(sessionId) ?? {form: new CustomerForm(session, sessionId)};
    // The most recently shown form is the last entry.
    this.#entries.delete(sessionId);
    this.#entries.set(sessionId, entry);
    if (entry.form.element.parentNode !== this.element) this.element.append(entry.form.element);
    for (const {form} of this.#entries.values()) if (form !== entry.form) form.inFront = false;
    entry.form.inFront = true;
    this.#removeIdle(session);
    const loaded =
      projectFormsOf(session)
        .$forms.get()
        .get(customer.projectId ?? -1) ?? noForm;
    if (entry.from?.given !== given || entry.from?.loaded !== loaded) {
      entry.from = {given, loaded};
      entry.project = projectFrom(call, given, loaded);
    }
    const draft = session.$drafts.get().get(sessionId);
    entry.form.update({call, draft, project: entry.project ?? loaded, strings});
    return this.element;
  }

  /** Limits the number of forms: one without unsaved edits can be created again. */
  #removeIdle(session: Session) {
    const hidden = [...this.#entries].slice(0, -1);
    if (hidden.length <= maxHidden) return;
    const idle = hidden.filter(([id, {form}]) => !session.$drafts.get().has(id) && !form.isHalfTyped);
    for (const [sessionId] of idle.slice(0, -maxHidden)) this.#remove(sessionId);
  }

  #remove(sessionId: string) {
    this.get(sessionId)?.element.remove();
    this.#entries.delete(sessionId);
  }
}

function projectFrom(call: Call, given: GivenFields | undefined, loaded: ProjectForm): ProjectForm {
  try {
    // A copy, because the page's function may change it.
    const fields = typeof given === 'function' ? given(structuredClone(call)) : given;
    // A removed attribute is `null`.
    if (fields === undefined || fields === null) return loaded;
    const definitions = parseDefinitions(fields);
    return definitions ? {...loaded, state: 'ready', definitions} : {...loaded, state: 'unreadable'};
  } catch {
    return {...loaded, state: 'unreadable'};
  }
}
