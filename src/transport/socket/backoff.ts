/** The delay before the next connection attempt: exponential backoff with full jitter, so that agents do not all reconnect at once. */

/** The first delay is at most half a second; the range doubles with each failure, up to this maximum (ms). */
export const maxDelay = 5_000;

/** Close codes of a server that restarts or is full: all its agents reconnect, so even the first delay uses the full range. */
const restartCodes: ReadonlySet<number> = new Set([1001, 1012, 1013]);

/** Milliseconds before the attempt that follows `failures` failures in a row (1 or more). `random` is in [0, 1). */
export function delayBefore(failures: number, random: () => number, code = 0): number {
  const doubled = failures <= 1 ? 500 : 1_000 * 2 ** (failures - 1);
  return Math.round(random() * (restartCodes.has(code) ? maxDelay : Math.min(maxDelay, doubled)));
}
