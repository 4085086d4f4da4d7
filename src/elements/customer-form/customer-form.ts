/**
 * The form of one call. It exists as long as the call's card, so cursor, undo history and incomplete input survive while
 * another card is shown. The controls own the typed text; each edit is passed to the session immediately.
 */
import {render} from 'lit';

import {
  emptyField,
  widenToValue,
  withValues,
  type FormField,
  type ProjectForm,
} from '../../protocol/customer-form/field-definitions.ts';
import type {FieldValue, FieldValues} from '../../protocol/customer-form/field-values.ts';
import {readable} from '../../protocol/text.ts';
import type {Call} from '../../session/calls/calls.ts';
import {
  editOf,
  fieldKey,
  isConflict,
  recorded,
  same,
  withoutReplaced,
  type Draft,
  type Edit,
  type EditKey,
} from '../../session/drafts/drafts.ts';
import type {Session} from '../../session/session.ts';
import type {CardStrings} from '../../strings/en.ts';
import {Field} from './field.ts';
import {controlsIn, isUndefined, type Control} from './form-controls.ts';
import {formContent} from './form-parts.ts';

/** What the form shows; the same state is not rendered twice. */
export interface FormState {
  readonly call: Call;
  readonly draft: Draft | undefined;
  readonly project: ProjectForm;
  readonly strings: CardStrings;
}

/** What is sent when the form is saved. */
export interface FormEntries {
  readonly values: Readonly<Record<string, FieldValue>>;
  readonly callStatus?: number;
  readonly inspection?: string;
}

/** More fields are not shown; their values stay in the record. */
const maxFields = 500;

const hiddenSlot = 'hidden-';

/** Counts the forms, for unique ids. */
let formCount = 0;

/** Scrolling the page must not change the number field under the pointer, as browsers do by default. */
function onWheel({target}: Event) {
  if (!(target instanceof HTMLInputElement) || target.type !== 'number' || target.readOnly) return;
  target.readOnly = true;
  setTimeout(() => (target.readOnly = false));
}

export class CustomerForm {
  /**
   * Contains the native form, and inside it `#content`. Controls with names such as `id` hide members of their form, so
   * members of the form are never used once it has controls.
   */
  readonly element = document.createElement('div');
  readonly #content = document.createElement('div');
  /** The id of the native form, for its buttons outside. */
  readonly id = `form-${(formCount += 1)}`;

  readonly #session: Session;
  readonly #sessionId: string;
  #state: FormState | undefined;
  /** All fields that the form has ever had, by key. */
  readonly #fields = new Map<EditKey, Field>();
  #rows: readonly Field[] = [];
  #others: FieldValues = [];

  constructor(session: Session, sessionId: string) {
    this.#session = session;
    this.#sessionId = sessionId;
    const form = document.createElement('form');
    form.id = this.id;
    form.noValidate = true;
    form.setAttribute('part', 'form');
    form.append(this.#content);
    const {element} = this;
    element.id = 'form';
    element.append(form);
    element.addEventListener('input', this.#onInput);
    element.addEventListener('change', this.#onChange);
    element.addEventListener('slotchange', this.#onSlotChange);
    element.addEventListener('wheel', onWheel, {passive: true});
  }

  get hasFocus(): boolean {
    return this.element.matches(':focus-within');
  }

  get isHalfTyped(): boolean {
    return this.#rows.some((field) => field.isHalfTyped);
  }

  /** Only the form in front is visible and has the id `form` and the slots. */
  set inFront(inFront: boolean) {
    const {element} = this;
    if (element.hidden !== inFront) return;
    element.hidden = !inFront;
    element.id = inFront ? 'form' : '';
    for (const slot of element.querySelectorAll('slot'))
      slot.name = inFront ? slot.name.slice(hiddenSlot.length) : hiddenSlot + slot.name;
  }

  /** Shows a new state. Never replaces incomplete input. */
  update(state: FormState) {
    const {call, draft, project, strings} = state;
    const before = this.#state;
    const isChanged =
      before?.call.customer !== call.customer ||
      before.call.inspection !== call.inspection ||
      before.draft !== draft ||
      before.project !== project ||
      before.strings !== strings;
    this.#state = state;
    if (!isChanged) return;
    if (before?.strings !== strings)
      for (const field of this.#rows) if (field.problem) field.problem = field.problemIn(strings);
    const restoreFocus = this.#keepFocus();
    this.#build(state);
    this.#render(state);
    this.#fill(before?.draft);
    restoreFocus();
  }

  /** Returns a function that restores focus and cursor if the field gets another control. */
  #keepFocus(): () => void {
    const {activeElement} = this.element.getRootNode() as ShadowRoot;
    const field = activeElement && this.#fieldOf([activeElement]);
    if (!field) return () => undefined;
    const from = activeElement as HTMLInputElement;
    const {selectionStart, selectionEnd} = from;
    const place = field.controls.indexOf(from);
    return () => {
      const to = field.controls[place];
      if (!to || to === from) return;
      to.focus();
      if ('selectionStart' in to && to.selectionStart !== null)
        to.setSelectionRange(selectionStart, selectionEnd);
    };
  }

  /** Shows all errors, focuses the first field with one, and returns the names of these fields. */
  check(): readonly string[] {
    if (!this.#state) return [];
    this.#fill();
    const all = this.#everyField();
    for (const field of all) field.problem = field.problemIn(this.#state.strings);
    this.#render(this.#state);
    all.find(({problem}) => problem)?.controls[0]?.focus();
    return this.wrong;
  }

  /** The names of the fields that show an error. */
  get wrong(): readonly string[] {
    return this.#everyField()
      .filter(({problem}) => problem)
      .map(({field}) => readable(field.name, 100));
  }

  /** The values that differ from the record, or that it does not have. */
  entries(): FormEntries {
    const {call} = this.#state!;
    const changed = this.#everyField().flatMap(({key, field, value}) =>
      same(value, recorded(call, key) ?? '') ? [] : [{key, name: field.name, value}],
    );
    const of = (key: EditKey) => changed.find((entry) => entry.key === key)?.value as string | undefined;
    const [callStatus, inspection] = [of('call-status'), of('inspection')];
    const values = changed.filter(({key, name}) => key === fieldKey(name));
    return {
      values: Object.fromEntries(values.map(({name, value}) => [name, value])),
      ...(callStatus && {callStatus: Number(callStatus)}),
      ...(inspection && {inspection}),
    };
  }

  #build({call, draft, project, strings}: FormState) {
    const {fields, others} = withValues(project.definitions, call.customer.fields);
    const choice = (key: EditKey, name: string, options: ProjectForm['inspections']) => {
      const value = recorded(call, key);
      // A recorded value can be changed but not removed.
      const field = {...emptyField, name, group: strings.result, required: value !== undefined, options};
      return options.length > 0 ? [[key, widenToValue({...field, type: 'select'}, value)] as const] : [];
    };
    const rows: readonly (readonly [EditKey, FormField])[] = [
      ...fields.slice(0, maxFields).map((field) => [fieldKey(field.name), field] as const),
      ...choice('call-status', strings.callStatus, project.callStatuses),
      ...choice('inspection', strings.inspection, project.inspections),
    ];
    this.#others = [...fields.slice(maxFields).map(({name, value}) => [name, value] as const), ...others];
    this.#rows = rows.map(([key, field]) => {
      const edit = draft && editOf(draft, key);
      return this.#field(key, edit ? widenToValue(field, edit.value) : field);
    });
  }

  #field(key: EditKey, definition: FormField): Field {
    const id = `${this.id}-${this.#fields.size}`;
    const field = this.#fields.get(key) ?? new Field(key, id, definition, () => this.#addedControls());
    this.#fields.set(key, field);
    field.field = definition;
    return field;
  }

  #render({call, draft, project, strings}: FormState) {
    const content = formContent(strings, {
      rows: this.#rows,
      others: this.#others,
      state: project.state,
      customer: call.customer,
      replaced: draft?.replaced ?? [],
      take: (edit) => {
        this.#session.edit(this.#sessionId, edit.key, edit.value);
        this.#dismiss(edit);
      },
      drop: (edit) => this.#dismiss(edit),
    });
    render(content, this.#content);
    const places = [...this.#content.querySelectorAll<HTMLElement>('[data-key]')];
    const byKey = new Map(places.map((place) => [place.dataset['key'], place]));
    for (const [key, field] of this.#fields) field.row = byKey.get(key);
  }

  #dismiss(edit: Edit) {
    this.#session.redraft(this.#sessionId, (draft) => withoutReplaced(draft, edit));
  }

  /** A custom element of the page is a control only once it is defined. */
  readonly #onSlotChange = (event: Event) => {
    this.#fill();
    for (const element of (event.target as HTMLSlotElement).assignedElements())
      if (isUndefined(element)) void customElements.whenDefined(element.localName).then(() => this.#fill());
  };

  /** Sets the value of the draft, or the recorded one, in every field that does not show it yet. */
  #fill(before = this.#state?.draft) {
    const {call, draft} = this.#state!;
    for (const field of this.#everyField()) {
      const {key, value: shown, isFilled} = field;
      const edit = draft && editOf(draft, key);
      const discarded = !edit && before && editOf(before, key);
      // A default that the agent has removed is not set again.
      const value =
        edit?.value ?? recorded(call, key) ?? (isFilled && !discarded ? shown : field.field.default);
      const isShown = isFilled && same(shown, value);
      if (!isShown && isFilled && (field.isHalfTyped || this.#keepsText(field, edit))) continue;
      field.shows = edit;
      if (!isShown) field.fill(value);
    }
  }

  /** Whether a conflicting edit of another page must not replace the text that the agent is typing; it becomes a conflict. */
  #keepsText(field: Field, incoming: Edit | undefined): boolean {
    const {key, shows: current, value: text} = field;
    if (!incoming || !current || !isConflict(incoming, current) || !field.hasFocus) return false;
    queueMicrotask(() => this.#session.edit(this.#sessionId, key, text, current));
    return true;
  }

  #addedControls(): readonly Control[] {
    const slot = this.#content.querySelector<HTMLSlotElement>('slot[name=fields]');
    const controls = slot?.assignedElements().flatMap(controlsIn) ?? [];
    return controls.filter(({name}) => name);
  }

  /** All fields, including those that the page has added. */
  #everyField(): readonly Field[] {
    const known = new Set(this.#rows.map(({key}) => key));
    const names = new Set(this.#addedControls().map(({name}) => name));
    const added = [...names].filter((name) => !known.has(fieldKey(name)));
    const field = {...emptyField, type: 'text' as const, options: [], value: ''};
    return [...this.#rows, ...added.map((name) => this.#field(fieldKey(name), {...field, name}))];
  }

  #fieldOf(path: readonly EventTarget[]): Field | undefined {
    const inRow = ({row}: Field) => row && path.some((one) => one instanceof Node && row.contains(one));
    return (
      this.#rows.find(inRow) ??
      this.#everyField().find(({controls}) => controls.some((control) => path.includes(control)))
    );
  }

  readonly #onInput = (event: Event) => {
    const field = this.#fieldOf(event.composedPath());
    if (!field || !this.#state) return;
    this.#recheck(field, this.#state);
    // Incomplete input has no value: the draft keeps the last complete one.
    if (field.isHalfTyped) return;
    const {key, value} = field;
    const before = this.#draft;
    field.sent = value;
    this.#session.edit(this.#sessionId, key, value, field.shows ?? null);
    const draft = this.#draft;
    const edit = draft && editOf(draft, key);
    if (edit && same(edit.value, value)) field.shows = edit;
    // The controls show this edit already, so nothing is rendered, unless another page has changed the draft too.
    if (before === this.#state.draft && before?.replaced === draft?.replaced)
      this.#state = {...this.#state, draft};
  };

  get #draft(): Draft | undefined {
    return this.#session.$drafts.get().get(this.#sessionId);
  }

  /** Shows the error of a field when it is left, unless it is only empty. */
  readonly #onChange = (event: Event) => {
    const field = this.#fieldOf(event.composedPath());
    if (!field || !this.#state) return;
    // `change` also fires when a card is removed: by then the value may be saved or discarded.
    if (field.sent === undefined || !same(field.sent, field.value)) this.#onInput(event);
    if (!this.#rows.includes(field) || (field.value.length === 0 && !field.isHalfTyped)) return;
    const problem = field.problemIn(this.#state.strings);
    if (!problem) return;
    field.problem = problem;
    this.#render(this.#state);
  };

  /** Updates a shown error while the agent is typing. */
  #recheck(field: Field, state: FormState) {
    if (!field.problem) return;
    const problem = field.problemIn(state.strings);
    if (problem === field.problem) return;
    field.problem = problem;
    this.#render(state);
  }
}
