export type FieldType =
  | 'text'
  | 'textarea'
  | 'select'
  | 'multiselect'
  | 'radio'
  | 'number'
  | 'date'
  | 'datetime'
  | 'tel'
  | 'email';

export interface FieldDefinition {
  name: string;
  type: FieldType;
  group?: string;
  order?: number;
  required?: boolean;
  options?: readonly string[];
  min?: number | string;
  max?: number | string;
  pattern?: string;
  default?: string | readonly string[];
  help?: string;
}

export interface Project {
  id: number;
  name: string;
  stamp: string;
  inspections: readonly string[];
  /** Call statuses by their number; absent: the project takes any number. */
  statuses?: readonly string[];
  /** Absent: the project has no form of its own. */
  fields?: readonly FieldDefinition[];
}

const person = '基本信息';
const followUp = '跟进';

const renewalFields: readonly FieldDefinition[] = [
  {name: '年龄', type: 'number', group: person, order: 10, required: true, min: 1, max: 120},
  {name: '公司', type: 'text', group: person, order: 20},
  {
    name: '客户编号',
    type: 'text',
    group: person,
    order: 30,
    pattern: '[A-Z]{2}-[0-9]{4}',
    help: '两个大写字母、短横线和四位数字,例如 VP-0042',
  },
  {name: '出生日期', type: 'date', group: person, order: 40, min: '1900-01-01', max: '2025-12-31'},
  {name: '备用电话', type: 'tel', group: person, order: 50, pattern: '[+]?[0-9 \\-]{6,20}'},
  {name: '邮箱', type: 'email', group: person, order: 60},
  {
    name: '意向',
    type: 'radio',
    group: followUp,
    order: 70,
    required: true,
    options: ['高', '中', '低'],
    default: '中',
  },
  {name: '下拉框', type: 'select', group: followUp, order: 80, options: ['1', '2', '3', '4', '5']},
  {name: '多选框', type: 'multiselect', group: followUp, order: 90, options: ['11', '12', '13']},
  {name: '多选2', type: 'multiselect', group: followUp, order: 100, options: ['张三', '李四', '王五']},
  {name: '回访时间', type: 'datetime', group: followUp, order: 110, help: '客户方便接听的时间'},
  {name: '长文本', type: 'textarea', group: followUp, order: 120},
];

const satisfactionFields: readonly FieldDefinition[] = [
  {name: 'Comment', type: 'textarea', order: 3},
  {name: 'Satisfaction', type: 'select', order: 1, required: true, options: ['1', '2', '3', '4', '5']},
  {name: 'Contact by', type: 'multiselect', order: 2, options: ['Phone', 'Email', 'Letter']},
];

const renewalStatuses = ['未呼叫', '已接通', '无人接听', '拒接', '空号', '需回访'];
const satisfactionStatuses = ['Not called', 'Answered', 'No answer', 'Declined', 'Wrong number', 'Call back'];
const inspections = ['未质检', '质检合格', '质检不合格'];

export const projects: readonly Project[] = [
  {
    id: 1,
    name: '保险续保',
    stamp: '2021-08-20 09:00:00',
    inspections,
    statuses: renewalStatuses,
    fields: renewalFields,
  },
  {
    id: 2,
    name: 'Customer satisfaction',
    stamp: '2021-08-22 10:30:00',
    inspections,
    statuses: satisfactionStatuses,
    fields: satisfactionFields,
  },
  {id: 3, name: '临时活动', stamp: '2021-08-25 16:45:00', inspections},
];

export const projectOf = (id: number): Project | undefined => projects.find((project) => project.id === id);
