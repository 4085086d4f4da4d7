/** The value, or `undefined` when it is not there in so many milliseconds. Rejects when the promise does. */
export async function withTimeout<T>(ms: number, value: T | PromiseLike<T>): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  try {
    return await Promise.race([value, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The answer, unless the signal ends the wait for it: a page may have put a `fetch` of its own in place that knows no signals. */
export function raceAbort<T>(signal: AbortSignal, answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', reject);
    answer.then(resolve, reject);
  });
}
