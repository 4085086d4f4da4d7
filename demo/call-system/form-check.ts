import type {FieldDefinition, FieldType, Project} from './crm.ts';
import {Refusal} from './refusal.ts';

const forms: Partial<Record<FieldType, {shape: RegExp; zh: string; en: string}>> = {
  number: {shape: /^-?\d+(\.\d+)?$/, zh: '必须是数字', en: 'must be a number'},
  date: {shape: /^\d{4}-\d{2}-\d{2}$/, zh: '必须是日期', en: 'must be a date'},
  datetime: {
    shape: /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(:\d{2})?$/,
    zh: '必须是日期和时间',
    en: 'must be a date and time',
  },
  tel: {shape: /^[+]?[\d -]{3,20}$/, zh: '必须是电话号码', en: 'must be a telephone number'},
  email: {shape: /^[^\s@]+@[^\s@]+\.[^\s@]+$/, zh: '必须是邮箱地址', en: 'must be an email address'},
};

function refused(field: FieldDefinition, zh: string, en: string): Refusal {
  return new Refusal(`字段「${field.name}」${zh}`, `The field "${field.name}" ${en}`);
}

/** Date.parse lets 30 February pass as a day in March. */
function isInCalendar(value: string): boolean {
  const [day = '', time = '00:00'] = value.split(/[ T]/);
  const moment = Date.parse(`${day}T${time}Z`);
  return !Number.isNaN(moment) && new Date(moment).toISOString().startsWith(day);
}

function checkText(field: FieldDefinition, value: string): void {
  const form = forms[field.type];
  if (form && !form.shape.test(value)) throw refused(field, form.zh, form.en);
  if ((field.type === 'date' || field.type === 'datetime') && !isInCalendar(value)) {
    throw refused(field, '不是存在的日期', 'is not a date of the calendar');
  }
  const compared = field.type === 'number' ? Number(value) : value;
  if (field.min !== undefined && compared < field.min)
    throw refused(field, `不能小于 ${field.min}`, `is below ${field.min}`);
  if (field.max !== undefined && compared > field.max)
    throw refused(field, `不能大于 ${field.max}`, `is above ${field.max}`);
  if (field.pattern && !new RegExp(`^(?:${field.pattern})$`, 'u').test(value)) {
    throw refused(field, '格式不正确', 'does not have the right form');
  }
}

function checkOption(field: FieldDefinition, value: string): void {
  if (field.options && !field.options.includes(value)) {
    throw refused(field, `没有「${value}」这个选项`, `has no option "${value}"`);
  }
}

function checkField(field: FieldDefinition, value: unknown): void {
  const several = field.type === 'multiselect';
  const values = Array.isArray(value) ? value : value === undefined || value === '' ? [] : [value];
  if (field.required && values.length === 0) throw refused(field, '为必填项', 'is required');
  if (value !== undefined && value !== '' && Array.isArray(value) !== several) {
    throw several
      ? refused(field, '必须是列表', 'must be a list')
      : refused(field, '必须是文本', 'must be a text');
  }
  for (const single of values) {
    if (typeof single !== 'string') throw refused(field, '必须是文本', 'must be a text');
    checkOption(field, single);
    if (!several) checkText(field, single);
  }
}

/** Reads the submitted JSON text and holds it against the project's definitions; other keys are taken as they are. */
export function checkForm(text: string, definitions: readonly FieldDefinition[]): void {
  let values: unknown;
  try {
    values = JSON.parse(text);
  } catch {
    throw new Refusal('fields 不是有效的 JSON', 'fields is not valid JSON');
  }
  if (typeof values !== 'object' || values === null || Array.isArray(values)) {
    throw new Refusal('fields 必须是 JSON 对象', 'fields must be a JSON object');
  }
  const byName = new Map<string, unknown>(Object.entries(values));
  for (const field of definitions) checkField(field, byName.get(field.name));
}

export function checkStatus(status: number, project: Project | undefined): void {
  if (project?.statuses && project.statuses[status] === undefined) {
    throw new Refusal(`该项目没有编号为 ${status} 的呼叫状态`, `This project has no call status ${status}`);
  }
}

export function checkInspection(inspection: string, project: Project | undefined): void {
  if (!project?.inspections.includes(inspection)) {
    throw new Refusal(
      `该项目没有「${inspection}」这个质检结果`,
      `This project has no inspection result "${inspection}"`,
    );
  }
}
