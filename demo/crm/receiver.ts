import type {IncomingMessage} from 'node:http';
import {type Answer, text, textOf} from './answer.ts';
import type {Pushes} from './pushes.ts';

/** A recorded call has some hundred characters. */
const largestPush = 65_536;

const kinds = {calls: 'call', imports: 'import'} as const;

/**
 * Where the call system pushes to: `…/calls` and `…/imports`. A push carries no proof of where it comes from,
 * so the address itself has to be one that nobody can guess.
 */
export async function answerPush(request: IncomingMessage, path: string, pushes: Pushes): Promise<Answer> {
  const kind = Object.hasOwn(kinds, path) ? kinds[path as keyof typeof kinds] : undefined;
  if (!kind) return text(404, 'There is nothing at this address.');
  if (request.method !== 'POST') return {...text(405, 'Pushes are POST.'), headers: {allow: 'POST'}};
  const body = await textOf(request, largestPush);
  if (body === undefined) return text(413, `A push has at most ${largestPush} bytes.`);
  let content: unknown;
  try {
    content = JSON.parse(body);
  } catch {
    return text(400, 'A push is JSON.');
  }
  // The call system repeats a push until it reads exactly this word: a duplicate has to be thanked for as well.
  return pushes.take(kind, content) ? text(200, 'SUCCESS') : text(400, `This is no push of a ${kind}.`);
}
