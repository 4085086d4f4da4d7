/** Replaces `${variables}` in the values of data nodes. */

/** The documented values of a header or a parameter: text or an integer. */
export type NodeValue = string | number;

/** In the order of sending. Pairs, because object keys such as `__proto__` or `7` behave differently. */
export type NodePairs = readonly (readonly [name: string, value: NodeValue])[];

/** The values of variables, by name. */
export type Variables = ReadonlyMap<string, string>;

/** The variables of the call. A missing value is an empty text. */
export const callVariables = [
  'ivr_customer_number',
  'sessionId',
  'extno',
  'city',
  'project_id',
  'task_id',
  'info_uuid',
] as const;

export type CallVariable = (typeof callVariables)[number];

export const variable = /\$\{([^{}]*)\}/g;

export const variablesIn = (value: NodeValue): readonly string[] =>
  [...String(value).matchAll(variable)].map(([, name = '']) => name);

/** The value with its variables replaced. Well-formed, even when a variable has lone surrogates. */
export function filled(value: NodeValue, variables: Variables): string {
  const fill = (_: string, name: string) => (variables.get(name) ?? '').toWellFormed();
  return String(value).toWellFormed().replace(variable, fill);
}

/** Whether a `${` has no closing `}`: it would be sent literally. */
export const isUnclosed = (value: NodeValue): boolean => filled(value, new Map()).includes('${');
