/** At once after quiet; in a burst, once for each animation frame, or ten times a second in a hidden tab. */
export function createPace(run: () => void): () => void {
  let last = -Infinity;
  let frame = 0;
  let timer = 0;

  function go() {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    frame = timer = 0;
    last = performance.now();
    run();
  }

  return () => {
    if (timer) return;
    if (performance.now() - last > 16) return go();
    frame = requestAnimationFrame(go);
    timer = window.setTimeout(go, 100);
  };
}
