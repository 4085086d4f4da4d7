/** Resolves to the value, or to `undefined` after `ms` milliseconds. Rejects when the promise does. */
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

/** Rejects when the signal aborts first. Needed because a page may replace `fetch` with one that ignores signals. */
export function raceAbort<T>(signal: AbortSignal, answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', reject);
    answer.then(resolve, reject);
  });
}
