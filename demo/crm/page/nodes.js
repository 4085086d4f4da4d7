import {language} from './settings.js';

const bar = document.querySelector('agent-bar');
const written = bar.querySelector('[slot=data-nodes]').textContent;

/** The page has its data nodes in Chinese. */
const english = {
  客户: 'Customer',
  订单: 'Orders',
  订单数: 'Orders so far',
  最近订单: 'Last order',
  订单状态: 'Its state',
  订单金额: 'Its amount',
  工单: 'Tickets',
  未结工单: 'Open tickets',
  最近工单: 'Last ticket',
  工单主题: 'Its subject',
};

/** Names and labels of the data nodes, in the agent's language from the next call on. */
export function nameNodes() {
  bar.dataNodes =
    language() === 'en' ? JSON.parse(written, (_, value) => english[value] ?? value) : undefined;
}
