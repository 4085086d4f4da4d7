/**
 * The wire format of the customer form's values: a string with a JSON object, keyed by display name.
 * Source: the workbench contract, `info.fields` and "The customer form".
 */
import {fieldValue, type FieldValues} from '../../protocol/customer-form/field-values.ts';
import {isRecord, parseJson, toJson} from '../../protocol/text.ts';

/** `undefined` when the text is not a JSON object. */
export function readFields(text: string): FieldValues | undefined {
  if (text === '') return [];
  const parsed = parseJson(text);
  return isRecord(parsed)
    ? Object.entries(parsed).map(([name, value]) => [name, fieldValue(value)])
    : undefined;
}

/**
 * The text to submit: the server's text with `changes` applied. Unchanged values keep their exact characters, so that
 * no number is rounded and no unknown kind of value is lost. Only lone surrogates are escaped, because a request cannot
 * carry them. A text that cannot be parsed is returned as it is, unless there are changes.
 */
export function writeFields(given: string, changes: FieldValues): string {
  const isReadable = isRecord(parseJson(given));
  if (!isReadable && changes.length === 0 && given !== '') return escaped(given);
  const members = new Map(isReadable ? membersOf(given) : []);
  for (const [name, value] of changes) members.set(name, toJson(value));
  return `{${[...members].map(([name, json]) => `${JSON.stringify(name)}:${escaped(json)}`).join(',')}}`;
}

const escaped = (json: string) =>
  json.replace(/\p{Surrogate}/gu, (half) => `\\u${half.charCodeAt(0).toString(16)}`);

const tokens = /"(?:[^"\\]+|\\.)*"|[[\]{},:]|[^\s"[\]{},:]+/gs;

/** The members of a JSON object, each value as its source text. The text must be valid JSON. */
function membersOf(text: string): (readonly [name: string, json: string])[] {
  const members: (readonly [string, string])[] = [];
  let depth = 0;
  let name = '';
  let begin = 0;
  for (const {0: token, index} of text.matchAll(tokens)) {
    const outermost = depth === 1;
    if (token === '{' || token === '[') depth += 1;
    if (token === '}' || token === ']') depth -= 1;
    if (outermost && token === ':') begin = index + 1;
    else if (outermost && begin && (token === ',' || depth === 0)) {
      members.push([name, text.slice(begin, index).trim()]);
      begin = 0;
    } else if (outermost && !begin && token.startsWith('"')) name = JSON.parse(token) as string;
  }
  return members;
}
