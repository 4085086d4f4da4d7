/** The forms of the calls at hand, each made once and kept until its card leaves. */
import {
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
  /** What the project below was made from. */
  from?: {readonly given: GivenFields | undefined; readonly theirs: ProjectForm};
  project?: ProjectForm;
}

/** So many forms of other calls wait behind the one in front, besides those that hold unsaved words. */
const mostBehind = 8;

const noForm: ProjectForm = {state: 'ready', callStatuses: [], inspections: []};

export class FormDeck {
  /**
   * Holds the forms of all cards, of which those that are not in front only hide: what leaves the page loses its
   * undo.
   */
  readonly element = document.createElement('div');

  readonly #entries = new Map<string, Entry>();
  #session: Session | undefined;

  /** Asks for the definitions that these calls need, and lets the forms of all other calls go. */
  keep(calls: readonly Call[], session: Session) {
    const open = new Set(calls.map(({sessionId}) => sessionId));
    for (const sessionId of this.#entries.keys())
      if (!open.has(sessionId) || session !== this.#session) this.#drop(sessionId);
    this.#session = session;
    for (const {customer} of calls)
      if (customer.projectId !== undefined) projectFormsOf(session).load(customer.projectId);
  }

  get(sessionId: string): CustomerForm | undefined {
    return this.#entries.get(sessionId)?.form;
  }

  /** Brings the form of a call to the front, in its present state. `given` wins over what the call system says. */
  show(call: Call, session: Session, given: GivenFields | undefined, words: CardStrings): Element {
    const {sessionId, customer} = call;
    const entry = this.#entries.get(sessionId) ?? {form: new CustomerForm(session, sessionId)};
    // The one that was in front last is the last.
    this.#entries.delete(sessionId);
    this.#entries.set(sessionId, entry);
    if (entry.form.element.parentNode !== this.element) this.element.append(entry.form.element);
    for (const {form} of this.#entries.values()) if (form !== entry.form) form.inFront = false;
    entry.form.inFront = true;
    this.#clear(session);
    const theirs =
      projectFormsOf(session)
        .$forms.get()
        .get(customer.projectId ?? -1) ?? noForm;
    if (entry.from?.given !== given || entry.from?.theirs !== theirs) {
      entry.from = {given, theirs};
      entry.project = projectFrom(call, given, theirs);
    }
    const draft = session.$drafts.get().get(sessionId);
    entry.form.update({call, draft, project: entry.project ?? theirs, words});
    return this.element;
  }

  /** A flood of calls must not leave a form for each of them: one that holds nothing can be made again. */
  #clear(session: Session) {
    const behind = [...this.#entries].slice(0, -1);
    if (behind.length <= mostBehind) return;
    const idle = behind.filter(([id, {form}]) => !session.$drafts.get().has(id) && !form.isHalfTyped);
    for (const [sessionId] of idle.slice(0, -mostBehind)) this.#drop(sessionId);
  }

  #drop(sessionId: string) {
    this.get(sessionId)?.element.remove();
    this.#entries.delete(sessionId);
  }
}

function projectFrom(call: Call, given: GivenFields | undefined, theirs: ProjectForm): ProjectForm {
  try {
    // A copy: the page may change what it is given, never what we know.
    const fields = typeof given === 'function' ? given(structuredClone(call)) : given;
    // An attribute that was taken away leaves null behind.
    if (fields === undefined || fields === null) return theirs;
    const definitions = parseDefinitions(fields);
    return definitions ? {...theirs, state: 'ready', definitions} : {...theirs, state: 'unreadable'};
  } catch {
    return {...theirs, state: 'unreadable'};
  }
}
