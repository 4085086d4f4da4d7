/** The gaps of a chain of 100 ms timers: they tell whether the browser really holds the page's timers back. */
export async function timerGaps(total: number): Promise<readonly number[]> {
  const gaps: number[] = [];
  const end = performance.now() + total;
  for (let last = performance.now(); last < end; ) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    gaps.push(performance.now() - last);
    last = performance.now();
  }
  return gaps;
}
