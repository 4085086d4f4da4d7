/** `${variables}` in the values of data nodes. */

/** What the documents allow for a header or a parameter: text, or a whole number. */
export type NodeValue = string | number;

/** In the order in which they are written. Pairs, so that no name can be special. */
export type NodePairs = readonly (readonly [name: string, value: NodeValue])[];

/** What a value can hold, by name. */
export type Variables = ReadonlyMap<string, string>;

/** Of the call itself. What a call does not have is empty text. */
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

/** Well-formed, whatever half characters the variables hold. */
export function filled(value: NodeValue, variables: Variables): string {
  const fill = (_: string, name: string) => (variables.get(name) ?? '').toWellFormed();
  return String(value).toWellFormed().replace(variable, fill);
}

/** A `${` that no `}` ends would travel as it is. */
export const isUnclosed = (value: NodeValue): boolean => filled(value, new Map()).includes('${');
