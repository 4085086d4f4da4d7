import type {SmsWords} from './sms.en.ts';

/** 短信表单的文字。 */
export const smsZhCN: SmsWords = {
  title: '发送短信',
  to: '收件人',
  text: '内容',
  count: (characters, segments, per) => `${characters} 字 · ${segments} 条 (每条 ${per})`,
  send: '发送',
  sending: '发送中…',
  sent: (to) => `短信已发送至 ${to}`,
};
