/** Definitions of the forms that both pages show. */
import type {FieldInput} from '../src/protocol/customer-form/field-definitions.ts';

/** The form of the frames' customers: a control of each common kind. */
export const smallForm: readonly FieldInput[] = [
  {name: '年龄', type: 'number'},
  {name: '公司'},
  {name: '意向', type: 'radio', required: true, options: ['高', '中', '低']},
  {name: '下拉框', type: 'select', options: ['0', '1', '2', '3', '4', '5', '6', '7', '8']},
  {name: '多选框', type: 'multiselect', options: ['11', '12', '13']},
  {name: '长文本', type: 'textarea'},
];

/** The same six kinds, ten times over. */
export const largeForm: readonly FieldInput[] = [
  ...Array.from({length: 9}, (_, i) => smallForm.map((field) => numbered(field, i + 2))).flat(),
  ...smallForm,
];

function numbered(field: FieldInput, number: number): FieldInput {
  return {...field, name: `${field.name} ${number}`};
}
