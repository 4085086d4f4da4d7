/** The browser around a session: its storage, the agent's other tabs, painting, and what it says of itself. */
import {keepDrafts} from './session/drafts/draft-persistence.ts';
import type {Surroundings} from './session/diagnostics/report.ts';
import type {Session} from './session/session.ts';
import {isNews, isSnapshot} from './session/snapshot/tab-schema.ts';
import {keepState} from './session/snapshot/snapshot-persistence.ts';
import {openDraftStore} from './transport/storage/draft-store.ts';
import type {Monitor, MonitorEdges} from './transport/socket/monitor.ts';
import {shareMonitor, type SharedEdges, type SharedMonitor} from './transport/tabs/shared-listener.ts';
import {version as productVersion} from './version.ts';

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
const version = 2;

/** One monitor for the tabs of an agent; `undefined` where a page cannot know of its others. */
export function shareTabs(
  edges: SharedEdges,
  open: (edges: MonitorEdges) => Monitor,
  agent: string,
  now: () => number,
): SharedMonitor | undefined {
  if (!('document' in globalThis) || !('locks' in navigator)) return undefined;
  const name = `agent-bar/tabs@${version}/${agent}`;
  const channel = channelNamed(name);
  return (
    channel &&
    shareMonitor({
      edges: {
        ...edges,
        onNews: (news) => isNews(news) && edges.onNews(news),
        onSnapshot: (snapshot, shift) => isSnapshot(snapshot) && edges.onSnapshot(snapshot, shift),
      },
      open,
      name,
      locks: navigator.locks,
      channel,
      now,
      page: window,
      isVisible: () => document.visibilityState === 'visible',
    })
  );
}

function channelNamed(name: string): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(name);
  } catch {
    return undefined;
  }
}

/** Animation frames come within this time, or not at all, such as while the page is hidden (ms). */
const frameTime = 100;

/** Once what has just changed is on the screen: when the second frame begins, the first is painted. */
export function afterPaint(act: () => void) {
  let done = false;
  const once = () => {
    if (!done) act();
    done = true;
  };
  globalThis.requestAnimationFrame?.(() => requestAnimationFrame(once));
  setTimeout(once, 'requestAnimationFrame' in globalThis ? frameTime : 0);
}

/** What the browser says of itself and of the page, for a report. */
export const surroundings = (): Surroundings => ({
  version: productVersion,
  userAgent: globalThis.navigator?.userAgent ?? '',
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  visible: !globalThis.document?.hidden,
  online: globalThis.navigator?.onLine ?? true,
  secure: globalThis.isSecureContext ?? false,
});
