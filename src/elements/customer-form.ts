/**
 * The form of one call. It lives as long as the call's card, so cursor, undo and half-typed text survive while
 * another card is in front. Its controls own what is typed; each edit is told to the session at once.
 */
import {html, nothing, render} from 'lit';

import {formOf, type FormField} from '../protocol/field-definitions.ts';
import type {FieldValue, FieldValues} from '../protocol/field-values.ts';
import {readable} from '../protocol/text.ts';
import type {Call} from '../session/calls.ts';
import {
  editOf,
  fieldKey,
  fieldName,
  recorded,
  same,
  withoutReplaced,
  type Draft,
  type Edit,
  type EditKey,
} from '../session/drafts.ts';
import type {ProjectForm} from '../session/project-forms.ts';
import type {Session} from '../session/session.ts';
import type {CardWords} from '../strings/card.en.ts';
import {
  controlOf,
  controlsIn,
  isHalfTyped,
  problemOf,
  readControls,
  writeControls,
  type Control,
} from './form-controls.ts';

/** What the form is made from; the same again renders nothing. */
export interface FormState {
  readonly call: Call;
  readonly draft: Draft | undefined;
  readonly project: ProjectForm;
  readonly words: CardWords;
}

/** What is sent when the form is saved. */
export interface FormEntries {
  readonly values: Readonly<Record<string, FieldValue>>;
  readonly callStatus?: number;
  readonly inspection?: string;
}

/** One row of the form. Its name may also be that of a choice beside the fields. */
interface Row {
  readonly key: EditKey;
  readonly field: FormField;
  readonly id: string;
}

/** More fields than this hide those that matter; the record keeps the others. */
const mostFields = 500;
/** So many of the values that are only kept are shown. */
const mostOthers = 100;

const noField = {group: '', required: false, min: '', max: '', pattern: '', default: '', help: ''} as const;

export class CustomerForm {
  readonly element = document.createElement('form');

  readonly #session: Session;
  readonly #sessionId: string;
  #state: FormState | undefined;
  #rows: readonly Row[] = [];
  /** Where each row stands, by key. */
  #places: ReadonlyMap<string | undefined, Element> = new Map();
  #others: FieldValues = [];
  /** What is wrong, by row, once the agent has been told. */
  #problems: ReadonlyMap<EditKey, string> = new Map();
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
    this.element.addEventListener('slotchange', () => this.#fill());
  }

  get hasFocus(): boolean {
    return this.element.matches(':focus-within');
  }

  /** Shows the present state. What the agent has typed is never put aside by it. */
  update(state: FormState) {
    const {call, draft, project, words} = state;
    const before = this.#state;
    const news =
      before?.call.customer !== call.customer ||
      before.call.inspection !== call.inspection ||
      before.project !== project ||
      before.words !== words;
    this.#state = state;
    if (news) this.#build(state);
    if (news || before.draft?.replaced !== draft?.replaced) this.#render(state);
    if (news || before.draft !== draft) this.#fill();
  }

  /** Shows what cannot be sent, goes to the first of it, and says how the fields are called. Empty: all is well. */
  check(): readonly string[] {
    this.#problems = new Map(
      this.#rows.flatMap(({key, field}) => {
        const problem = this.#problemOf(key, field);
        return problem ? [[key, problem] as const] : [];
      }),
    );
    if (this.#state) this.#render(this.#state);
    const [first] = this.#problems.keys();
    if (first) this.#controls(first)[0]?.focus();
    return this.wrong;
  }

  /** The names of the fields that the agent has been told are wrong. */
  get wrong(): readonly string[] {
    return this.#rows.filter(({key}) => this.#problems.has(key)).map(({field}) => readable(field.name, 100));
  }

  /** What differs from the record, and what stands in fields that it has no value for. */
  entries(): FormEntries {
    const {call} = this.#state!;
    const changed = [...this.#rows, ...this.#added()].flatMap(({key, field}) => {
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

  #build({call, project, words}: FormState) {
    const {fields, others} = formOf(project.definitions, call.customer.fields);
    const choice = (
      name: string,
      value: FieldValue | undefined,
      options: ProjectForm['inspections'],
    ): FormField => ({
      ...noField,
      name,
      group: words.result,
      type: 'select',
      options,
      value: value ?? '',
    });
    const rows: readonly (readonly [EditKey, FormField])[] = [
      ...fields.slice(0, mostFields).map((field) => [fieldKey(field.name), field] as const),
      ['call-status', choice(words.callStatus, recorded(call, 'call-status'), project.callStatuses)],
      ['inspection', choice(words.inspection, recorded(call, 'inspection'), project.inspections)],
    ];
    this.#others = [...fields.slice(mostFields).map(({name, value}) => [name, value] as const), ...others];
    this.#rows = rows
      .filter(([key, field]) => fieldName(key) !== undefined || field.options.length > 0)
      .map(([key, field], i) => ({key, field, id: `row-${i}`}));
  }

  #render({call, draft, project, words}: FormState) {
    const {activeElement} = this.element.getRootNode() as ShadowRoot;
    const focused = activeElement && this.#keyOf([activeElement]);
    const replaced = draft?.replaced ?? [];
    const groups = Map.groupBy(this.#rows, ({field}) => field.group);
    render(
      html`
        ${project.state === 'ready' ? nothing : html`<p class="muted">${words.noForm[project.state]}</p>`}
        ${this.#rows.length === 0 && project.state === 'ready' ? html`<p class="muted">${words.noFields}</p>` : nothing}
        ${call.customer.unreadable === 'fields' ? this.#unreadable(call, words) : nothing}
        ${[...groups].map(([group, rows]) => {
          const inside = html`<div class="grid">${rows.map((row) => this.#row(row, words, replaced))}</div>`;
          return group
            ? html`<fieldset class="group"><legend>${readable(group, 200)}</legend>${inside}</fieldset>`
            : inside;
        })}
        <slot name="fields"></slot>
        ${this.#others.length > 0 ? this.#otherValues(words) : nothing}
      `,
      this.element,
    );
    const places = [...this.element.querySelectorAll<HTMLElement>('[data-key]')];
    this.#places = new Map(places.map((place) => [place.dataset['key'], place]));
    if (focused && !this.element.contains(activeElement)) this.#controls(focused)[0]?.focus();
  }

  #row({key, field, id}: Row, words: CardWords, replaced: readonly Edit[]) {
    const problem = this.#problems.get(key);
    const name = readable(field.name, 200);
    const mark = field.required ? html`<span class="required" title=${words.requiredHint}>*</span>` : nothing;
    const inside = html`<slot name="field-${field.name}">${controlOf(field, id, words, !!problem)}</slot>
      <p class="help muted" id="${id}-help" ?hidden=${!field.help}>${field.help}</p>
      <p class="problem" id="${id}-problem" ?hidden=${!problem}>${problem}</p>
      ${replaced.filter((edit) => edit.key === key).map((edit) => this.#replacedText(edit, words))}`;
    const wide = field.type === 'textarea' || field.type === 'multiselect' ? 'wide' : '';
    if (field.type !== 'radio' && field.type !== 'multiselect') {
      return html`<div part="field" class="field ${wide}" data-key=${key}>
        <label for=${id}><bdi>${name}</bdi>${mark}</label>${inside}
      </div>`;
    }
    return html`<fieldset part="field" class="field ${wide}" data-key=${key} aria-describedby="${id}-help ${id}-problem">
      <legend><bdi>${name}</bdi>${mark}</legend>${inside}
    </fieldset>`;
  }

  #replacedText(edit: Edit, words: CardWords) {
    const text = readable(typeof edit.value === 'string' ? edit.value : edit.value.join(words.listSeparator));
    const drop = () => this.#session.redraft(this.#sessionId, (draft) => withoutReplaced(draft, edit));
    const take = () => {
      this.#session.edit(this.#sessionId, edit.key, edit.value);
      drop();
    };
    return html`<p class="replaced">
      <bdi>${words.replaced(text)}</bdi>
      <button type="button" class="outlined" @click=${take}>${words.take}</button>
      <button type="button" @click=${drop}>${words.drop}</button>
    </p>`;
  }

  #unreadable({customer}: Call, words: CardWords) {
    return html`<p part="fault" class="wrong">${words.fieldsUnreadable}</p>
      ${customer.fieldsText ? html`<pre class="raw">${readable(customer.fieldsText)}</pre>` : nothing}`;
  }

  #otherValues(words: CardWords) {
    const text = (value: FieldValue) =>
      readable(typeof value === 'string' ? value : value.join(words.listSeparator)) || '—';
    const more = this.#others.length - mostOthers;
    return html`<h4>${words.others}</h4>
      <dl class="grid">
        ${this.#others
          .slice(0, mostOthers)
          .map(
            ([name, value]) =>
              html`<div><dt><bdi>${readable(name, 200)}</bdi></dt><dd><bdi>${text(value)}</bdi></dd></div>`,
          )}
      </dl>
      ${more > 0 ? html`<p class="muted">${words.moreKept(more)}</p>` : nothing}`;
  }

  /** Puts the draft, or the record, into every row that does not show it yet. */
  #fill() {
    const {call, draft} = this.#state!;
    const {activeElement} = this.element.getRootNode() as ShadowRoot;
    for (const {key, field} of [...this.#rows, ...this.#added()]) {
      const controls = this.#controls(key);
      const value = (draft && editOf(draft, key)?.value) ?? recorded(call, key) ?? field.default;
      const known = this.#filled.get(key);
      const typing = controls.some(
        (control) => control === activeElement || control === document.activeElement,
      );
      if (known && (same(this.#valueOf(key), value) || typing || isHalfTyped(controls))) continue;
      writeControls(controls, value);
      this.#filled.set(key, {value, shown: readControls(controls)});
    }
  }

  /** What a row holds now; as it was given while nobody has touched it, whatever its controls made of it. */
  #valueOf(key: EditKey): FieldValue {
    const value = readControls(this.#controls(key));
    const filled = this.#filled.get(key);
    return filled && same(value, filled.shown) ? filled.value : value;
  }

  #problemOf(key: EditKey, field: FormField): string {
    return problemOf(field, this.#controls(key), this.#state!.words);
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

  /** Fields that the page has added. */
  #added(): readonly Row[] {
    const names = new Set(this.#addedControls().map(({name}) => name));
    return [...names].map((name) => ({
      key: fieldKey(name),
      field: {...noField, name, type: 'text', options: [], value: ''},
      id: '',
    }));
  }

  #keyOf(path: readonly EventTarget[]): EditKey | undefined {
    for (const element of path) {
      if (!(element instanceof Element)) continue;
      const row = element.closest<HTMLElement>('[data-key]');
      if (row) return row.dataset['key'] as EditKey;
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
    this.#session.edit(this.#sessionId, key, this.#valueOf(key));
    // What was typed here stands here already.
    this.#state = {...this.#state, draft: this.#session.$drafts.get().get(this.#sessionId)};
  };

  /** A field that was left wrong says so at once, unless it is only empty still. */
  readonly #changed = (event: Event) => {
    this.#edited(event);
    const key = this.#keyOf(event.composedPath());
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
    const row = this.#rows.find((one) => one.key === key);
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
