import type {Params} from '../params.ts';
import {customerFacts, orderFacts, ticketFacts, type Facts} from './facts.ts';

/** One address of the company's own CRM, and what a customer data node has to send there. */
export interface Endpoint {
  readonly kind: 'system' | 'form' | 'json';
  /** Request headers that must be there, whatever they hold. */
  readonly headers: readonly string[];
  /** The node's own parameters, besides the fixed part of a form. */
  readonly params: readonly string[];
  readonly outputs: readonly string[];
  readonly answer: (params: Params, isBlacklisted: (telephone: string) => boolean) => Facts;
}

/** The fixed part of a form; `m` is the one that has no value. */
export const fixedPart: readonly string[] = ['partnerId', 'm', 'token', 'source', 'robotNo', 'docId'];

const given = (params: Params, name: string): string => String(params[name]).trim();

export const endpoints: Readonly<Record<string, Endpoint>> = {
  '/lookups/customer': {
    kind: 'system',
    headers: [],
    params: ['tel'],
    outputs: ['isVip', 'vipLevel', 'userLabel', 'isblack'],
    answer(params, isBlacklisted) {
      const tel = given(params, 'tel');
      return customerFacts(tel, isBlacklisted(tel));
    },
  },
  '/lookups/orders': {
    kind: 'form',
    headers: ['x-crm-key'],
    params: ['phone'],
    outputs: ['customerId', 'orderCount', 'orderNo', 'orderState', 'orderAmount'],
    answer: (params) => orderFacts(given(params, 'phone')),
  },
  '/lookups/tickets': {
    kind: 'json',
    headers: ['x-crm-key'],
    params: ['customerId', 'orderNo'],
    outputs: ['openTickets', 'ticketNo', 'ticketSubject'],
    answer: (params) => ticketFacts(given(params, 'customerId'), given(params, 'orderNo')),
  },
};
