/**
 * The form of one call. It lives as long as the call's card, so cursor, undo and half-typed text survive while
 * another card is in front. Its controls own what is typed; each edit is told to the session at once.
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

/** What the form is made from; the same again renders nothing. */
export interface FormState {
  readonly call: Call;
  readonly draft: Draft | undefined;
  readonly project: ProjectForm;
  readonly words: CardStrings;
}

/** What is sent when the form is saved. */
export interface FormEntries {
  readonly values: Readonly<Record<string, FieldValue>>;
  readonly callStatus?: number;
  readonly inspection?: string;
}

/** More fields than this hide those that matter; the record keeps the others. */
const mostFields = 500;

const hiddenSlot = 'hidden-';

/** Forms made so far: no two of them share an id. */
let made = 0;

/** Who scrolls the page means no number: the browser would count up the one that the pointer is over. */
function onWheel({target}: Event) {
  if (!(target instanceof HTMLInputElement) || target.type !== 'number' || target.readOnly) return;
  target.readOnly = true;
  setTimeout(() => (target.readOnly = false));
}

export class CustomerForm {
  /**
   * Holds the native form, and inside it `#content`. A form answers to the names of its controls before its own
   * members: nothing here asks it for anything once there are controls in it.
   */
  readonly element = document.createElement('div');
  readonly #content = document.createElement('div');
  /** The id of the native form, for its buttons outside. */
  readonly id = `form-${(made += 1)}`;

  readonly #session: Session;
  readonly #sessionId: string;
  #state: FormState | undefined;
  /** All that there have been, by key. */
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
    element.addEventListener('input', this.#edited);
    element.addEventListener('change', this.#changed);
    element.addEventListener('slotchange', this.#slotted);
    element.addEventListener('wheel', onWheel, {passive: true});
  }

  get hasFocus(): boolean {
    return this.element.matches(':focus-within');
  }

  get isHalfTyped(): boolean {
    return this.#rows.some((field) => field.isHalfTyped);
  }

  /** Of several forms only the one in front is seen, and has its name and the slots. */
  set inFront(inFront: boolean) {
    const {element} = this;
    if (element.hidden !== inFront) return;
    element.hidden = !inFront;
    element.id = inFront ? 'form' : '';
    for (const slot of element.querySelectorAll('slot'))
      slot.name = inFront ? slot.name.slice(hiddenSlot.length) : hiddenSlot + slot.name;
  }

  /** Shows the present state. What the agent has typed is never put aside by it. */
  update(state: FormState) {
    const {call, draft, project, words} = state;
    const before = this.#state;
    const news =
      before?.call.customer !== call.customer ||
      before.call.inspection !== call.inspection ||
      before.draft !== draft ||
      before.project !== project ||
      before.words !== words;
    this.#state = state;
    if (!news) return;
    if (before?.words !== words)
      for (const field of this.#rows) if (field.problem) field.problem = field.problemIn(words);
    const goBack = this.#keepFocus();
    this.#build(state);
    this.#render(state);
    this.#fill(before?.draft);
    goBack();
  }

  /** A field may get another control: the cursor goes on where it was. */
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

  /** Shows what cannot be sent, goes to the first of it, and says how the fields are called. Empty: all is well. */
  check(): readonly string[] {
    if (!this.#state) return [];
    this.#fill();
    const all = this.#everyField();
    for (const field of all) field.problem = field.problemIn(this.#state.words);
    this.#render(this.#state);
    all.find(({problem}) => problem)?.controls[0]?.focus();
    return this.wrong;
  }

  /** The names of the fields that the agent has been told are wrong. */
  get wrong(): readonly string[] {
    return this.#everyField()
      .filter(({problem}) => problem)
      .map(({field}) => readable(field.name, 100));
  }

  /** What differs from the record, and what stands in fields that it has no value for. */
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

  #build({call, draft, project, words}: FormState) {
    const {fields, others} = withValues(project.definitions, call.customer.fields);
    const choice = (key: EditKey, name: string, options: ProjectForm['inspections']) => {
      const value = recorded(call, key);
      // What is on record can be changed but not taken away.
      const field = {...emptyField, name, group: words.result, required: value !== undefined, options};
      return options.length > 0 ? [[key, widenToValue({...field, type: 'select'}, value)] as const] : [];
    };
    const rows: readonly (readonly [EditKey, FormField])[] = [
      ...fields.slice(0, mostFields).map((field) => [fieldKey(field.name), field] as const),
      ...choice('call-status', words.callStatus, project.callStatuses),
      ...choice('inspection', words.inspection, project.inspections),
    ];
    this.#others = [...fields.slice(mostFields).map(({name, value}) => [name, value] as const), ...others];
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

  #render({call, draft, project, words}: FormState) {
    const content = formContent(words, {
      rows: this.#rows,
      others: this.#others,
      state: project.state,
      customer: call.customer,
      replaced: draft?.replaced ?? [],
      take: (edit) => {
        this.#session.edit(this.#sessionId, edit.key, edit.value);
        this.#drop(edit);
      },
      drop: (edit) => this.#drop(edit),
    });
    render(content, this.#content);
    const places = [...this.#content.querySelectorAll<HTMLElement>('[data-key]')];
    const byKey = new Map(places.map((place) => [place.dataset['key'], place]));
    for (const [key, field] of this.#fields) field.row = byKey.get(key);
  }

  #drop(edit: Edit) {
    this.#session.redraft(this.#sessionId, (draft) => withoutReplaced(draft, edit));
  }

  /** A page's own element is a control only once it is defined. */
  readonly #slotted = (event: Event) => {
    this.#fill();
    for (const element of (event.target as HTMLSlotElement).assignedElements())
      if (isUndefined(element)) void customElements.whenDefined(element.localName).then(() => this.#fill());
  };

  /** Puts the draft, or the record, into every field that does not show it yet. */
  #fill(before = this.#state?.draft) {
    const {call, draft} = this.#state!;
    for (const field of this.#everyField()) {
      const {key, value: shown, isFilled} = field;
      const edit = draft && editOf(draft, key);
      const discarded = !edit && before && editOf(before, key);
      // A default that the agent has taken away does not come back.
      const value =
        edit?.value ?? recorded(call, key) ?? (isFilled && !discarded ? shown : field.field.default);
      const isShown = isFilled && same(shown, value);
      if (!isShown && isFilled && (field.isHalfTyped || this.#stays(field, edit))) continue;
      field.shows = edit;
      if (!isShown) field.fill(value);
    }
  }

  /** The text under the agent's hands stays where another page has replaced it unseen; theirs is kept beside it. */
  #stays(field: Field, theirs: Edit | undefined): boolean {
    const {key, shows: mine, value: text} = field;
    if (!theirs || !mine || !isConflict(theirs, mine) || !field.hasFocus) return false;
    queueMicrotask(() => this.#session.edit(this.#sessionId, key, text, mine));
    return true;
  }

  #addedControls(): readonly Control[] {
    const slot = this.#content.querySelector<HTMLSlotElement>('slot[name=fields]');
    const controls = slot?.assignedElements().flatMap(controlsIn) ?? [];
    return controls.filter(({name}) => name);
  }

  /** With the fields that the page has added. */
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

  readonly #edited = (event: Event) => {
    const field = this.#fieldOf(event.composedPath());
    if (!field || !this.#state) return;
    this.#recheck(field, this.#state);
    // Half a number or date reads as nothing: the draft keeps what could be read last.
    if (field.isHalfTyped) return;
    const {key, value} = field;
    const before = this.#draft;
    field.told = value;
    this.#session.edit(this.#sessionId, key, value, field.shows ?? null);
    const draft = this.#draft;
    const edit = draft && editOf(draft, key);
    if (edit && same(edit.value, value)) field.shows = edit;
    // What was typed here stands here already; what came from another page does not.
    if (before === this.#state.draft && before?.replaced === draft?.replaced)
      this.#state = {...this.#state, draft};
  };

  get #draft(): Draft | undefined {
    return this.#session.$drafts.get().get(this.#sessionId);
  }

  /** A field that was left wrong says so at once, unless it is only empty still. */
  readonly #changed = (event: Event) => {
    const field = this.#fieldOf(event.composedPath());
    if (!field || !this.#state) return;
    // A control says it also when it leaves with its card: by then the words may be saved, or thrown away.
    if (field.told === undefined || !same(field.told, field.value)) this.#edited(event);
    if (!this.#rows.includes(field) || (field.value.length === 0 && !field.isHalfTyped)) return;
    const problem = field.problemIn(this.#state.words);
    if (!problem) return;
    field.problem = problem;
    this.#render(this.#state);
  };

  /** A problem that was shown goes as soon as it is solved. */
  #recheck(field: Field, state: FormState) {
    if (!field.problem) return;
    const problem = field.problemIn(state.words);
    if (problem === field.problem) return;
    field.problem = problem;
    this.#render(state);
  }
}
