/** Lets what a session knows outlive its page: after a reload or a crash the agent goes on where they were. */
import {parseJson, toJson} from '../../protocol/text.ts';
import type {DraftStore} from '../../transport/storage/draft-store.ts';
import type {Session} from '../session.ts';
import {isSnapshot} from './tab-schema.ts';
import type {Snapshot} from './tabs.ts';

interface SnapshotPersistenceOptions {
  readonly session: Session;
  readonly store: Pick<DraftStore, 'lastState' | 'keepState' | 'keepStateNow' | 'seal'>;
  /** Calls back whenever the page may be seen for the last time. */
  readonly onPageExit: (listener: () => void) => () => void;
}

/** At least so long from one write to the next (ms). */
const gap = 250;

/** Announcements that are kept: what may still be unread. */
const mostNotices = 20;

/** Keeps the state until the returned function is called. */
export async function persistState({
  session,
  store,
  onPageExit,
}: SnapshotPersistenceOptions): Promise<() => void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let began = -Infinity;
  /** What was given to the browser last, as far as that is known; empty when everything was taken away. */
  let kept: string | undefined;
  /** What it has confirmed, and what went there at a last moment. */
  let safe = '';
  let rescued = '';

  const before = parseJson((await store.lastState()) ?? '');
  if (isSnapshot(before)) session.restoreSnapshot(before);

  function present(): string {
    const {agent, lastKnownStatus, calls, notices, profiles} = session.snapshot();
    const open = calls.filter(({phase}) => phase !== 'closed');
    const ids = new Set(open.map(({sessionId}) => sessionId));
    const snapshot: Snapshot = {
      agent,
      lastKnownStatus,
      calls: open,
      notices: notices.slice(-mostNotices),
      profiles: profiles.filter(([sessionId]) => ids.has(sessionId)),
    };
    return agent.status === 'signed-out' ? '' : toJson(snapshot);
  }

  async function write() {
    clearTimeout(timer);
    timer = undefined;
    began = performance.now();
    const text = present();
    if (text === kept) return;
    kept = text;
    try {
      const sealed = text === '' ? undefined : await store.seal(text);
      // Something later was kept meanwhile.
      if (kept !== text) return;
      rescued = '';
      await store.keepState(sealed);
      if (kept === text) safe = text;
    } catch {
      // No room: the drafts say so, and this is worth less than they are.
      if (kept === text) kept = undefined;
    }
  }

  /** What is not on disk yet goes there at once. If the page lives on, it is written again in the usual way. */
  function rescue() {
    const text = present();
    if (text === safe || text === rescued) return;
    if (text !== '' && store.keepStateNow(text)) {
      rescued = text;
      kept = undefined;
      schedule();
    } else void write();
  }

  function schedule() {
    timer ??= setTimeout(() => void write(), Math.max(0, began + gap - performance.now()));
  }

  const stops = [
    ...[session.$agent, session.$calls, session.$notices, session.$profiles].map(($store) =>
      $store.listen(schedule),
    ),
    onPageExit(rescue),
  ];
  schedule();

  return () => {
    for (const stop of stops) stop();
    clearTimeout(timer);
  };
}
