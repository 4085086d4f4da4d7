/** Connects a session to browser APIs: storage, other tabs, painting, and browser properties for the report. */
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

/** Stores an agent's state and drafts in the browser until the returned function is called. Rejects when it cannot. */
export async function persistInBrowser(session: Session, agent: string): Promise<() => void> {
  const store = await openDraftStore(agent);
  const channel = new BroadcastChannel(`agent-bar/drafts/${store.agent}`);
  const onPageExit = pageExit(pageLifecycle(window));
  const statePersistence = persistState({session, store, onPageExit}).catch(() => () => undefined);
  try {
    const stopDrafts = await persistDrafts({session, store, onPageExit, channel});
    const stopState = await statePersistence;
    return () => {
      stopDrafts();
      stopState();
    };
  } catch (error) {
    channel.close();
    void statePersistence.then((stop) => stop());
    throw error;
  }
}

/** Increased when tabs with the previous version would not understand the messages: each version then has its own listener. */
const version = 2;

/** One listener for all tabs of an agent; `undefined` when the browser lacks the APIs for it. */
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
        onTabEvent: (event) => isTabEvent(event) && sink.onTabEvent(event),
        onSnapshot: (snapshot, shift) => isSnapshot(snapshot) && sink.onSnapshot(snapshot, shift),
      },
      isFact,
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

/** Hidden pages get no animation frames: after this time the callback runs without one (ms). */
const frameTimeout = 100;

/** Runs a callback after the current changes are painted: when the second animation frame begins. */
export function afterPaint(callback: () => void) {
  let done = false;
  const once = () => {
    if (!done) callback();
    done = true;
  };
  globalThis.requestAnimationFrame?.(() => requestAnimationFrame(once));
  setTimeout(once, 'requestAnimationFrame' in globalThis ? frameTimeout : 0);
}

/** Properties of the browser and the page, for a report. */
export const surroundings = (): Surroundings => ({
  version: productVersion,
  userAgent: globalThis.navigator?.userAgent ?? '',
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  visible: !globalThis.document?.hidden,
  online: globalThis.navigator?.onLine ?? true,
  secure: globalThis.isSecureContext ?? false,
});
