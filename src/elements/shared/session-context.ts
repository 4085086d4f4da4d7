/** Provides the session to elements: from the nearest `<agent-bar>` around them, else from the page. */
import {ContextProvider, ContextRoot, createContext} from '@lit/context';

import type {Session} from '../../session/session.ts';

/**
 * `Symbol.for`, so that two bundles on one page share the context. The number is the version of the `Session` interface,
 * not of the package: it is increased only when an old element could not use a new session.
 */
export const sessionContext = createContext<Session | undefined>(Symbol.for('agent-bar/session@3'));

// Keeps the context requests of elements that are upgraded before their bar. Every element imports this module, so it
// runs before any of them is defined; on a server there is no document.
const page = globalThis.document?.documentElement;
if (page) new ContextRoot().attach(page);

let provider: ContextProvider<typeof sessionContext> | undefined;
const offers: Session[] = [];

/** Provides a session to the whole page until the returned function is called. The newest one is used. */
export function offerToPage(session: Session): () => void {
  offers.push(session);
  provide();
  return () => {
    offers.splice(offers.indexOf(session), 1);
    provide();
  };
}

function provide() {
  if (!provider) {
    provider = new ContextProvider(page, {context: sessionContext});
    provider.hostConnected();
  }
  provider.setValue(offers.at(-1));
}
