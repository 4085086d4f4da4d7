/**
 * Parses frames of the monitor socket (`notice`, `message`, `info`) into facts. Never throws: an unknown frame becomes
 * the fact `ignored` with a reason.
 * Source: the workbench contract, "Monitor socket".
 */
import type {AgentStatus, Fact, IgnoredReason} from '../../protocol/facts.ts';
import {isRecord, jsonText, parseJson, readable, wireInteger, wireText} from '../../protocol/text.ts';
import {parseCustomer} from './customer.ts';

/** Longer frames are ignored: parsing them would block the page (characters). */
export const maxFrameLength = 256 * 1024;
/** A larger limit for `info`: a customer's form may contain a megabyte of notes, and the call must still be shown. */
export const maxInfoLength = 4 * 1024 * 1024;

/** Longer ones are ignored, not cut: the result could be the number of another call. */
const maxSessionIdLength = 256;

const statuses: readonly AgentStatus[] = ['signed-out', 'idle', 'busy', 'wrap-up'];

const ignored = (reason: IgnoredReason): Fact => ({type: 'ignored', reason});

/** `data` is the `data` of the socket's message event. */
export function parseFrame(data: unknown): Fact {
  if (typeof data !== 'string') return ignored('binary');
  if (data.length > maxFrameLength && (data.length > maxInfoLength || !/"method"\s*:\s*"info"/.test(data)))
    return ignored('too-long');
  const frame = parseJson(data);
  if (!isRecord(frame)) return ignored('not-json');
  switch (frame['method']) {
    case 'notice':
      return {type: 'status', status: parseStatus(frame['status']), waited: parseWait(frame['time'])};
    case 'message':
      return {type: 'notice', text: noticeText(frame['msg'])};
    case 'info':
      return parseCall(frame);
    default:
      return ignored('unknown-method');
  }
}

function parseStatus(value: unknown): AgentStatus {
  return statuses[wireInteger(value) ?? -1] ?? 'unknown';
}

/** `HH:MM:SS` in seconds; hours may exceed 99. */
function parseWait(value: unknown): number | undefined {
  const [, hours, minutes, seconds] =
    /^(\d{1,4}):([0-5]\d):([0-5]\d)$/.exec(typeof value === 'string' ? value : '') ?? [];
  return hours === undefined ? undefined : Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

function noticeText(value: unknown): string {
  if (typeof value === 'string') return readable(value);
  return value === null ? '' : readable(jsonText(value));
}

function parseCall(frame: Readonly<Record<string, unknown>>): Fact {
  const sessionId = wireText(frame['sessionId']);
  if (!sessionId || sessionId.length > maxSessionIdLength) return ignored('no-session-id');
  const customer = parseCustomer(frame['info']);
  return {
    type: 'call',
    call: {sessionId, city: wireText(frame['city']), extno: wireText(frame['extno']), customer},
  };
}
