import type {Params} from './params.ts';
import {misunderstood, type Refusal} from './refusal.ts';

interface Kinds {
  text: string;
  number: number;
  whole: number;
  switch: boolean;
  texts: Record<string, string>;
  any: unknown;
}

export type Shape = Readonly<Record<string, keyof Kinds>>;
export type Shaped<Of extends Shape> = {[Name in keyof Of]?: Kinds[Of[Name]]};

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const checks: Readonly<Record<keyof Kinds, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0,
  whole: (value) => Number.isSafeInteger(value) && Number(value) >= 0,
  switch: (value) => typeof value === 'boolean',
  texts: (value) => isObject(value) && Object.values(value).every((text) => typeof text === 'string'),
  any: () => true,
};

function checkShape<Of extends Shape>(shape: Of, given: object): asserts given is Shaped<Of> {
  for (const [name, value] of Object.entries(given)) {
    const kind = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (!kind) throw misunderstood(`不认识参数 ${name}`, `Unknown parameter ${name}`);
    if (!checks[kind](value))
      throw misunderstood(`参数 ${name} 的值无效`, `Invalid value for the parameter ${name}`);
  }
}

/** The parameters of a console operation: each of the kind the shape names, none that it does not. */
export function shaped<const Of extends Shape>(shape: Of, params: Params): Shaped<Of> {
  const given: object = Object.fromEntries(
    Object.entries(params).filter(([, value]) => value !== undefined && value !== null),
  );
  checkShape(shape, given);
  return given;
}

export function missing(name: string): Refusal {
  return misunderstood(`缺少参数 ${name}`, `The parameter ${name} is missing`);
}

export function required<Value>(value: Value | undefined, name: string): Value {
  if (value === undefined || value === '') throw missing(name);
  return value;
}
