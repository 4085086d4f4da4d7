import {createHash} from 'node:crypto';

/** JSON as PHP's `json_encode` writes it: slashes escaped, everything beyond ASCII as `\uXXXX`. */
function encoded(pairs: Readonly<Record<string, string>>): string {
  return JSON.stringify(pairs)
    .replaceAll('/', '\\/')
    .replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

export const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** The anti-hijack string (防劫持字符串) that `url` has to be, over the other parameters in the order in which they came. */
export function urlSign(parameters: Readonly<Record<string, string>>): string {
  return md5(encoded(parameters)).slice(1, 9);
}
