/**
 * The values of the customer form on the wire: one string that holds JSON, keyed by display name.
 * Source: the workbench contract, `info.fields` and "The customer form".
 */
import {fieldValue, type FieldValues} from '../../protocol/customer-form/field-values.ts';
import {isRecord, parseJson, toJson} from '../../protocol/text.ts';

/** `undefined` when the text is no JSON object. */
export function readFields(text: string): FieldValues | undefined {
  if (text === '') return [];
  const parsed = parseJson(text);
  return isRecord(parsed)
    ? Object.entries(parsed).map(([name, value]) => [name, fieldValue(value)])
    : undefined;
}

/**
 * The text to submit: what the server gave, with `changes` in place. What was not changed keeps its very
 * characters, so that no number is rounded and no kind of value is lost that this side does not know. Only half of a
 * character is written as its escape: a request could not carry it. A text that is none of ours to read goes
 * back as it came while there is nothing to put into it.
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

/** The members of a text that is known to be a JSON object, each value in its own characters. */
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
