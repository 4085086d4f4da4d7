import type {UrlRefusal} from './callbacks/refusals.ts';
import {misunderstood} from './refusal.ts';

/** What can be changed while the system runs. */
export interface Settings {
  /** Milliseconds from "next call" until the campaign delivers one; a pair is a range. */
  ringDelay: number | readonly [number, number];
  /** Milliseconds between repeated notices on each socket; 0 sends them on a change only. */
  tick: number;
  /** Whether the dialling campaign delivers calls at all. */
  campaign: boolean;
  /** Milliseconds after which calls end by themselves. */
  talkTime: number | undefined;
  /** Whether a socket gets a notice as soon as it is open. */
  snapshot: boolean;
  /** Whether `info` comes before the notice that says busy. */
  infoFirst: boolean;
  /** Milliseconds that a token is good for. */
  tokenLife: number;
  /** Whether a repeated Idempotency-Key gets the first answer again, without a second effect. */
  idempotency: boolean;
  /** Milliseconds that a key of the open interface is good for. */
  keyLife: number;
  /** The code that refuses a wrong `url`. */
  urlRefusal: UrlRefusal;
  /** Milliseconds from the end of a call until it is pushed. */
  pushDelay: number;
  /** Milliseconds until the next try of a push that was not accepted. */
  pushInterval: number;
  /** Milliseconds that a receiver has for its answer. */
  pushTimeout: number;
}

export const defaults: Settings = {
  ringDelay: 2500,
  tick: 5000,
  campaign: true,
  talkTime: undefined,
  snapshot: true,
  infoFirst: false,
  tokenLife: 12 * 60 * 60 * 1000,
  idempotency: false,
  keyLife: 2 * 60 * 60 * 1000,
  urlRefusal: 100001,
  pushDelay: 60_000,
  pushInterval: 10_000,
  pushTimeout: 5000,
};

const isDuration = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0;
const isSwitch = (value: unknown): value is boolean => typeof value === 'boolean';
const isRange = (value: unknown): boolean =>
  Array.isArray(value) && value.length === 2 && value.every(isDuration) && value[0]! <= value[1]!;

const checks: Record<keyof Settings, (value: unknown) => boolean> = {
  ringDelay: (value) => isDuration(value) || isRange(value),
  tick: isDuration,
  campaign: isSwitch,
  talkTime: (value) => value === undefined || isDuration(value),
  snapshot: isSwitch,
  infoFirst: isSwitch,
  tokenLife: (value) => isDuration(value) && value > 0,
  idempotency: isSwitch,
  keyLife: (value) => isDuration(value) && value > 0,
  urlRefusal: (value) => value === 10001 || value === 100001,
  pushDelay: isDuration,
  pushInterval: isDuration,
  pushTimeout: (value) => isDuration(value) && value > 0,
};

export const isSetting = (name: string): name is keyof Settings => Object.hasOwn(checks, name);

/** Refuses a name that is no setting and a value of the wrong kind. JSON has no undefined, so null means it. */
export function checkedSettings(wanted: Readonly<Record<string, unknown>>): Partial<Settings> {
  const entries = Object.entries(wanted).map(([name, given]) => {
    const value = given ?? undefined;
    if (!isSetting(name)) throw misunderstood(`没有名为 ${name} 的设置`, `There is no setting named ${name}`);
    if (!checks[name](value))
      throw misunderstood(`设置 ${name} 的值无效`, `Invalid value for the setting ${name}`);
    return [name, value] as const;
  });
  return Object.fromEntries(entries);
}
