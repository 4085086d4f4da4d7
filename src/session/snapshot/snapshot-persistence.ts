/** Stores the session's state in the browser and restores it after a reload or a crash. */
import {parseJson, toJson} from '../../protocol/text.ts';
import type {DraftStore} from '../../transport/storage/draft-store.ts';
import type {Session} from '../session.ts';
import {isSnapshot} from './tab-schema.ts';
import type {Snapshot} from './tabs.ts';

interface SnapshotPersistenceOptions {
  readonly session: Session;
  readonly store: Pick<DraftStore, 'readState' | 'writeState' | 'writeStateNow' | 'seal'>;
  /** Calls the listener whenever the page may be about to end. */
  readonly onPageExit: (listener: () => void) => () => void;
}

/** The shortest time between two writes (ms). */
const writeInterval = 250;

/** How many announcements are stored: those that may still be unread. */
const maxNotices = 20;

/** Stores the state until the returned function is called. */
export async function persistState({
  session,
  store,
  onPageExit,
}: SnapshotPersistenceOptions): Promise<() => void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastWriteAt = -Infinity;
  /** The last text whose write was started; empty when the record was deleted, `undefined` when unknown. */
  let written: string | undefined;
  /** The last text whose write has succeeded, and the last one written at a page exit. */
  let safe = '';
  let writtenOnExit = '';

  const before = parseJson((await store.readState()) ?? '');
  if (isSnapshot(before)) session.restoreSnapshot(before);

  function serialize(): string {
    const {agent, lastKnownStatus, calls, notices, profiles} = session.snapshot();
    const open = calls.filter(({phase}) => phase !== 'closed');
    const ids = new Set(open.map(({sessionId}) => sessionId));
    const snapshot: Snapshot = {
      agent,
      lastKnownStatus,
      calls: open,
      notices: notices.slice(-maxNotices),
      profiles: profiles.filter(([sessionId]) => ids.has(sessionId)),
    };
    return agent.status === 'signed-out' ? '' : toJson(snapshot);
  }

  async function write() {
    clearTimeout(timer);
    timer = undefined;
    lastWriteAt = performance.now();
    const text = serialize();
    if (text === written) return;
    written = text;
    try {
      const sealed = text === '' ? undefined : await store.seal(text);
      // A later write has started meanwhile.
      if (written !== text) return;
      writtenOnExit = '';
      await store.writeState(sealed);
      if (written === text) safe = text;
    } catch {
      // The storage is full or blocked. The drafts report that; here the next write tries again.
      if (written === text) written = undefined;
    }
  }

  /** Writes at once what is not on disk yet. If the page goes on, the regular write follows. */
  function writeOnExit() {
    const text = serialize();
    if (text === safe || text === writtenOnExit) return;
    if (text !== '' && store.writeStateNow(text)) {
      writtenOnExit = text;
      written = undefined;
      schedule();
    } else void write();
  }

  function schedule() {
    timer ??= setTimeout(() => void write(), Math.max(0, lastWriteAt + writeInterval - performance.now()));
  }

  const stops = [
    ...[session.$agent, session.$calls, session.$notices, session.$profiles].map(($store) =>
      $store.listen(schedule),
    ),
    onPageExit(writeOnExit),
  ];
  schedule();

  return () => {
    for (const stop of stops) stop();
    clearTimeout(timer);
  };
}
