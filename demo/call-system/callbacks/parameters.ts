import type {Params} from '../params.ts';
import {urlRefused, wrongFormat, type UrlRefusal} from './refusals.ts';
import {urlSign} from './sign.ts';

/** The parameters of one request, in the order in which they came, as the texts that are signed. */
export interface Signed {
  has(name: string): boolean;
  /** Refuses a parameter that is absent or empty. */
  text(name: string): string;
  optional(name: string): string | undefined;
  /** Refuses an `url` that is not the signature of the other parameters. */
  checkUrl(): void;
}

function textOf(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  throw wrongFormat(`${name} 应为文本`, `${name} is a text`);
}

export function signedParameters(params: Params, refusal: UrlRefusal): Signed {
  const {url, ...others} = Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, textOf(name, value)]),
  );
  const optional = (name: string): string | undefined =>
    Object.hasOwn(others, name) ? others[name] : undefined;
  return {
    has: (name) => Object.hasOwn(others, name),
    optional,
    text(name) {
      const value = optional(name);
      if (!value) throw wrongFormat(`缺少参数 ${name}`, `the parameter ${name} is missing`);
      return value;
    },
    checkUrl() {
      if (url !== urlSign(others)) throw urlRefused(refusal);
    },
  };
}
