/**
 * At once after quiet, then once for each animation frame. A hidden tab has no frames: there a timer ends the
 * wait, and a change that comes later than the timer should have does not wait for it.
 */
export function createPace(run: () => void): () => void {
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
    if (performance.now() - began < 100) waiting = true;
    else begin();
  };
}
