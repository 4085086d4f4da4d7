import {failure, json, type Answer} from '../envelope.ts';
import type {Endpoint} from './endpoints.ts';
import type {Facts} from './facts.ts';

/** What is answered in the place of the truth. */
const lies = {
  'error-500': () => failure(500, '客户系统内部错误', 500),
  'error-404': () => failure(404, '客户系统没有这个接口', 404),
  'web-page': () => ({
    status: 200,
    contentType: 'text/html; charset=utf-8',
    body: '<!doctype html><title>CRM</title><h1>请登录 Please sign in</h1>',
  }),
  array: (facts) => json([facts]),
  nested: (facts, {outputs}) =>
    json(Object.fromEntries(outputs.map((name) => [name, {value: facts[name] ?? ''}]))),
  'vip-text': (facts) => json({...facts, isVip: '1'}),
  'black-boolean': (facts) => json({...facts, isblack: true}),
  'outputs-missing': (facts, {outputs}) =>
    json(Object.fromEntries(Object.entries(facts).filter(([name]) => name === outputs[0]))),
  '5-mb': (facts) => json({...facts, padding: 'x'.repeat(5 * 1024 * 1024)}),
  empty: () => ({...json({}), body: ''}),
} as const satisfies Readonly<Record<string, (facts: Facts, endpoint: Endpoint) => Answer>>;

type Lie = keyof typeof lies;

/** What an endpoint does with a request that it understands. */
export type Variant = Lie | 'normal' | 'slow' | 'no-answer' | 'redirect' | 'reset';

const isLie = (name: string): name is Lie => Object.hasOwn(lies, name);

export const variants: readonly Variant[] = [
  'normal',
  'slow',
  'no-answer',
  ...Object.keys(lies).filter(isLie),
  'redirect',
  'reset',
];

export const isVariant = (name: string): name is Variant => variants.some((variant) => variant === name);

/** The output that an endpoint must have for a variant. */
const needed: Partial<Record<Variant, string>> = {'vip-text': 'isVip', 'black-boolean': 'isblack'};

export const variantsOf = ({outputs}: Endpoint): Variant[] =>
  variants.filter((variant) => outputs.includes(needed[variant] ?? outputs[0]!));

/** The lie, or the truth: other variants differ in how it travels. */
export const answerOf = (variant: Variant, facts: Facts, endpoint: Endpoint): Answer =>
  isLie(variant) ? lies[variant](facts, endpoint) : json(facts);
