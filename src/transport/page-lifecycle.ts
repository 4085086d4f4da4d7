/** What happens to the page around a session: it hides, is frozen, leaves and comes back; its network goes and comes. */

export type PageMoment =
  | 'hidden'
  | 'visible'
  | 'frozen'
  | 'thawed'
  /** It ends, or goes into the back/forward cache. */
  | 'left'
  | 'shown'
  /** What a browser says of the network may be wrong. */
  | 'online'
  | 'offline'
  /** It is about to end, unless somebody keeps it. */
  | 'unloading';

/** Calls the listener at each moment until the returned function is called. */
export type PageLifecycle = (listener: (moment: PageMoment) => void) => () => void;

const moments: Readonly<Record<string, PageMoment>> = {
  freeze: 'frozen',
  resume: 'thawed',
  pagehide: 'left',
  pageshow: 'shown',
  online: 'online',
  offline: 'offline',
  beforeunload: 'unloading',
};

/** `page` is the window; without one nothing happens. */
export const pageLifecycle =
  (page: EventTarget | undefined, isVisible = () => !globalThis.document?.hidden): PageLifecycle =>
  (listener) => {
    const listen = ({type}: Event) => listener(moments[type] ?? (isVisible() ? 'visible' : 'hidden'));
    const types = [...Object.keys(moments), 'visibilitychange'];
    // Some of them are the document's and do not bubble: capturing meets them all.
    for (const type of types) page?.addEventListener(type, listen, {capture: true});
    return () => {
      for (const type of types) page?.removeEventListener(type, listen, {capture: true});
    };
  };

/**
 * Close codes of a socket whose page is hidden for good or frozen. Such a page keeps its socket, and the server would
 * send calls to nobody; when it comes back the socket says that it is open, and is dead. So it is closed before.
 */
export const closeCodes: Readonly<Partial<Record<PageMoment, number>>> = {left: 4001, frozen: 4002};

/** Calls a listener whenever the page may be seen for the last time, until the returned function is called. */
export const pageExit =
  (page: PageLifecycle) =>
  (listener: () => void): (() => void) =>
    page((moment) => !returns.has(moment) && listener());

const returns: ReadonlySet<PageMoment> = new Set(['thawed', 'shown', 'online', 'offline']);
