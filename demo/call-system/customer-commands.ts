import type {Agent} from './agents.ts';
import {stamp} from './clock.ts';
import {projectOf} from './crm.ts';
import type {Exchange, Submission} from './exchange.ts';
import {checkForm, checkInspection, checkStatus} from './form-check.ts';
import {idle, signedOut, wrapUp} from './frames.ts';
import {Refusal} from './refusal.ts';
import {checkTelephone} from './telephone.ts';

const longestSms = 500;

export function addBlack({customers, blacklist}: Exchange, infoUuid: string): void {
  const customer = customers.get(infoUuid);
  blacklist.add(customer.telephone, customer);
}

export function addNumbersToBlacklist({customers, blacklist}: Exchange, lines: string): void {
  const telephones = lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(checkTelephone);
  for (const telephone of telephones) blacklist.add(telephone, customers.withTelephone(telephone));
}

/** The SMS text to start from, about the customer of the current call or of the last one. */
export function smsText(agent: Agent): string {
  const customer = agent.lastCall?.customer;
  if (!customer) return '';
  const name = customer.name || `尾号 ${customer.telephone.slice(-4)} 的客户`;
  return `${name},您好!这里是客服中心,感谢您的来电,如需帮助请随时联系我们。`;
}

export function sendSms({outbox}: Exchange, extno: string, telephone: string, msg: string): void {
  checkTelephone(telephone);
  if (Array.from(msg).length > longestSms) {
    throw new Refusal(`短信内容不能超过 ${longestSms} 字`, `An SMS has at most ${longestSms} characters`);
  }
  outbox.push({extno, telephone, msg, stamp: stamp(new Date())});
}

/** An agent may submit a call again, or late: only the submission of a call in wrap-up moves the agent on. */
export function submit(exchange: Exchange, agent: Agent, form: Omit<Submission, 'extno' | 'stamp'>): void {
  if (agent.status === signedOut) throw new Refusal('请先签入', 'Sign in first');
  const call = exchange.calls.find(form.sessionId);
  if (!call?.agents.includes(agent)) throw new Refusal('没有这次通话', 'There is no such call of this agent');
  const {customer} = call;
  if (customer.uuid !== form.info_uuid) {
    throw new Refusal('客户信息与通话不符', 'The customer record is not that of the call');
  }
  const project = projectOf(customer.project_id);
  checkForm(form.fields, exchange.definitions.rules(customer.project_id));
  if (form.status !== undefined) checkStatus(form.status, project);
  if (form.inspection !== undefined) checkInspection(form.inspection, project);
  const now = stamp(new Date());
  customer.fields = form.fields;
  customer.edit_stamp = now;
  if (form.status !== undefined) customer.status = form.status;
  if (form.inspection !== undefined) call.inspection = form.inspection;
  exchange.submissions.push({extno: agent.extno, ...form, stamp: now});
  if (agent.status === wrapUp && agent.wrappingUp === call) exchange.agents.move(agent, idle);
}
