/**
 * Runs a callback immediately at first, then at most once per animation frame. A hidden tab has no animation frames and
 * slow timers, so there the callback always runs immediately.
 */
export function createFrameThrottle(run: () => void): () => void {
  let startedAt = -Infinity;
  let waiting = false;
  let frame = 0;
  let timer = 0;

  function start() {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    startedAt = performance.now();
    waiting = false;
    frame = requestAnimationFrame(end);
    timer = window.setTimeout(end, 100);
    run();
  }

  function end() {
    startedAt = -Infinity;
    if (waiting) start();
  }

  return () => {
    if (document.hidden || performance.now() - startedAt > 100) start();
    else waiting = true;
  };
}
