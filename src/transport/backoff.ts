/** How long to wait before dialling again: full jitter, so that many agents do not come back at once. */

/** The first try comes within half a second; later ones spread over a doubling range, at most this long (ms). */
export const longestWait = 5_000;

/** Milliseconds before the try that follows `failures` failures in a row (1 or more). `random` is in [0, 1). */
export function waitBefore(failures: number, random: () => number): number {
  const range = failures <= 1 ? 500 : Math.min(longestWait, 1_000 * 2 ** (failures - 1));
  return Math.round(random() * range);
}
