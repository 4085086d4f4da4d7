/** One field of a form: its place, its value, its error, and the edit that it shows. */
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

/** The field that has filled a control last: controls of the page are shared by all forms. */
const holders = new WeakMap<Control, Field>();

export class Field {
  readonly key: EditKey;
  readonly id: string;
  field: FormField;
  /** Its row in the form; `undefined` for a field that the page has added. */
  row: Element | undefined;
  /** The error that is shown; empty for none. */
  problem = '';
  /** The value that was last passed to the session. */
  sent: FieldValue | undefined;
  /** The edit that it shows; `undefined` when it shows the recorded value. */
  shows: Edit | undefined;

  /** The value that was set, and the value that its controls return for it while they are unchanged. */
  #filled: {readonly value: FieldValue; readonly shown: FieldValue} | undefined;
  readonly #added: () => readonly Control[];

  constructor(key: EditKey, id: string, field: FormField, added: () => readonly Control[]) {
    this.key = key;
    this.id = id;
    this.field = field;
    this.#added = added;
  }

  /** Its controls: the page's own in the slot of the row, else ours. */
  get controls(): readonly Control[] {
    const {row} = this;
    if (!row) return this.#added().filter(({name}) => name === this.field.name);
    const given = row.querySelector('slot')?.assignedElements() ?? [];
    return given.length > 0 ? given.flatMap(controlsIn) : controlsIn(row);
  }

  /** The current value. While it is unchanged, exactly the value that was set, even if its controls format it differently. */
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

  /** Whether the controls show this field: a control of the page may still show another call. */
  #holds(controls: readonly Control[]): boolean {
    return controls.every((control) => holders.get(control) === this);
  }

  fill(value: FieldValue) {
    const {controls} = this;
    writeControls(controls, value);
    for (const control of controls) holders.set(control, this);
    this.#filled = {value, shown: readControls(controls)};
    this.sent = value;
  }

  /** The input is incomplete and has no value yet, such as half a date. */
  get isHalfTyped(): boolean {
    return isHalfTyped(this.controls);
  }

  get hasFocus(): boolean {
    return document.hasFocus() && this.controls.some((control) => control.matches(':focus'));
  }

  /** The current error, shown or not; empty for none. */
  problemIn(strings: CardStrings): string {
    return problemOf(this.field, this.controls, strings);
  }
}
