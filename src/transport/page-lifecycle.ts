/**
 * The page around a socket: it is put away and comes back, its network goes and comes.
 *
 * A page that is frozen or kept for “back” keeps its socket, and the server would send calls to nobody;
 * when it comes back the socket says that it is open, and is dead. So it is closed before, and made anew after.
 */

interface PageLife {
  /** Nobody will look at the page, or nothing of it will run: the close code says which. */
  readonly onLeave: (code: number) => void;
  readonly onReturn: () => void;
  readonly onOnline: () => void;
  /** What a browser says of the network may be wrong. */
  readonly onOffline: () => void;
  readonly onSeen: () => void;
}

const [hidden, frozen] = [4001, 4002];

/** `page` is the window; without one nothing happens. Listens until the returned function is called. */
export function followPage(page: EventTarget | undefined, life: PageLife): () => void {
  const listeners: Readonly<Record<string, () => void>> = {
    pagehide: () => life.onLeave(hidden),
    freeze: () => life.onLeave(frozen),
    pageshow: life.onReturn,
    resume: life.onReturn,
    online: life.onOnline,
    offline: life.onOffline,
    visibilitychange: life.onSeen,
  };
  // Some of them are the document's and do not bubble: capturing meets them all.
  const entries = Object.entries(listeners);
  for (const [type, listener] of entries) page?.addEventListener(type, listener, true);
  return () => {
    for (const [type, listener] of entries) page?.removeEventListener(type, listener, true);
  };
}
