/**
 * At once after quiet, then once for each animation frame. A hidden tab has no frames, and its timers may wait
 * for a second: there every change is shown at once.
 */
export function createFrameThrottle(run: () => void): () => void {
  let began = -Infinity;
  let waiting = false;
  let frame = 0;
  let timer = 0;

  function begin() {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    began = performance.now();
    waiting = false;
    frame = requestAnimationFrame(end);
    timer = window.setTimeout(end, 100);
    run();
  }

  function end() {
    began = -Infinity;
    if (waiting) begin();
  }

  return () => {
    if (document.hidden || performance.now() - began > 100) begin();
    else waiting = true;
  };
}
