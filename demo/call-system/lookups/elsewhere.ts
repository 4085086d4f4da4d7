import type {IncomingMessage} from 'node:http';
import {json, type Answer} from '../envelope.ts';
import {endpoints} from './endpoints.ts';

/** Where a redirect leads to: the same server under another name, which makes it another origin. */
export const elsewhere = '/lookups/elsewhere';

export function redirected({headers, url = ''}: IncomingMessage): Answer {
  const [, name, port = ''] = /^(.*?)(:\d+)?$/.exec(headers.host ?? '') ?? [];
  const other = name === 'localhost' ? '127.0.0.1' : 'localhost';
  const path = url.split('?')[0]!.replace(/\/lookups\/.*/, elsewhere);
  return {...json({}, 307), headers: {location: `http://${other}${port}${path}`}};
}

const outputs = Object.values(endpoints).flatMap((endpoint) => endpoint.outputs);

/** What a stranger says: nobody should ever show it. */
export const strange = json(Object.fromEntries(outputs.map((name) => [name, 'elsewhere'])));
