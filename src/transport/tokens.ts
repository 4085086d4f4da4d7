/**
 * The access token, which the page provides. It is only available from `get` and never appears in a fault.
 */
import {createCredentials, type Credentials, type CredentialsProvider} from './credentials.ts';

/** The token, or a function that returns it; called again after a refusal, with the refused token. */
export type TokenSource = CredentialsProvider<string>;

export type Tokens = Credentials<string>;

export const createTokens = (source: TokenSource, onRequest?: (given: boolean) => void): Tokens =>
  createCredentials(source, parseToken, Object.is, onRequest);

/** Only visible ASCII: a header can carry it, and the HTML of a login page, received instead of a token, is refused. */
function parseToken(token: unknown): string | undefined {
  const text = typeof token === 'string' ? token.trim() : '';
  return /^[\u0021-\u007e]+$/.test(text) ? text : undefined;
}
