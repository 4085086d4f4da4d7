/** Where the browser's storage meets the session. A file of its own, so that the bar need not wait for it. */
import {keepDrafts} from './session/draft-keeper.ts';
import type {Session} from './session/session.ts';
import {openDraftStore} from './transport/draft-store.ts';

/** Keeps an agent's drafts in this browser until the returned function is called. Rejects where that cannot be. */
export async function keepInBrowser(session: Session, agent: string): Promise<() => void> {
  const store = await openDraftStore(agent);
  const channel = new BroadcastChannel(`agent-bar/drafts/${store.agent}`);
  return keepDrafts({session, store, page: window, channel});
}
