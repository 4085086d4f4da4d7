import type {Journal} from './journal.ts';
import type {Monitor} from './monitor.ts';
import {misunderstood} from './refusal.ts';

export interface CutOrder {
  extno?: string;
  /** Closes with this code; absent: the connection is cut without a word. */
  code?: number;
  reason?: string;
}

export interface FrameOrder {
  extno?: string;
  /** A text frame, sent as it is. */
  text?: string;
  /** A binary frame. */
  base64?: string;
  /** Bytes for the connection beneath the protocol, in base64. */
  bytes?: string;
  times?: number;
}

const longestReason = 123;
const isCloseCode = (code: number): boolean =>
  (code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) || (code >= 3000 && code <= 4999);

export function cut(monitor: Monitor, {extno, code, reason}: CutOrder): number {
  if (code !== undefined && !isCloseCode(code)) {
    throw misunderstood(`${code} 不是可以发送的关闭码`, `${code} is no close code that can be sent`);
  }
  if (reason !== undefined && Buffer.byteLength(reason) > longestReason) {
    throw misunderstood('关闭原因过长', `The reason has at most ${longestReason} bytes`);
  }
  return monitor.cut(extno, code, reason);
}

export function rawFrame(monitor: Monitor, journal: Journal, order: FrameOrder): number {
  const {extno, text, base64, bytes, times = 1} = order;
  if ([text, base64, bytes].filter((form) => form !== undefined).length !== 1) {
    throw misunderstood('text、base64、bytes 必须且只能给出一个', 'Give one of text, base64 and bytes');
  }
  const sockets =
    bytes === undefined
      ? monitor.sendRaw(text ?? Buffer.from(base64 ?? '', 'base64'), extno, times)
      : monitor.writeBytes(Buffer.from(bytes, 'base64'), extno, times);
  journal.write({
    kind: 'frame',
    ...(extno === undefined ? {} : {extno}),
    title: times > 1 ? `× ${times}` : '',
    sockets,
    detail: text ?? base64 ?? bytes ?? '',
  });
  return sockets;
}
