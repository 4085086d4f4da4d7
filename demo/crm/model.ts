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
