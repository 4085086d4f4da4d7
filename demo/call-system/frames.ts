import type {Customer} from './customers.ts';
import {waitingTime} from './clock.ts';

export const signedOut = 0;
export const idle = 1;
export const busy = 2;
export const wrapUp = 3;

export type AgentStatus = typeof signedOut | typeof idle | typeof busy | typeof wrapUp;

export function noticeFrame(status: AgentStatus, waited: number): string {
  return JSON.stringify({method: 'notice', status, time: waitingTime(waited)});
}

export function messageFrame(msg: string): string {
  return JSON.stringify({method: 'message', msg});
}

/** The order of the keys is the order of the published example. */
export function infoFrame(sessionId: string, extno: string, customer: Customer): string {
  return JSON.stringify({
    method: 'info',
    sessionId,
    city: customer.city,
    extno,
    info: {
      admin_id: customer.admin_id,
      edit_stamp: customer.edit_stamp,
      extno: customer.extno,
      fields: customer.fields,
      group: customer.group,
      import_stamp: customer.import_stamp,
      name: customer.name,
      project_id: customer.project_id,
      status: customer.status,
      task_id: customer.task_id,
      telephone: customer.telephone,
      uuid: customer.uuid,
    },
  });
}
