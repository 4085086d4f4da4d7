export interface Text {
  zh: string;
  en: string;
}

export type CustomerStatus = 'new' | 'active' | 'follow-up' | 'at-risk' | 'dormant';
export type OrderStatus = 'paid' | 'shipped' | 'delivered' | 'returned';
export type TicketStatus = 'open' | 'waiting' | 'solved';
export type TaskKind = 'call' | 'quote' | 'renewal' | 'complaint' | 'visit' | 'invoice';

export interface Order {
  number: string;
  at: string;
  product: Text;
  quantity: number;
  amount: number;
  status: OrderStatus;
}

export interface Ticket {
  number: string;
  at: string;
  subject: Text;
  status: TicketStatus;
}

export interface Note {
  at: string;
  author: string;
  text: Text;
}

export interface Activity {
  key: string;
  kind: 'call' | 'sms' | 'order' | 'mail' | 'saved';
  at: string;
  text?: Text;
  seconds?: number;
}

/** What the call form holds, by display name; pairs, because any name may come. */
export type FormValue = [name: string, value: string];

export interface CustomerRow {
  id: string;
  name: string;
  telephone: string;
  city: string;
  company: Text;
  status: CustomerStatus;
  keyAccount: boolean;
  owner: string;
  value: number;
  lastContact: string;
}

export interface CustomerRecord extends CustomerRow {
  group: string;
  email: string;
  title: Text;
  since: string;
  form: FormValue[];
  orders: Order[];
  tickets: Ticket[];
  notes: Note[];
  activity: Activity[];
}

export interface Task {
  id: string;
  customerId: string;
  customerName: string;
  kind: TaskKind;
  due: string;
  owner: string;
  text: Text;
}

/** What the call system knows of a call that is over; a talk time in seconds, everything as text. */
export interface CallFacts {
  name: string;
  telephone: string;
  city: string;
  company: string;
  companyTelephone: string;
  agent: string;
  team: string;
  project: string;
  connected: string;
  ended: string;
  seconds: string;
}

export interface PushedCall {
  kind: 'call';
  id: string;
  call: CallFacts;
}

/** How an import of numbers went: counts by the call system's names, or the reason why it failed. */
export type PushedImport = {kind: 'import'; id: string} & (
  | {counts: Record<string, number>}
  | {reason: string}
);

export type Pushed = (PushedCall | PushedImport) & {
  at: string;
  /** How often it came. */
  times: number;
};
