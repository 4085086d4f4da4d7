/** Templates for the form of a call. Stateless: the controls own the typed text. */
import {html, nothing} from 'lit';
import {keyed} from 'lit/directives/keyed.js';

import type {FormField, ProjectForm} from '../../protocol/customer-form/field-definitions.ts';
import type {FieldValue, FieldValues} from '../../protocol/customer-form/field-values.ts';
import type {Customer} from '../../protocol/calls/customer.ts';
import {readable} from '../../protocol/text.ts';
import {same, type Edit, type EditKey} from '../../session/drafts/drafts.ts';
import {controlOf} from './form-controls.ts';
import type {CardStrings} from '../../strings/en.ts';

/** One row of the form. Rows are identified by `key`, because names need not be unique. */
interface FormRow {
  readonly key: EditKey;
  readonly field: FormField;
  readonly id: string;
  /** The error; empty for none. */
  readonly problem: string;
}

interface FormContent {
  readonly rows: readonly FormRow[];
  /** Values that have no row. */
  readonly others: FieldValues;
  readonly state: ProjectForm['state'];
  readonly customer: Customer;
  /** The conflicts: texts that an edit in another page has replaced. */
  readonly replaced: readonly Edit[];
  /** Uses such a text again. */
  readonly take: (edit: Edit) => void;
  /** Dismisses it. */
  readonly drop: (edit: Edit) => void;
}

/** How many values without a field are shown. */
const maxOthers = 100;

export function formContent(strings: CardStrings, content: FormContent) {
  const {rows, others, state, customer} = content;
  return html`
    ${state === 'ready' ? nothing : html`<p class="muted" .textContent=${strings.noForm[state]}></p>`}
    ${rows.length === 0 && state === 'ready' ? html`<p class="muted" .textContent=${strings.noFields}></p>` : nothing}
    ${customer.unreadable === 'fields' ? unreadable(strings, customer) : nothing}
    ${[...Map.groupBy(rows, ({field}) => field.group)].map(([group, members]) => {
      const body = html`<div class="grid">${members.map((row) => keyed(row.key, fieldRow(strings, row, content)))}</div>`;
      return group
        ? html`<fieldset class="group"><legend .textContent=${readable(group, 200)}></legend>${body}</fieldset>`
        : body;
    })}
    <slot name="fields"></slot>
    ${others.length > 0 ? otherValues(strings, others) : nothing}
  `;
}

function fieldRow(
  strings: CardStrings,
  {key, field, id, problem}: FormRow,
  {replaced, take, drop}: FormContent,
) {
  const name = readable(field.name, 200);
  const mark = field.required ? html`<span class="required" title=${strings.requiredHint}>*</span>` : nothing;
  const content = html`<slot name="field-${field.name}">${controlOf(field, id, strings, !!problem)}</slot>
    <p class="help muted" id="${id}-help" ?hidden=${!field.help} .textContent=${field.help}></p>
    <p class="problem" id="${id}-problem" ?hidden=${!problem} .textContent=${problem}></p>
    ${textsOf(replaced, key).map((edit) => replacedText(strings, edit, take, drop))}`;
  const wide = field.type === 'textarea' || field.type === 'multiselect' ? 'wide' : '';
  if (field.type !== 'radio' && field.type !== 'multiselect') {
    return html`<div part="field" class="field ${wide}" data-key=${key}>
      <label for=${id}><bdi .textContent=${name}></bdi>${mark}</label>${content}</div>`;
  }
  return html`<fieldset part="field" class="field ${wide}" data-key=${key} aria-describedby="${id}-help ${id}-problem">
    <legend><bdi .textContent=${name}></bdi>${mark}</legend>${content}
  </fieldset>`;
}

/** The replaced texts of a field. Equal texts of several pages are shown once. */
const textsOf = (replaced: readonly Edit[], key: EditKey) =>
  replaced.filter(
    (edit, i) =>
      edit.key === key && replaced.findIndex((one) => one.key === key && same(one.value, edit.value)) === i,
  );

function replacedText(
  strings: CardStrings,
  edit: Edit,
  take: FormContent['take'],
  drop: FormContent['drop'],
) {
  return html`<p class="replaced">
    <bdi .textContent=${strings.replaced(readable(textOf(strings, edit.value)))}></bdi>
    <button type="button" class="outlined" @click=${() => take(edit)} .textContent=${strings.take}></button>
    <button type="button" @click=${() => drop(edit)} .textContent=${strings.drop}></button>
  </p>`;
}

const textOf = (strings: CardStrings, value: FieldValue) =>
  typeof value === 'string' ? value : value.join(strings.listSeparator);

function unreadable(strings: CardStrings, {fieldsText}: Customer) {
  return html`<p part="fault" class="wrong" .textContent=${strings.fieldsUnreadable}></p>
    ${fieldsText ? html`<pre class="raw" .textContent=${readable(fieldsText)}></pre>` : nothing}`;
}

function otherValues(strings: CardStrings, others: FieldValues) {
  const more = others.length - maxOthers;
  return html`<h4 .textContent=${strings.others}></h4>
    <dl class="grid">
      ${others
        .slice(0, maxOthers)
        .map(
          ([name, value]) =>
            html`<div><dt><bdi .textContent=${readable(name, 200)}></bdi></dt><dd><bdi .textContent=${readable(textOf(strings, value)) || '—'}></bdi></dd></div>`,
        )}
    </dl>
    ${more > 0 ? html`<p class="muted" .textContent=${strings.moreKept(more)}></p>` : nothing}`;
}
