/** How long to wait before dialling again: full jitter, so that many agents do not come back at once. */

/** The first try comes within half a second; later ones spread over a doubling range, at most this long (ms). */
export const longestWait = 5_000;

/** Close codes of a server that restarts or is full: all its agents come at once, so even the first try is spread. */
const restartCodes: ReadonlySet<number> = new Set([1001, 1012, 1013]);

/** Milliseconds before the try that follows `failures` failures in a row (1 or more). `random` is in [0, 1). */
export function waitBefore(failures: number, random: () => number, code = 0): number {
  const doubled = failures <= 1 ? 500 : 1_000 * 2 ** (failures - 1);
  return Math.round(random() * (restartCodes.has(code) ? longestWait : Math.min(longestWait, doubled)));
}
