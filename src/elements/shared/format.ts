/** Formats values for display: durations, times of day, callers, faults. Pure. */
import type {Fault} from '../../protocol/faults.ts';
import type {Call} from '../../session/calls/calls.ts';
import type {Strings} from '../../strings/en.ts';

/** `04:17`, `1:04:17`; `--:--` when unknown. */
export function duration(milliseconds: number | undefined): string {
  if (milliseconds === undefined || Number.isNaN(milliseconds)) return '--:--';
  const total = Math.max(0, Math.floor(milliseconds / 1000));
  const [hours, minutes, seconds] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  return hours ? `${hours}:${two(minutes)}:${two(seconds)}` : `${two(minutes)}:${two(seconds)}`;
}

const two = (n: number) => String(n).padStart(2, '0');

/** A cache: creating a formatter is much slower than using it. */
const formatters: Record<string, Intl.DateTimeFormat> = {};

/** The time of day in the language of the strings. */
export function timeOfDay(at: number, {tag}: Strings): string {
  formatters[tag] ??= new Intl.DateTimeFormat(tag, {timeStyle: 'short'});
  return formatters[tag].format(at);
}

/** `10:32:05` in local time. */
export function clockTime(at: number): string {
  const time = new Date(at);
  return [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':');
}

/** The name, else the number, else the text for an unknown caller. */
export function callerName({customer}: Call, t: Strings): string {
  return customer.name || customer.telephone || t.unnamed;
}

/** `北京-北京` becomes `北京`. */
export function place(city: string): string {
  return [...new Set(city.split('-').map((part) => part.trim()))].join(' ');
}

/** What happened, with the server's message if there is one, and what to do next. */
export function faultMessage(fault: Fault, t: Strings): {readonly what: string; readonly next: string} {
  const [what, then] = t.fault[fault.code];
  // A command that was sent before the network failed may have arrived.
  const next = fault.code === 'unreachable' && fault.command ? t.fault['not-confirmed'][1] : then;
  if (fault.code === 'bad-input' && fault.rule) return {what: t.why[fault.rule], next: ''};
  const wait = fault.retryAfter === undefined ? next : t.waitSeconds(fault.retryAfter);
  return {what: fault.reason ? `${what} “${fault.reason}”` : what, next: wait};
}
