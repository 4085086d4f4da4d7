/** What a receiver has to answer, to the letter. */
export const expected = 'SUCCESS';

/** How one try to push ended: what was answered, or why nothing was. */
export interface Outcome {
  readonly status?: number;
  /** The beginning of what was answered. */
  readonly answer?: string;
  readonly failure?: 'unreachable' | 'timeout';
  readonly accepted: boolean;
}

const longestAnswer = 80;

/** Reads no more than is worth showing: a receiver may answer without end. */
async function beginningOf(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, {stream: true});
    if (text.length > longestAnswer) break;
  }
  return text.length > longestAnswer ? `${text.slice(0, longestAnswer)}…` : text;
}

/** One try. Never rejects, and waits for the whole answer no longer than `timeout`. */
export async function deliver(
  url: string,
  body: string,
  timeout: number,
  ended: AbortSignal,
): Promise<Outcome> {
  const late = AbortSignal.timeout(timeout);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {'content-type': 'application/json; charset=utf-8'},
      body,
      redirect: 'manual',
      signal: AbortSignal.any([late, ended]),
    });
    const answer = await beginningOf(response);
    return {status: response.status, answer, accepted: response.ok && answer === expected};
  } catch {
    return {failure: late.aborted ? 'timeout' : 'unreachable', accepted: false};
  }
}
