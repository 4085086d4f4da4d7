/** Page lifecycle and network events: hidden, frozen, unloaded, shown again, online, offline. */

export type PageMoment =
  | 'hidden'
  | 'visible'
  | 'frozen'
  | 'thawed'
  /** The page ends, or enters the back/forward cache. */
  | 'left'
  | 'shown'
  /** Browsers may report the network state wrongly. */
  | 'online'
  | 'offline'
  /** The page is about to end, unless the user cancels it. */
  | 'unloading';

/** Calls the listener for each event until the returned function is called. */
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

/** `page` is the window. Without one there are no events. */
export const pageLifecycle =
  (page: EventTarget | undefined, isVisible = () => !globalThis.document?.hidden): PageLifecycle =>
  (listener) => {
    const listen = ({type}: Event) => listener(moments[type] ?? (isVisible() ? 'visible' : 'hidden'));
    const types = [...Object.keys(moments), 'visibilitychange'];
    // Some of these events target the document and do not bubble; a capturing listener receives all of them.
    for (const type of types) page?.addEventListener(type, listen, {capture: true});
    return () => {
      for (const type of types) page?.removeEventListener(type, listen, {capture: true});
    };
  };

/**
 * Close codes for a socket whose page enters the back/forward cache or is frozen. The server would go on sending calls
 * to such a page, and after the page is restored the socket looks open but is dead. So it is closed first.
 */
export const closeCodes: Readonly<Partial<Record<PageMoment, number>>> = {left: 4001, frozen: 4002};

/** Calls a listener whenever the page may be about to end, until the returned function is called. */
export const pageExit =
  (page: PageLifecycle) =>
  (listener: () => void): (() => void) =>
    page((moment) => !notExits.has(moment) && listener());

const notExits: ReadonlySet<PageMoment> = new Set(['thawed', 'shown', 'online', 'offline']);
