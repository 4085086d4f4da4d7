import {customers, type Customer} from '../customers.ts';
import {randomStream} from '../random.ts';
import {misunderstood} from '../refusal.ts';

/** What an endpoint answers: flat, and nothing but texts and whole numbers. */
export type Facts = Readonly<Record<string, string | number>>;

/** A word in Chinese, and in English for the customers abroad. */
type Words = readonly [zh: string, en: string];

interface Standing {
  readonly isVip?: number;
  readonly level?: Words;
  readonly label?: Words;
  readonly isblack?: number;
}

/** The customers take turns at these: what was never recorded about somebody is not answered. */
const standings: readonly Standing[] = [
  {isVip: 1, level: ['金卡会员', 'Gold'], label: ['续保意向高', 'Likely to renew'], isblack: 0},
  {
    isVip: 1,
    level: ['白金会员', 'Platinum'],
    label: ['只在下午联系', 'Prefers the afternoon'],
    isblack: 0,
  },
  {isVip: 0, label: ['价格敏感', 'Price-sensitive'], isblack: 0},
  {},
  {isVip: 0, label: ['多次恶意投诉', 'Abusive complaints'], isblack: 1},
  {isVip: 1, isblack: 0},
  {isVip: 0, isblack: 0},
  {label: ['老客户', 'Long-standing customer']},
  {isVip: 1, level: ['银卡会员', 'Silver'], isblack: 0},
  {isblack: 0},
];

const orderStates: readonly Words[] = [
  ['已完成', 'Completed'],
  ['配送中', 'On its way'],
  ['待付款', 'Awaiting payment'],
  ['退款中', 'Being refunded'],
];

const subjects: readonly Words[] = [
  ['保单地址变更', 'Change of address'],
  ['理赔进度查询', 'Progress of a claim'],
  ['发票未收到', 'Invoice not received'],
  ['重复扣款', 'Charged twice'],
];

const firstId = 10_001;

const said = (words: Words, {telephone}: Customer): string => words[telephone.startsWith('+') ? 1 : 0];

const indexOf = (tel: string): number => customers.findIndex(({telephone}) => telephone === tel);

/** The same numbers for the same digits at any time: what is recorded does not change from call to call. */
function numbersOf(digits: string): (below: number) => number {
  const random = randomStream(Number.parseInt(digits, 16));
  return (below) => Math.floor(random() * below);
}

/** The standing of whoever has this number; the call system's blacklist counts even for somebody unknown. */
export function customerFacts(tel: string, isBlacklisted: boolean): Facts {
  const index = indexOf(tel);
  const customer = customers[index];
  const {isVip, level, label, isblack}: Standing = customer ? standings[index % standings.length]! : {};
  const black = isBlacklisted ? 1 : isblack;
  return {
    ...(isVip === undefined ? {} : {isVip}),
    ...(customer && level ? {vipLevel: said(level, customer)} : {}),
    ...(customer && label ? {userLabel: said(label, customer)} : {}),
    ...(black === undefined ? {} : {isblack: black}),
  };
}

/** Every output is there, if only empty, because a later node may read it. */
export function orderFacts(phone: string): Facts {
  const index = indexOf(phone);
  const customer = customers[index];
  if (!customer) return {customerId: '', orderCount: 0, orderNo: '', orderState: '', orderAmount: ''};
  const below = numbersOf(customer.uuid.slice(0, 8));
  const customerId = firstId + index;
  const orderCount = below(9);
  if (orderCount === 0) return {customerId, orderCount, orderNo: '', orderState: '', orderAmount: ''};
  return {
    customerId,
    orderCount,
    orderNo: `SO-2021-${String(below(1_000_000)).padStart(6, '0')}`,
    orderState: said(orderStates[below(orderStates.length)]!, customer),
    orderAmount: (80 + below(900_000) / 100).toFixed(2),
  };
}

/** The tickets of a customer about an order; both are as the orders were answered. */
export function ticketFacts(customerId: string, orderNo: string): Facts {
  const none = {openTickets: 0, ticketNo: '', ticketSubject: ''};
  if (customerId === '') return none;
  const customer = customers[Number(customerId) - firstId];
  if (!customer) throw misunderstood(`没有客户 ${customerId}`, `There is no customer ${customerId}`, 404);
  if (orderFacts(customer.telephone).orderNo !== orderNo) {
    throw misunderstood(
      `客户 ${customerId} 没有订单「${orderNo}」`,
      `The customer ${customerId} has no order "${orderNo}"`,
      404,
    );
  }
  const below = numbersOf(customer.uuid.slice(-8));
  const openTickets = below(3);
  if (openTickets === 0) return none;
  return {
    openTickets,
    ticketNo: `TK-${String(below(100_000)).padStart(5, '0')}`,
    ticketSubject: said(subjects[below(subjects.length)]!, customer),
  };
}
