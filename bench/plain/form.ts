/** The customer form by hand: the same controls, labels and places for help and problems as the product's. */
import type {FieldInput} from '../../src/protocol/customer-form/field-definitions.ts';
import {el} from './dom.ts';
import {words as t} from './words.ts';

declare global {
  interface Window {
    /** What the page shows. */
    readonly fields: readonly FieldInput[];
  }
}

export interface Form {
  readonly element: HTMLFormElement;
  show(values: ReadonlyMap<string, string | readonly string[]>): void;
}

type Write = (value: string | readonly string[]) => void;

export function buildForm(fields: readonly FieldInput[]): Form {
  const writes = new Map<string, Write>();
  const rows = fields.map((field, i) => row(field, `row-${i}`, writes));
  const element = el(
    'form',
    {id: 'form', part: 'form', novalidate: ''},
    el('div', {class: 'grid'}, ...rows),
    el('slot', {name: 'fields'}),
  ) as HTMLFormElement;
  return {
    element,
    show(values) {
      for (const [name, write] of writes) write(values.get(name) ?? '');
    },
  };
}

function row(
  {name, type = 'text', required = false, options = []}: FieldInput,
  id: string,
  writes: Map<string, Write>,
) {
  const texts = options as readonly string[];
  const several = type === 'radio' || type === 'multiselect';
  const described = {'aria-describedby': `${id}-help ${id}-problem`};
  const mark = required ? [el('span', {class: 'required', title: t.required}, '*')] : [];
  const [inside, write] = several
    ? choices(name, type, required, texts)
    : control(id, name, type, texts, described);
  writes.set(name, write);
  const rest = [
    el('slot', {name: `field-${name}`}, inside),
    el('p', {class: 'help muted', id: `${id}-help`, hidden: ''}),
    el('p', {class: 'problem', id: `${id}-problem`, hidden: ''}),
  ];
  const wide = type === 'textarea' || type === 'multiselect' ? 'field wide' : 'field ';
  const place = {part: 'field', class: wide, 'data-key': `field:${name}`};
  const title = [el('bdi', {}, name), ...mark];
  return several
    ? el('fieldset', {...place, ...described}, el('legend', {}, ...title), ...rest)
    : el('div', place, el('label', {for: id}, ...title), ...rest);
}

function choices(
  name: string,
  type: string,
  required: boolean,
  texts: readonly string[],
): [HTMLElement, Write] {
  const inputs = texts.map((value) => {
    const kind = type === 'radio' ? 'radio' : 'checkbox';
    const must = required && type === 'radio' ? {required: ''} : {};
    return el('input', {part: 'control', type: kind, name, value, ...must}) as HTMLInputElement;
  });
  const labels = inputs.map((input) => el('label', {class: 'choice'}, input, el('bdi', {}, input.value)));
  const write: Write = (value) => {
    for (const input of inputs) input.checked = value === input.value || value.includes(input.value);
  };
  return [el('div', {class: 'choices '}, ...labels), write];
}

function control(
  id: string,
  name: string,
  type: string,
  texts: readonly string[],
  described: Readonly<Record<string, string>>,
): [HTMLElement, Write] {
  const shared = {part: 'control', id, name, ...described};
  const options = texts.map((value) => el('option', {value}, value));
  const made =
    type === 'textarea'
      ? el('textarea', {...shared, rows: '3'})
      : type === 'select'
        ? el('select', shared, el('option', {value: ''}, t.none), ...options)
        : el('input', {...shared, type, autocomplete: 'off', step: 'any'});
  const field = made as HTMLInputElement;
  return [field, (value) => (field.value = String(value))];
}
