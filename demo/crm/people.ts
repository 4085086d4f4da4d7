import {access} from '../call-system/callbacks/accounts.ts';
import {customers} from '../call-system/customers.ts';
import {serialNumber, userNamed, users} from '../call-system/users.ts';
import type {Access} from './callback-key.ts';
import type {Person} from './facts.ts';
import type {FormValue} from './model.ts';
import type {Account} from './token.ts';

/** The people that both systems know: the CRM would have imported them there. */
export const people: readonly Person[] = customers.map((customer) => ({
  uuid: customer.uuid,
  name: customer.name,
  telephone: customer.telephone,
  city: customer.city,
  group: customer.group,
  form: formFrom(customer.fields),
}));

export interface Agent {
  extno: string;
  name: string;
}

/** The two agents who use this CRM. */
export const agents: readonly Agent[] = users
  .filter(({name}) => name === '1001' || name === '1003')
  .map(({name, fullName}) => ({extno: name, name: fullName}));

export function accountOf(extno: string): Account | undefined {
  const user = userNamed(extno);
  return user && {name: user.name, password: user.password, serialNumber};
}

/** What the call system's administrator has given this CRM for its server. */
export const callbackAccess: Access = access;

function formFrom(fields: string): FormValue[] {
  const values: Record<string, string | string[]> = JSON.parse(fields);
  return Object.entries(values).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join('、') : value,
  ]);
}
