/** Native controls for the fields of a form: templates, reading and writing of values, and errors. */
import {html, nothing} from 'lit';

import type {FieldOption, FormField} from '../../protocol/customer-form/field-definitions.ts';
import {fieldValue, type FieldValue} from '../../protocol/customer-form/field-values.ts';
import {readable} from '../../protocol/text.ts';
import type {CardStrings} from '../../strings/en.ts';

export type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const inputTypes = {
  text: 'text',
  number: 'number',
  date: 'date',
  datetime: 'datetime-local',
  tel: 'tel',
  email: 'email',
} as const;

type InputType = (typeof inputTypes)[keyof typeof inputTypes];

/** Longer lists of choices are scrollable. */
const maxVisibleChoices = 30;

/** The control of a field. `id` is the prefix of the elements that describe it. */
export function controlOf(field: FormField, id: string, c: CardStrings, wrong: boolean): unknown {
  const described = `${id}-help ${id}-problem`;
  const {name, required, type} = field;
  const invalid = wrong ? 'true' : nothing;
  switch (type) {
    case 'textarea':
      return html`<textarea part="control" id=${id} name=${name} rows="3" ?required=${required} aria-invalid=${invalid} aria-describedby=${described}></textarea>`;
    case 'select':
      return html`<select part="control" id=${id} name=${name} ?required=${required} aria-invalid=${invalid} aria-describedby=${described}>
        ${required && textOf(field.value) ? nothing : html`<option value="">${required ? c.choose : c.none}</option>`}
        ${field.options.map(({value, label}) => html`<option value=${value}>${readable(label, 200)}</option>`)}
      </select>`;
    case 'radio': {
      const none = required ? [] : [{value: '', label: c.none}];
      return choices('radio', field, [...none, ...field.options]);
    }
    case 'multiselect':
      return choices('checkbox', field, field.options);
    default: {
      const inputType = typeFor(field);
      if (inputType === 'textarea') return controlOf({...field, type: 'textarea'}, id, c, wrong);
      return html`<input
        part="control"
        id=${id}
        name=${name}
        type=${inputType}
        .step=${'any'}
        inputmode=${type === 'number' ? 'decimal' : nothing}
        min=${toControlValue(field.type, field.min) || nothing}
        max=${toControlValue(field.type, field.max) || nothing}
        pattern=${field.pattern || nothing}
        ?required=${required}
        autocomplete="off"
        aria-invalid=${invalid}
        aria-describedby=${described}
      />`;
    }
  }
}

function choices(type: 'radio' | 'checkbox', {name, required}: FormField, options: readonly FieldOption[]) {
  return html`<div class="choices ${options.length > maxVisibleChoices ? 'many' : ''}">
    ${options.map(
      ({value, label}) => html`<label class="choice">
        <input part="control" type=${type} name=${name} .value=${value} ?required=${required && type === 'radio'} />
        <bdi .textContent=${readable(label, 200)}></bdi>
      </label>`,
    )}
  </div>`;
}

/** The input type of a field; for a value that this type would drop or change, one that keeps it. */
function typeFor({type, value}: FormField): InputType | 'textarea' {
  const wanted = inputTypes[type as keyof typeof inputTypes];
  const text = textOf(value);
  if (text === '' || holds(wanted, toControlValue(type, text))) return wanted;
  return holds('text', text) ? 'text' : 'textarea';
}

/** One input for all checks: creating an input is slow. */
let probe: HTMLInputElement | undefined;

function holds(type: string, text: string): boolean {
  probe ??= document.createElement('input');
  probe.type = type;
  probe.value = text;
  return type === 'text' || type === 'tel' || type === 'email' ? probe.value === text : probe.value !== '';
}

const textOf = (value: FieldValue): string => (typeof value === 'string' ? value : (value[0] ?? ''));

/** Records use `2021-08-30 14:13:08`, controls use `2021-08-30T14:13:08`. */
const toControlValue = (type: string, text: string) => (type === 'datetime' ? text.replace(' ', 'T') : text);

function toRecordValue(value: string): string {
  const [, day, minute, rest = ':00'] = /^(\d{4,}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d)?/.exec(value) ?? [];
  return day === undefined ? value : `${day} ${minute}${rest}`;
}

/**
 * The controls in an element: native ones, and custom elements with a `value` and a `name`. Methods are called through the
 * prototype, because controls with such names hide the members of a `form` around them.
 */
export function controlsIn(element: Element): readonly Control[] {
  return isControl(element)
    ? [element]
    : [...Element.prototype.querySelectorAll.call(element, `${native}, [name]`)].filter(isControl);
}

/** File inputs cannot be filled by a script. */
const native = 'input:not([type=file]), select, textarea';
const isOwn = (element: Element) => element.localName.includes('-') && 'value' in element;
const isControl = (element: Element): element is Control =>
  !(element instanceof HTMLFormElement) && (element.matches(native) || isOwn(element));

/** Whether it is a custom element that is not defined yet. */
export const isUndefined = (element: Element): boolean =>
  Element.prototype.matches.call(element, ':not(:defined)');

/** The value of the controls of one field. */
export function readControls(controls: readonly Control[]): FieldValue {
  const [first] = controls;
  if (first instanceof HTMLSelectElement && first.multiple)
    return Array.from(first.selectedOptions, ({value}) => value);
  if (first instanceof HTMLInputElement && first.type === 'checkbox')
    return controls.filter(isChecked).map(({value}) => value);
  if (first instanceof HTMLInputElement && first.type === 'radio')
    return controls.find(isChecked)?.value ?? '';
  if (first?.type === 'datetime-local') return toRecordValue(first.value);
  // The value of a custom element may have any type.
  return fieldValue(first?.value);
}

const isChecked = (control: Control) => control instanceof HTMLInputElement && control.checked;

/** Sets the value of the controls of one field. */
export function writeControls(controls: readonly Control[], value: FieldValue) {
  const [first] = controls;
  const texts = typeof value === 'string' ? [value] : value;
  if (first instanceof HTMLSelectElement && first.multiple) {
    for (const option of first.options) option.selected = texts.includes(option.value);
  } else if (first instanceof HTMLInputElement && (first.type === 'checkbox' || first.type === 'radio')) {
    for (const control of controls as readonly HTMLInputElement[])
      control.checked = texts.includes(control.value);
  } else if (first && isOwn(first)) {
    Object.assign(first, {value});
  } else if (first) {
    const text = textOf(value);
    first.value = first.type === 'datetime-local' ? toControlValue('datetime', text) : text;
  }
}

/** The error message of a field; empty when its value is valid. */
export function problemOf(field: FormField, controls: readonly Control[], c: CardStrings): string {
  if (field.type === 'multiselect')
    return field.required && readControls(controls).length === 0 ? c.problem.unchosen : '';
  // A custom element may have no `validity`.
  const validity = controls
    .map((control): ValidityState | undefined => control.validity)
    .find((v) => v?.valid === false);
  if (!validity) return '';
  if (validity.badInput) return field.type === 'number' ? c.problem.number : c.problem.date;
  if (validity.valueMissing) return c.problem.missing;
  if (validity.typeMismatch) return c.problem.email;
  if (validity.patternMismatch) return c.problem.pattern;
  if (validity.rangeUnderflow) return c.problem.min(field.min);
  if (validity.rangeOverflow) return c.problem.max(field.max);
  return c.problem.other;
}

/** Whether the input is incomplete and has no value yet. */
export const isHalfTyped = (controls: readonly Control[]): boolean =>
  controls.some((control) => (control.validity as ValidityState | undefined)?.badInput);
