/** Frames as the call system writes them, each `info` about somebody else. All texts keep their length. */
import {customer} from '../demo/call-system/customers.ts';
import {infoFrame, messageFrame, noticeFrame, type AgentStatus} from '../demo/call-system/frames.ts';

const cities = ['北京-北京', '上海-上海', '广东-深圳', '四川-成都', '浙江-杭州'];

const six = (index: number) => String(index).padStart(6, '0');

/** The pages know an `info` frame by this name. */
export const nameOf = (index: number) => `测试客户 ${six(index)}`;

/** A call of its own, or news of the call `of`. */
export function info(index: number, of = index): string {
  const digits = six(index);
  const person = customer(
    `5bc8fbbc-bde5-4099-8164-d8399f${digits}`,
    `13800${digits}`,
    nameOf(index),
    cities[index % cities.length] ?? '',
    {
      年龄: String(20 + (index % 60)),
      公司: `示例贸易有限公司 ${digits}`,
      意向: '高中低'[index % 3],
      下拉框: String(index % 9),
      多选框: ['11', '13'],
      长文本: `上次来电询问续保价格,编号 ${digits}。`,
    },
    {project_id: 1 + (index % 9), extno: '1009', status: index % 9},
  );
  return infoFrame(`session-${six(of)}`, '1001', person);
}

export const notice = (status: AgentStatus, seconds = 0): string => noticeFrame(status, seconds * 1000);

export const announcement = (index: number): string =>
  messageFrame(`请注意:线路 ${six(index)} 将于今晚维护。`);

/** What one call brings: it is offered, talked, wrapped up and left, with announcements in between. */
const cycle = [2, 'info', 2, 'message', 2, 2, 3, 'message', 3, 1] as const;

/** Ends with the call of `nameOf(last)`, so that its card stays. */
export function burstOf(length: number, first: number): {readonly frames: readonly string[]; last: number} {
  const frames = Array.from({length: length - 2}, (_, position) => {
    const kind = cycle[position % cycle.length] ?? 1;
    const index = first + position;
    if (kind === 'info') return info(index);
    return kind === 'message' ? announcement(index) : notice(kind, index % 60);
  });
  const last = first + length;
  return {frames: [...frames, notice(2), info(last)], last};
}
