/**
 * The form of one call. It lives as long as the call's card, so cursor, undo and half-typed text survive while
 * another card is in front. Its controls own what is typed; each edit is told to the session at once.
 */
import {render} from 'lit';

import {
  fitting,
  formOf,
  type FormField,
  type ProjectForm,
} from '../../protocol/customer-form/field-definitions.ts';
import type {FieldValue, FieldValues} from '../../protocol/customer-form/field-values.ts';
import {readable} from '../../protocol/text.ts';
import type {Call} from '../../session/calls/calls.ts';
import {
  editOf,
  fieldKey,
  isUnknowing,
  recorded,
  same,
  withoutReplaced,
  type Draft,
  type Edit,
  type EditKey,
} from '../../session/drafts/drafts.ts';
import type {Session} from '../../session/session.ts';
import {
  controlsIn,
  isHalfTyped,
  problemOf,
  readControls,
  writeControls,
  type Control,
} from './form-controls.ts';
import {formContent, type FormRow as Row} from './form-parts.ts';
import type {CardStrings} from '../../strings/en.ts';

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

/** Which form has filled a control last: those of the page serve all forms in turn. */
const filledBy = new WeakMap<Control, CustomerForm>();

const hiddenSlot = 'hidden-';

/** Forms made so far: no two of them share an id. */
let made = 0;

const noField = {group: '', required: false, min: '', max: '', pattern: '', default: '', help: ''} as const;

/** Who scrolls the page means no number: the browser would count up the one that the pointer is over. */
function onWheel({target}: Event) {
  if (!(target instanceof HTMLInputElement) || target.type !== 'number' || target.readOnly) return;
  target.readOnly = true;
  setTimeout(() => (target.readOnly = false));
}

export class CustomerForm {
  readonly element = document.createElement('form');

  readonly #session: Session;
  readonly #sessionId: string;
  readonly #id = `form-${(made += 1)}`;
  #state: FormState | undefined;
  #rows: readonly Row[] = [];
  /** Where each row stands, by key. */
  #places: ReadonlyMap<string | undefined, Element> = new Map();
  #others: FieldValues = [];
  /** What is wrong, by row, once the agent has been told. */
  #problems: ReadonlyMap<EditKey, string> = new Map();
  /** What the session was told last of each row. */
  readonly #told = new Map<EditKey, FieldValue>();
  /** The edit that each row shows; none where it shows the record. */
  readonly #shows = new Map<EditKey, Edit>();
  /** What was put into each row, and how its controls give it back while nobody has touched them. */
  readonly #filled = new Map<EditKey, {readonly value: FieldValue; readonly shown: FieldValue}>();

  constructor(session: Session, sessionId: string) {
    this.#session = session;
    this.#sessionId = sessionId;
    this.element.id = 'form';
    this.element.noValidate = true;
    this.element.setAttribute('part', 'form');
    this.element.addEventListener('input', this.#edited);
    this.element.addEventListener('change', this.#changed);
    this.element.addEventListener('slotchange', this.#slotted);
    this.element.addEventListener('wheel', onWheel, {passive: true});
  }

  get hasFocus(): boolean {
    return this.element.matches(':focus-within');
  }

  get isHalfTyped(): boolean {
    return this.#rows.some(({key}) => isHalfTyped(this.#controls(key)));
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
      this.#problems = this.#problemsOf(this.#rows.filter(({key}) => this.#problems.has(key)));
    const goBack = this.#keepFocus();
    this.#build(state);
    this.#render(state);
    this.#fill(before?.draft);
    goBack();
  }

  /** A field may get another control: the cursor goes on where it was. */
  #keepFocus(): () => void {
    const {activeElement} = this.element.getRootNode() as ShadowRoot;
    const key = activeElement && this.#keyOf([activeElement]);
    if (!key) return () => undefined;
    const from = activeElement as HTMLInputElement;
    const {selectionStart, selectionEnd} = from;
    const place = this.#controls(key).indexOf(from);
    return () => {
      const to = this.#controls(key)[place];
      if (!to || to === from) return;
      to.focus();
      if ('selectionStart' in to && to.selectionStart !== null)
        to.setSelectionRange(selectionStart, selectionEnd);
    };
  }

  /** Shows what cannot be sent, goes to the first of it, and says how the fields are called. Empty: all is well. */
  check(): readonly string[] {
    this.#fill();
    this.#problems = this.#problemsOf(this.#everyRow());
    if (this.#state) this.#render(this.#state);
    const [first] = this.#problems.keys();
    if (first) this.#controls(first)[0]?.focus();
    return this.wrong;
  }

  /** The names of the fields that the agent has been told are wrong. */
  get wrong(): readonly string[] {
    return this.#everyRow()
      .filter(({key}) => this.#problems.has(key))
      .map(({field}) => readable(field.name, 100));
  }

  /** What differs from the record, and what stands in fields that it has no value for. */
  entries(): FormEntries {
    const {call} = this.#state!;
    const changed = this.#everyRow().flatMap(({key, field}) => {
      const [value, old] = [this.#valueOf(key), recorded(call, key)];
      return same(value, old ?? '') ? [] : [{key, name: field.name, value}];
    });
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
    const {fields, others} = formOf(project.definitions, call.customer.fields);
    const choice = (key: EditKey, name: string, options: ProjectForm['inspections']) => {
      const value = recorded(call, key);
      // What is on record can be changed but not taken away.
      const field = {...noField, name, group: words.result, required: value !== undefined, options};
      return options.length > 0 ? [[key, fitting({...field, type: 'select'}, value)] as const] : [];
    };
    const rows: readonly (readonly [EditKey, FormField])[] = [
      ...fields.slice(0, mostFields).map((field) => [fieldKey(field.name), field] as const),
      ...choice('call-status', words.callStatus, project.callStatuses),
      ...choice('inspection', words.inspection, project.inspections),
    ];
    this.#others = [...fields.slice(mostFields).map(({name, value}) => [name, value] as const), ...others];
    this.#rows = rows.map(([key, field], i) => {
      const edit = draft && editOf(draft, key);
      return {key, field: edit ? fitting(field, edit.value) : field, id: `${this.#id}-${i}`};
    });
  }

  #render({call, draft, project, words}: FormState) {
    const content = formContent(words, {
      rows: this.#rows,
      others: this.#others,
      problems: this.#problems,
      state: project.state,
      customer: call.customer,
      replaced: draft?.replaced ?? [],
      take: (edit) => {
        this.#session.edit(this.#sessionId, edit.key, edit.value);
        this.#drop(edit);
      },
      drop: (edit) => this.#drop(edit),
    });
    render(content, this.element);
    const places = [...this.element.querySelectorAll<HTMLElement>('[data-key]')];
    this.#places = new Map(places.map((place) => [place.dataset['key'], place]));
  }

  #drop(edit: Edit) {
    this.#session.redraft(this.#sessionId, (draft) => withoutReplaced(draft, edit));
  }

  /** A page's own element is a control only once it is defined. */
  readonly #slotted = (event: Event) => {
    this.#fill();
    for (const element of (event.target as HTMLSlotElement).assignedElements())
      if (element.matches(':not(:defined)'))
        void customElements.whenDefined(element.localName).then(() => this.#fill());
  };

  /** Puts the draft, or the record, into every row that does not show it yet. */
  #fill(before = this.#state?.draft) {
    const {call, draft} = this.#state!;
    for (const {key, field} of this.#everyRow()) {
      const controls = this.#controls(key);
      const ours = this.#filled.has(key) && this.#holds(controls);
      const shown = this.#valueOf(key);
      const edit = draft && editOf(draft, key);
      const discarded = !edit && before && editOf(before, key);
      // A default that the agent has taken away does not come back.
      const value = edit?.value ?? recorded(call, key) ?? (ours && !discarded ? shown : field.default);
      const isShown = ours && same(shown, value);
      if (!isShown && ours && (isHalfTyped(controls) || this.#stays(key, edit, controls, shown))) continue;
      if (edit) this.#shows.set(key, edit);
      else this.#shows.delete(key);
      if (isShown) continue;
      writeControls(controls, value);
      for (const control of controls) filledBy.set(control, this);
      this.#filled.set(key, {value, shown: readControls(controls)});
    }
  }

  /** A control of the page may show the call of another card still. */
  #holds(controls: readonly Control[]): boolean {
    return controls.every((control) => filledBy.get(control) === this);
  }

  /** The text under the agent's hands stays where another page has replaced it unseen; theirs is kept beside it. */
  #stays(key: EditKey, theirs: Edit | undefined, controls: readonly Control[], text: FieldValue): boolean {
    const mine = this.#shows.get(key);
    const inHand = document.hasFocus() && controls.some((control) => control.matches(':focus'));
    if (!inHand || !theirs || !mine || !isUnknowing(theirs, mine)) return false;
    queueMicrotask(() => this.#session.edit(this.#sessionId, key, text, mine));
    return true;
  }

  /** What a row holds now; as it was given while nobody has touched it, whatever its controls made of it. */
  #valueOf(key: EditKey): FieldValue {
    const controls = this.#controls(key);
    const filled = this.#filled.get(key);
    if (filled && !this.#holds(controls)) return filled.value;
    const value = readControls(controls);
    return filled && same(value, filled.shown) ? filled.value : value;
  }

  #problemOf(key: EditKey, field: FormField): string {
    return problemOf(field, this.#controls(key), this.#state!.words);
  }

  #problemsOf(rows: readonly Row[]): ReadonlyMap<EditKey, string> {
    return new Map(
      rows.flatMap(({key, field}) => {
        const problem = this.#problemOf(key, field);
        return problem ? [[key, problem] as const] : [];
      }),
    );
  }

  /** The controls of a row: the page's own where it has put some into the row's slot. */
  #controls(key: EditKey): readonly Control[] {
    const row = this.#places.get(key);
    if (row) {
      const given = row.querySelector('slot')?.assignedElements() ?? [];
      return given.length > 0 ? given.flatMap(controlsIn) : controlsIn(row);
    }
    return this.#addedControls().filter(({name}) => fieldKey(name) === key);
  }

  #addedControls(): readonly Control[] {
    const slot = this.element.querySelector<HTMLSlotElement>('slot[name=fields]');
    return (
      slot
        ?.assignedElements()
        .flatMap(controlsIn)
        .filter(({name}) => name) ?? []
    );
  }

  /** With the fields that the page has added. */
  #everyRow(): readonly Row[] {
    const names = new Set(this.#addedControls().map(({name}) => name));
    const added = [...names].map((name) => ({
      key: fieldKey(name),
      field: {...noField, name, type: 'text' as const, options: [], value: ''},
      id: '',
    }));
    return [...this.#rows, ...added];
  }

  #keyOf(path: readonly EventTarget[]): EditKey | undefined {
    for (const element of path) {
      if (!(element instanceof Element)) continue;
      const row = element.closest<HTMLElement>('[data-key]');
      // The page around may have a `data-key` of its own.
      if (row && this.element.contains(row)) return row.dataset['key'] as EditKey;
    }
    const name = this.#addedControls().find((control) => path.includes(control))?.name;
    return name === undefined ? undefined : fieldKey(name);
  }

  readonly #edited = (event: Event) => {
    const key = this.#keyOf(event.composedPath());
    if (!key) return;
    this.#recheck(key);
    // Half a number or date reads as nothing: the draft keeps what could be read last.
    if (isHalfTyped(this.#controls(key)) || !this.#state) return;
    const value = this.#valueOf(key);
    const before = this.#draft;
    this.#told.set(key, value);
    this.#session.edit(this.#sessionId, key, value, this.#shows.get(key) ?? null);
    const draft = this.#draft;
    const edit = draft && editOf(draft, key);
    if (edit && same(edit.value, value)) this.#shows.set(key, edit);
    // What was typed here stands here already; what came from another page does not.
    if (before === this.#state.draft && before?.replaced === draft?.replaced)
      this.#state = {...this.#state, draft};
  };

  get #draft(): Draft | undefined {
    return this.#session.$drafts.get().get(this.#sessionId);
  }

  /** A field that was left wrong says so at once, unless it is only empty still. */
  readonly #changed = (event: Event) => {
    const key = this.#keyOf(event.composedPath());
    const told = key && this.#told.get(key);
    // A control says it also when it leaves with its card: by then the words may be saved, or thrown away.
    if (key && (told === undefined || !same(told, this.#valueOf(key)))) this.#edited(event);
    const row = this.#rows.find((one) => one.key === key);
    if (!row || !this.#state) return;
    const problem = this.#problemOf(row.key, row.field);
    const empty = this.#valueOf(row.key).length === 0 && !isHalfTyped(this.#controls(row.key));
    if (!problem || empty) return;
    this.#problems = new Map(this.#problems).set(row.key, problem);
    this.#render(this.#state);
  };

  /** A problem that was shown goes as soon as it is solved. */
  #recheck(key: EditKey) {
    const row = this.#everyRow().find((one) => one.key === key);
    if (!row || !this.#problems.has(key) || !this.#state) return;
    const problem = this.#problemOf(key, row.field);
    if (problem === this.#problems.get(key)) return;
    const problems = new Map(this.#problems);
    if (problem) problems.set(key, problem);
    else problems.delete(key);
    this.#problems = problems;
    this.#render(this.#state);
  }
}
