/** One field of a form: where it stands, what stands in it, and what has been said of it. */
import type {FormField} from '../../protocol/customer-form/field-definitions.ts';
import type {FieldValue} from '../../protocol/customer-form/field-values.ts';
import {same, type Edit, type EditKey} from '../../session/drafts/drafts.ts';
import type {CardStrings} from '../../strings/en.ts';
import {
  controlsIn,
  isHalfTyped,
  problemOf,
  readControls,
  writeControls,
  type Control,
} from './form-controls.ts';

/** Which field has filled a control last: those of the page serve all forms in turn. */
const holders = new WeakMap<Control, Field>();

export class Field {
  readonly key: EditKey;
  readonly id: string;
  field: FormField;
  /** Where it stands; nowhere in our form where the page has added it. */
  row: Element | undefined;
  /** What is wrong, once the agent has been told. */
  problem = '';
  /** What the session was told last. */
  told: FieldValue | undefined;
  /** The edit that it shows; none where it shows the record. */
  shows: Edit | undefined;

  /** What was put into it, and how its controls give that back while nobody has touched them. */
  #filled: {readonly value: FieldValue; readonly shown: FieldValue} | undefined;
  readonly #added: () => readonly Control[];

  constructor(key: EditKey, id: string, field: FormField, added: () => readonly Control[]) {
    this.key = key;
    this.id = id;
    this.field = field;
    this.#added = added;
  }

  /** The page's own where it has put some into the row's slot. */
  get controls(): readonly Control[] {
    const {row} = this;
    if (!row) return this.#added().filter(({name}) => name === this.field.name);
    const given = row.querySelector('slot')?.assignedElements() ?? [];
    return given.length > 0 ? given.flatMap(controlsIn) : controlsIn(row);
  }

  /** What it holds now; as it was given while nobody has touched it, whatever its controls made of it. */
  get value(): FieldValue {
    const filled = this.#filled;
    const {controls} = this;
    if (filled && !this.#holds(controls)) return filled.value;
    const value = readControls(controls);
    return filled && same(value, filled.shown) ? filled.value : value;
  }

  get isFilled(): boolean {
    return this.#filled !== undefined && this.#holds(this.controls);
  }

  /** A control of the page may show the call of another card still. */
  #holds(controls: readonly Control[]): boolean {
    return controls.every((control) => holders.get(control) === this);
  }

  fill(value: FieldValue) {
    const {controls} = this;
    writeControls(controls, value);
    for (const control of controls) holders.set(control, this);
    this.#filled = {value, shown: readControls(controls)};
    this.told = value;
  }

  /** Something that cannot be read as a value is being typed. */
  get isHalfTyped(): boolean {
    return isHalfTyped(this.controls);
  }

  get hasFocus(): boolean {
    return document.hasFocus() && this.controls.some((control) => control.matches(':focus'));
  }

  /** What is wrong now, told or not. */
  problemIn(words: CardStrings): string {
    return problemOf(this.field, this.controls, words);
  }
}
