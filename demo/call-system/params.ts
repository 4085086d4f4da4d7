import {Refusal} from './refusal.ts';

/** A request's parameters, from a form or from JSON; nothing is known about the values. */
export type Params = Readonly<Record<string, unknown>>;

function refused(name: string, zh: string, en: string): Refusal {
  return new Refusal(`参数 ${name} ${zh}`, `The parameter ${name} ${en}`);
}

export function optionalText(params: Params, name: string): string | undefined {
  const value = Object.hasOwn(params, name) ? params[name] : undefined;
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') throw refused(name, '必须是文本', 'must be a text');
  return value;
}

export function text(params: Params, name: string): string {
  const value = optionalText(params, name);
  if (value === undefined || value.trim() === '') throw refused(name, '不能为空', 'is required');
  return value;
}

export function optionalWhole(params: Params, name: string): number | undefined {
  const value = optionalText(params, name);
  if (value === undefined || value === '') return undefined;
  if (!/^-?\d{1,15}$/.test(value)) throw refused(name, '必须是整数', 'must be a whole number');
  return Number(value);
}
