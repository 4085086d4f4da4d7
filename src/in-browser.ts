/**
 * Where the browser's storage and the agent's other tabs meet the session. A file of its own, so that the bar need not
 * wait for it.
 */
import {keepDrafts} from './session/draft-keeper.ts';
import type {Session} from './session/session.ts';
import {isNews, isSnapshot} from './session/shared-words.ts';
import {keepState} from './session/state-keeper.ts';
import {digest} from './transport/digest.ts';
import {openDraftStore} from './transport/draft-store.ts';
import type {Monitor, MonitorEdges} from './transport/monitor.ts';
import {shareMonitor, type SharedEdges, type SharedMonitor} from './transport/shared-monitor.ts';

/** Keeps an agent's state and drafts in this browser until the returned function is called. Rejects where that cannot be. */
export async function keepInBrowser(session: Session, agent: string): Promise<() => void> {
  const store = await openDraftStore(agent);
  const channel = new BroadcastChannel(`agent-bar/drafts/${store.agent}`);
  const stateKept = keepState({session, store, page: window}).catch(() => () => undefined);
  try {
    const stopDrafts = await keepDrafts({session, store, page: window, channel});
    const stopState = await stateKept;
    return () => {
      stopDrafts();
      stopState();
    };
  } catch (error) {
    channel.close();
    void stateKept.then((stop) => stop());
    throw error;
  }
}

/** Rises when tabs of the version before would misunderstand: then each version has a socket of its own. */
const version = 1;

/** What opens one monitor for the tabs of an agent. Rejects where a page cannot know of its others. */
export async function shareTabs(
  edges: SharedEdges,
  open: (edges: MonitorEdges) => Monitor,
  agent: string,
  now: () => number,
): Promise<() => SharedMonitor> {
  const {locks} = navigator;
  // A framed page without storage has locks that it may not use.
  await locks.query();
  const name = `agent-bar/tabs@${version}/${digest(agent)}`;
  return () =>
    shareMonitor({
      edges: {
        ...edges,
        onNews: (news) => isNews(news) && edges.onNews(news),
        onSnapshot: (snapshot, shift) => isSnapshot(snapshot) && edges.onSnapshot(snapshot, shift),
      },
      open,
      name,
      locks,
      channel: new BroadcastChannel(name),
      now,
      page: window,
      isVisible: () => document.visibilityState === 'visible',
    });
}
