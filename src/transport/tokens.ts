/**
 * The access token, which only the page can give.
 * It never appears in a fault: whoever needs it gets it from `get`, and nothing else carries it.
 */
import {createAsked, type Asked, type Source} from './credentials.ts';

/** The token itself, or a function that gives one; asked again after a refusal, with the token that was refused. */
export type TokenSource = Source<string>;

export type Tokens = Asked<string>;

export const createTokens = (source: TokenSource, onAsked?: (given: boolean) => void): Tokens =>
  createAsked(source, usable, Object.is, onAsked);

/** A header cannot carry spaces or other alphabets; a login page that came instead of a token has both. */
function usable(token: unknown): string | undefined {
  const text = typeof token === 'string' ? token.trim() : '';
  return /^[\u0021-\u007e]+$/.test(text) ? text : undefined;
}
