/** The browser around a session: its storage, the agent's other tabs, painting, and what it says of itself. */
import {persistDrafts} from './session/drafts/draft-persistence.ts';
import type {Surroundings} from './session/diagnostics/report.ts';
import type {Session} from './session/session.ts';
import {isFact, isSnapshot, isTabEvent} from './session/snapshot/tab-schema.ts';
import {persistState} from './session/snapshot/snapshot-persistence.ts';
import {openDraftStore} from './transport/storage/draft-store.ts';
import type {FactSink, Listener} from './protocol/facts.ts';
import {opaqueName} from './transport/tabs/opaque-name.ts';
import {shareListener, type SharedListener, type SharedSink} from './transport/tabs/shared-listener.ts';
import {pageExit, pageLifecycle} from './transport/page-lifecycle.ts';
import {version as productVersion} from './version.ts';

/** Keeps an agent's state and drafts in this browser until the returned function is called. Rejects where that cannot be. */
export async function keepInBrowser(session: Session, agent: string): Promise<() => void> {
  const store = await openDraftStore(agent);
  const channel = new BroadcastChannel(`agent-bar/drafts/${store.agent}`);
  const onPageExit = pageExit(pageLifecycle(window));
  const stateKept = persistState({session, store, onPageExit}).catch(() => () => undefined);
  try {
    const stopDrafts = await persistDrafts({session, store, onPageExit, channel});
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

/** Rises when tabs of the version before would misunderstand: then each version has a listener of its own. */
const version = 2;

/** One listener for the tabs of an agent; `undefined` where a page cannot know of its others. */
export function listenInOneTab(
  sink: SharedSink,
  listen: (sink: FactSink) => Listener,
  agent: string,
  now: () => number,
): SharedListener | undefined {
  if (!('document' in globalThis) || !navigator.locks) return undefined;
  const name = `agent-bar/tabs@${version}/${opaqueName(agent)}`;
  const channel = channelNamed(name);
  return (
    channel &&
    shareListener({
      sink: {
        ...sink,
        onFact: (fact) => isFact(fact) && sink.onFact(fact),
        onTabEvent: (event) => isTabEvent(event) && sink.onTabEvent(event),
        onSnapshot: (snapshot, shift) => isSnapshot(snapshot) && sink.onSnapshot(snapshot, shift),
      },
      listen,
      name,
      locks: navigator.locks,
      channel,
      now,
      page: pageLifecycle(window),
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
