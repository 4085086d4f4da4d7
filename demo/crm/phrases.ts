import type {TaskKind, Text} from './model.ts';

const text = (zh: string, en: string): Text => ({zh, en});

export const companies: readonly Text[] = [
  text('华信精密机械', 'Huaxin Precision'),
  text('北辰冷链物流', 'Beichen Cold Chain'),
  text('青禾食品', 'Qinghe Foods'),
  text('江南纺织', 'Jiangnan Textiles'),
  text('云帆国际货运', 'Yunfan Freight'),
  text('安和口腔诊所', 'Anhe Dental'),
  text('明德教育', 'Mingde Education'),
  text('蓝岸酒店', 'Blue Shore Hotels'),
  text('同创包装', 'Tongchuang Packaging'),
  text('松果家居', 'Pinecone Home'),
  text('鼎盛建材', 'Dingsheng Building Supplies'),
  text('远景仪器', 'Vista Instruments'),
];

export const companiesAbroad: readonly Text[] = [
  'Harper & Lowe',
  'Nordlicht Cafés',
  'Rivage Hôtels',
  'Oakfield Dental',
  'Union Bakery',
].map((name) => text(name, name));

export const titles: readonly Text[] = [
  text('采购经理', 'Purchasing manager'),
  text('行政主管', 'Office manager'),
  text('店长', 'Store manager'),
  text('总经理', 'Managing director'),
  text('设备工程师', 'Facilities engineer'),
  text('财务', 'Accountant'),
];

export const products: readonly {name: Text; price: number}[] = [
  {name: text('商用净水机 R8', 'Water purifier R8'), price: 3280},
  {name: text('复合滤芯(一年装)', 'Filter set, one year'), price: 468},
  {name: text('全自动咖啡机 C2', 'Coffee machine C2'), price: 6990},
  {name: text('咖啡豆 中度烘焙 5 kg', 'Coffee beans, medium, 5 kg'), price: 540},
  {name: text('年度保养服务', 'Yearly maintenance'), price: 1200},
  {name: text('上门安装', 'On-site installation'), price: 260},
  {name: text('台式制冰机 I1', 'Ice maker I1'), price: 2150},
];

export const subjects: readonly Text[] = [
  text('出水口轻微漏水', 'Slow leak at the outlet'),
  text('滤芯更换提醒不消失', 'Filter reminder will not go away'),
  text('发票抬头有误', 'Wrong company name on the invoice'),
  text('咨询上门安装时间', 'Asks when the installer comes'),
  text('少收一包配件', 'One bag of parts is missing'),
  text('咖啡机噪音偏大', 'Coffee machine is noisy'),
];

export const notes: readonly Text[] = [
  text('上午开会,下午两点以后联系比较方便。', 'In meetings in the morning; best after two.'),
  text('新店九月开业,可能再要两台净水机。', 'New branch opens in September, may need two more purifiers.'),
  text('希望发票与货物一起寄出。', 'Wants the invoice sent with the goods.'),
  text('对比过别家报价,看重售后速度。', 'Has compared prices; cares most about service speed.'),
  text('门口不能停车,请师傅走地下车库。', 'No parking at the door; use the underground garage.'),
  text('保养合同年底到期,请提前一个月联系。', 'Maintenance ends in December; call a month ahead.'),
];

export const mails: readonly Text[] = [
  text('已发送报价单', 'Quote sent'),
  text('已发送电子发票', 'Invoice sent'),
  text('已发送保养提醒', 'Maintenance reminder sent'),
];

export const taskTexts: Readonly<Record<TaskKind, Text>> = {
  call: text('回电:确认送货时间', 'Call back about the delivery time'),
  quote: text('发送两台净水机的报价', 'Send the quote for two purifiers'),
  renewal: text('保养合同续签', 'Renew the maintenance contract'),
  complaint: text('跟进漏水投诉', 'Follow up the leak complaint'),
  visit: text('约定上门检修时间', 'Arrange a service visit'),
  invoice: text('补开九月的发票', 'Reissue the September invoice'),
};
