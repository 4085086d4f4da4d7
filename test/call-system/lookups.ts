import type {CallSystem} from '../../demo/call-system/call-system.ts';
import {read, type Envelope} from './support.ts';

export const customerPath = '/lookups/customer';
export const ordersPath = '/lookups/orders';
export const ticketsPath = '/lookups/tickets';

export const wangTel = '13800138000';
export const key = {'x-crm-key': 'k'};
export const fixed = {partnerId: 'p', m: '', token: 't', source: '0', robotNo: '1', docId: 'd'};

export type Asked = (system: CallSystem, init?: RequestInit) => Promise<Response>;

export const askCustomer = (system: CallSystem, tel = wangTel, init: RequestInit = {}): Promise<Response> =>
  fetch(`${system.url}${customerPath}?${new URLSearchParams({tel}).toString()}`, init);

export const askOrders = (system: CallSystem, phone = wangTel, init: RequestInit = {}): Promise<Response> =>
  fetch(`${system.url}${ordersPath}`, {
    method: 'POST',
    headers: key,
    body: new URLSearchParams({...fixed, phone}),
    ...init,
  });

export const askTickets = (system: CallSystem, params: object, init: RequestInit = {}): Promise<Response> =>
  fetch(`${system.url}${ticketsPath}`, {
    method: 'POST',
    headers: {...key, 'content-type': 'application/json'},
    body: JSON.stringify(params),
    ...init,
  });

/** What the orders answered for the first customer, as far as the tickets ask for it. */
export const wangOrder = {customerId: '10001', orderNo: 'SO-2021-711015'};

/** Each endpoint, asked as it wants to be. */
export const asked: Readonly<Record<string, Asked>> = {
  [customerPath]: (system, init) => askCustomer(system, wangTel, init),
  [ordersPath]: (system, init) => askOrders(system, wangTel, init),
  [ticketsPath]: (system, init) => askTickets(system, wangOrder, init),
};

export async function factsOf(response: Promise<Response>): Promise<Record<string, unknown>> {
  return (await (await response).json()) as Record<string, unknown>;
}

export const refusal = async (response: Promise<Response>): Promise<Envelope> => read(await response);
