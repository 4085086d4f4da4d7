/** The customer form by hand: the same controls, labels and places for help and problems as the product's. */
import type {FieldInput} from '../../src/protocol/customer-form/field-definitions.ts';
import {el} from './dom.ts';
import {projects, type Project} from './projects.ts';
import type {Call} from './state.ts';
import {words as t} from './words.ts';

declare global {
  interface Window {
    /** What the page shows. */
    readonly fields: readonly FieldInput[];
  }
}

export interface Form {
  readonly element: HTMLFormElement;
  show(call: Call): void;
}

interface Option {
  readonly value: string;
  readonly label: string;
}

type Write = (value: string | readonly string[]) => void;

export function buildForm(fields: readonly FieldInput[]): Form {
  const writes = new Map<string, Write>();
  const rows = fields.map((field, i) => row(field, `field:${field.name}`, `row-${i}`, writes));
  const place = el('slot', {name: 'fields'});
  let shown: Project | undefined;
  let results: Results | undefined;
  const element = el(
    'form',
    {id: 'form', part: 'form', novalidate: ''},
    el('div', {class: 'grid'}, ...rows),
    place,
  ) as HTMLFormElement;
  return {
    element,
    show({fields: entries, customer}) {
      const values = new Map(entries);
      for (const [name, write] of writes) write(values.get(name) ?? '');
      const project = projects.get(Number(customer['project_id']));
      if (project !== shown) {
        results?.element.remove();
        results = project && buildResults(project);
        if (results) place.before(results.element);
        shown = project;
      }
      results?.show(String(customer['status']));
    },
  };
}

interface Results {
  readonly element: HTMLElement;
  show(status: string): void;
}

/** The call's status and the quality check, with the words of the project. */
function buildResults({statuses, inspections}: Project): Results {
  const writes = new Map<string, Write>();
  const named = statuses.map((label, i) => ({value: String(i), label}));
  const status: FieldInput = {name: t.callStatus, type: 'select', required: true, options: named};
  const inspection: FieldInput = {name: t.inspection, type: 'select', options: inspections};
  const rows = [
    ...(named.length > 0 ? [row(status, 'call-status', 'status', writes)] : []),
    ...(inspections.length > 0 ? [row(inspection, 'inspection', 'inspection', writes)] : []),
  ];
  const grid = el('div', {class: 'grid'}, ...rows);
  return {
    element: el('fieldset', {class: 'group'}, el('legend', {}, t.result), grid),
    show: (value) => writes.get(t.callStatus)?.(value),
  };
}

function row(
  {name, type = 'text', required = false, options = []}: FieldInput,
  key: string,
  id: string,
  writes: Map<string, Write>,
) {
  const known = options.map((one) => (typeof one === 'string' ? {value: one, label: one} : one));
  const several = type === 'radio' || type === 'multiselect';
  const described = {'aria-describedby': `${id}-help ${id}-problem`};
  const mark = required ? [el('span', {class: 'required', title: t.required}, '*')] : [];
  const [inside, write] = several
    ? choices(name, type, required, known)
    : control(id, name, type, required, known, described);
  writes.set(name, write);
  const rest = [
    el('slot', {name: `field-${name}`}, inside),
    el('p', {class: 'help muted', id: `${id}-help`, hidden: ''}),
    el('p', {class: 'problem', id: `${id}-problem`, hidden: ''}),
  ];
  const wide = type === 'textarea' || type === 'multiselect' ? 'field wide' : 'field ';
  const place = {part: 'field', class: wide, 'data-key': key};
  const title = [el('bdi', {}, name), ...mark];
  return several
    ? el('fieldset', {...place, ...described}, el('legend', {}, ...title), ...rest)
    : el('div', place, el('label', {for: id}, ...title), ...rest);
}

function choices(
  name: string,
  type: string,
  required: boolean,
  options: readonly Option[],
): [HTMLElement, Write] {
  const inputs = options.map(({value}) => {
    const kind = type === 'radio' ? 'radio' : 'checkbox';
    const must = required && type === 'radio' ? {required: ''} : {};
    return el('input', {part: 'control', type: kind, name, value, ...must}) as HTMLInputElement;
  });
  const labels = inputs.map((input, i) =>
    el('label', {class: 'choice'}, input, el('bdi', {}, options[i]!.label)),
  );
  const write: Write = (value) => {
    for (const input of inputs) input.checked = value === input.value || value.includes(input.value);
  };
  return [el('div', {class: 'choices '}, ...labels), write];
}

function control(
  id: string,
  name: string,
  type: string,
  required: boolean,
  options: readonly Option[],
  described: Readonly<Record<string, string>>,
): [HTMLElement, Write] {
  const shared = {part: 'control', id, name, ...(required && {required: ''}), ...described};
  const none = required ? [] : [el('option', {value: ''}, t.none)];
  const all = options.map(({value, label}) => el('option', {value}, label));
  const made =
    type === 'textarea'
      ? el('textarea', {...shared, rows: '3'})
      : type === 'select'
        ? el('select', shared, ...none, ...all)
        : el('input', {...shared, ...inputOf(type)});
  const field = made as HTMLInputElement;
  return [field, (value) => (field.value = String(value))];
}

const inputOf = (type: string) => ({
  type,
  autocomplete: 'off',
  step: 'any',
  ...(type === 'number' && {inputmode: 'decimal'}),
});
