/**
 * Handles items immediately and in order. When too many arrive in one task, the rest is handled in chunks of several
 * tasks, between which the page can paint and handle input: after a page was blocked, browsers deliver thousands of
 * frames in one task.
 */

/** How long one chunk may take (ms). Including rendering, a task stays well below the noticeable 50 ms. */
const chunkTime = 8;

export function createChunkedQueue<T>(handle: (item: T) => unknown, now: () => number): (item: T) => void {
  const queue: T[] = [];
  let startedAt = 0;
  /** The task that began at `startedAt` may still be running. */
  let inSameTask = false;

  function handleChunk() {
    startedAt = now();
    let done = 0;
    try {
      while (done < queue.length && now() - startedAt < chunkTime) handle(queue[done++]!);
    } finally {
      queue.splice(0, done);
      if (queue.length > 0) runInNextTask(handleChunk);
    }
  }

  return (item) => {
    if (!inSameTask) {
      inSameTask = true;
      startedAt = now();
      setTimeout(() => (inSameTask = false));
    }
    if (queue.length === 0 && now() - startedAt <= chunkTime) handle(item);
    else if (queue.push(item) === 1) runInNextTask(handleChunk);
  };
}

/** Uses a message, because browsers delay the timers of hidden pages but not messages. */
function runInNextTask(callback: () => void) {
  const {port1, port2} = new MessageChannel();
  const onMessage = () => {
    port1.close();
    callback();
  };
  port1.addEventListener('message', onMessage, {once: true});
  port1.start();
  port2.postMessage(undefined);
}
