/** Moments at which a page may be seen for the last time. */
const lastMoments = ['visibilitychange', 'beforeunload', 'pagehide', 'freeze'] as const;

/** Calls the listener at each of them until the returned function is called. `page` is the window. */
export function atLastMoments(page: EventTarget, listener: () => void): () => void {
  // Some of them are the document's and do not bubble: capturing meets them all.
  for (const moment of lastMoments) page.addEventListener(moment, listener, {capture: true});
  return () => {
    for (const moment of lastMoments) page.removeEventListener(moment, listener, {capture: true});
  };
}
