/**
 * The access token: asked for once, kept in memory only, asked for again when the server refuses it.
 * It never appears in a fault: whoever needs it gets it from `get`, and nothing else carries it.
 */

/** The token itself, or a function that gives one; asked again after a refusal. */
export type TokenSource = string | (() => string | Promise<string>);

export interface Tokens {
  /** The present token; `undefined` when the page cannot give a usable one. Never rejects. */
  get(): Promise<string | undefined>;
  /**
   * Says that `refused` was refused. Resolves to whether there is another token now.
   * Several callers that were refused with the same token cause one question to the page.
   */
  renew(refused: string | undefined): Promise<boolean>;
}

/** A page that does not answer in this time (ms) has no token for us. */
const patience = 10_000;

export function createTokens(source: TokenSource): Tokens {
  let answer: Promise<string | undefined> | undefined;

  async function get() {
    const token = await (answer ??= ask(source));
    // A failed question is not an answer to keep.
    if (token === undefined) answer = undefined;
    return token;
  }

  return {
    get,
    async renew(refused) {
      const known = answer;
      // Of several that were refused only the first asks; the others find its question under way.
      if ((await get()) === refused && answer === known) answer = undefined;
      const token = await get();
      return token !== undefined && token !== refused;
    },
  };
}

async function ask(source: TokenSource): Promise<string | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(resolve, patience, undefined);
    });
    const token = await Promise.race([typeof source === 'function' ? source() : source, late]);
    return usable(token);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

/** A header cannot carry spaces or other alphabets; a login page that came instead of a token has both. */
function usable(token: unknown): string | undefined {
  const text = typeof token === 'string' ? token.trim() : '';
  return /^[\u0021-\u007e]+$/.test(text) ? text : undefined;
}
