/** The form of a call, as a template of what it shows. It holds no state; what is typed its controls own. */
import {html, nothing} from 'lit';
import {keyed} from 'lit/directives/keyed.js';

import type {FormField, ProjectForm} from '../../protocol/customer-form/field-definitions.ts';
import type {FieldValue, FieldValues} from '../../protocol/customer-form/field-values.ts';
import type {Customer} from '../../protocol/calls/customer.ts';
import {readable} from '../../protocol/text.ts';
import {same, type Edit, type EditKey} from '../../session/drafts/drafts.ts';
import {controlOf} from './form-controls.ts';
import type {CardStrings} from '../../strings/en.ts';

/** One row of the form. Its name may also be that of a choice beside the fields. */
interface FormRow {
  readonly key: EditKey;
  readonly field: FormField;
  readonly id: string;
  /** What is wrong with it; empty when nothing is. */
  readonly problem: string;
}

interface FormContent {
  readonly rows: readonly FormRow[];
  /** Values that have no row. */
  readonly others: FieldValues;
  readonly state: ProjectForm['state'];
  readonly customer: Customer;
  /** What another page has replaced, and nobody has seen. */
  readonly replaced: readonly Edit[];
  readonly take: (edit: Edit) => void;
  readonly drop: (edit: Edit) => void;
}

/** So many of the values that are only kept are shown. */
const mostOthers = 100;

export function formContent(words: CardStrings, content: FormContent) {
  const {rows, others, state, customer} = content;
  return html`
    ${state === 'ready' ? nothing : html`<p class="muted" .textContent=${words.noForm[state]}></p>`}
    ${rows.length === 0 && state === 'ready' ? html`<p class="muted" .textContent=${words.noFields}></p>` : nothing}
    ${customer.unreadable === 'fields' ? unreadable(words, customer) : nothing}
    ${[...Map.groupBy(rows, ({field}) => field.group)].map(([group, members]) => {
      const inside = html`<div class="grid">${members.map((row) => keyed(row.key, fieldRow(words, row, content)))}</div>`;
      return group
        ? html`<fieldset class="group"><legend .textContent=${readable(group, 200)}></legend>${inside}</fieldset>`
        : inside;
    })}
    <slot name="fields"></slot>
    ${others.length > 0 ? otherValues(words, others) : nothing}
  `;
}

function fieldRow(
  words: CardStrings,
  {key, field, id, problem}: FormRow,
  {replaced, take, drop}: FormContent,
) {
  const name = readable(field.name, 200);
  const mark = field.required ? html`<span class="required" title=${words.requiredHint}>*</span>` : nothing;
  const inside = html`<slot name="field-${field.name}">${controlOf(field, id, words, !!problem)}</slot>
    <p class="help muted" id="${id}-help" ?hidden=${!field.help} .textContent=${field.help}></p>
    <p class="problem" id="${id}-problem" ?hidden=${!problem} .textContent=${problem}></p>
    ${textsOf(replaced, key).map((edit) => replacedText(words, edit, take, drop))}`;
  const wide = field.type === 'textarea' || field.type === 'multiselect' ? 'wide' : '';
  if (field.type !== 'radio' && field.type !== 'multiselect') {
    return html`<div part="field" class="field ${wide}" data-key=${key}>
      <label for=${id}><bdi .textContent=${name}></bdi>${mark}</label>${inside}</div>`;
  }
  return html`<fieldset part="field" class="field ${wide}" data-key=${key} aria-describedby="${id}-help ${id}-problem">
    <legend><bdi .textContent=${name}></bdi>${mark}</legend>${inside}
  </fieldset>`;
}

/** The same text from two pages is one to read. */
const textsOf = (replaced: readonly Edit[], key: EditKey) =>
  replaced.filter(
    (edit, i) =>
      edit.key === key && replaced.findIndex((one) => one.key === key && same(one.value, edit.value)) === i,
  );

function replacedText(words: CardStrings, edit: Edit, take: FormContent['take'], drop: FormContent['drop']) {
  return html`<p class="replaced">
    <bdi .textContent=${words.replaced(readable(textOf(words, edit.value)))}></bdi>
    <button type="button" class="outlined" @click=${() => take(edit)} .textContent=${words.take}></button>
    <button type="button" @click=${() => drop(edit)} .textContent=${words.drop}></button>
  </p>`;
}

const textOf = (words: CardStrings, value: FieldValue) =>
  typeof value === 'string' ? value : value.join(words.listSeparator);

function unreadable(words: CardStrings, {fieldsText}: Customer) {
  return html`<p part="fault" class="wrong" .textContent=${words.fieldsUnreadable}></p>
    ${fieldsText ? html`<pre class="raw" .textContent=${readable(fieldsText)}></pre>` : nothing}`;
}

function otherValues(words: CardStrings, others: FieldValues) {
  const more = others.length - mostOthers;
  return html`<h4 .textContent=${words.others}></h4>
    <dl class="grid">
      ${others
        .slice(0, mostOthers)
        .map(
          ([name, value]) =>
            html`<div><dt><bdi .textContent=${readable(name, 200)}></bdi></dt><dd><bdi .textContent=${readable(textOf(words, value)) || '—'}></bdi></dd></div>`,
        )}
    </dl>
    ${more > 0 ? html`<p class="muted" .textContent=${words.moreKept(more)}></p>` : nothing}`;
}
