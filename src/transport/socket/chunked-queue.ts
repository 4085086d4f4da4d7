/**
 * Handles one thing after another, each at once. A flood is handled in chunks, between which the page can paint and
 * answer the agent: after a hang, browsers hand thousands of frames over in one task. The order stays, and nothing
 * is left out as long as the link lives.
 */

/** Handling only: with what the page makes of it, it stays well below the 50 ms that a person notices. */
const longest = 8;

export function createChunkedQueue<T>(handle: (one: T) => unknown, now: () => number): (one: T) => void {
  const waiting: T[] = [];
  let began = 0;
  /** What comes now may still come in the task that began then. */
  let same = false;

  function goOn() {
    began = now();
    let done = 0;
    try {
      while (done < waiting.length && now() - began < longest) handle(waiting[done++]!);
    } finally {
      waiting.splice(0, done);
      if (waiting.length > 0) runInNextTask(goOn);
    }
  }

  return (one) => {
    if (!same) {
      same = true;
      began = now();
      setTimeout(() => (same = false));
    }
    if (waiting.length === 0 && now() - began <= longest) handle(one);
    else if (waiting.push(one) === 1) runInNextTask(goOn);
  };
}

/** Hidden pages hold timers back, but no messages. */
function runInNextTask(act: () => void) {
  const {port1, port2} = new MessageChannel();
  const hear = () => {
    port1.close();
    act();
  };
  port1.addEventListener('message', hear, {once: true});
  port1.start();
  port2.postMessage(undefined);
}
