import type {IncomingMessage} from 'node:http';
import type {Params} from '../params.ts';
import {misunderstood, type Refusal} from '../refusal.ts';

export interface TokenSigns {
  /** The headers in which the call system takes its tokens. */
  readonly tokenHeaders: readonly string[];
  readonly isToken: (text: string) => boolean;
}

const tokenShape = /eyJ[\w-]+\.[\w-]+\.[\w-]+/g;

/** Whether a request carries an access token of the call system: in its own header, or anywhere else. */
export function carriesToken(
  {headers, url}: IncomingMessage,
  params: Params,
  {tokenHeaders, isToken}: TokenSigns,
): boolean {
  if (tokenHeaders.some((name) => headers[name] !== undefined)) return true;
  const said = [url, ...Object.values(headers), JSON.stringify(params)].join('\n');
  return said.match(tokenShape)?.some(isToken) ?? false;
}

export const leak = (): Refusal =>
  misunderstood(
    '请求带有呼叫系统的访问令牌,不该发到这里',
    'The request carries an access token of the call system, which must not be sent here',
  );
