/**
 * Parses answers of the call system: `{"code": 0, "msg": "success", "data": …}`.
 * Source: the workbench contract, "Shapes that hold everywhere".
 */
import {failed, type Fault, type FaultCode, type Outcome} from './faults.ts';
import {isRecord, parseJson, readable, wireInteger} from './text.ts';

/** The parts of an HTTP answer that are used. */
export interface RawAnswer {
  readonly status: number;
  /** `undefined` when it was too long. */
  readonly text: string | undefined;
  /** The `Retry-After` header, when there is one. */
  readonly retryAfter?: string | null;
}

/** An empty answer with a success status counts as success: some servers confirm with 204. */
export function parseAnswer({status, text, retryAfter}: RawAnswer): Outcome {
  const body = text === undefined ? undefined : parseJson(text);
  const code = isRecord(body) ? wireInteger(body['code']) : undefined;
  const reason = isRecord(body) && typeof body['msg'] === 'string' ? readable(body['msg'], 500) : '';
  const details = {status, ...(reason && {reason})};

  if (status < 200 || status > 299) return failed({...details, ...faultOfStatus(status, retryAfter)});
  if (text?.trim() === '') return {ok: true, data: undefined};
  if (code === undefined) return failed({code: 'not-understood', status});
  return code === 0
    ? {ok: true, data: (body as {data?: unknown}).data}
    : failed({code: 'refused', ...details});
}

const statusFaults: Readonly<Record<number, FaultCode>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  429: 'overloaded',
  503: 'overloaded',
};

function faultOfStatus(status: number, retryAfter?: string | null): Fault {
  const code = statusFaults[status] ?? (status < 400 ? 'not-understood' : 'server-error');
  const seconds = code === 'overloaded' ? secondsToWait(retryAfter) : undefined;
  return seconds === undefined ? {code} : {code, retryAfter: seconds};
}

/** The `Retry-After` header in seconds, between 1 and 60: a server may ask for a day. */
function secondsToWait(header: string | null | undefined): number | undefined {
  if (!header) return undefined;
  const date = header.endsWith('GMT') ? Date.parse(header) : Number.NaN;
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : (date - Date.now()) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.min(60, Math.max(1, Math.ceil(seconds)));
}
