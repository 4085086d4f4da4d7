/** Lets what a session knows outlive its page: after a reload or a crash the agent goes on where they were. */
import {parseJson, toJson} from '../protocol/text.ts';
import type {DraftStore} from '../transport/draft-store.ts';
import type {Session} from './session.ts';
import {isSnapshot} from './shared-words.ts';
import type {Snapshot} from './tabs.ts';

interface StateKeeperOptions {
  readonly session: Session;
  readonly store: Pick<DraftStore, 'lastState' | 'keepState' | 'seal'>;
}

/** At least so long from one write to the next (ms). */
const gap = 250;

/** Announcements that are kept: what may still be unread. */
const mostNotices = 20;

/** Keeps the state until the returned function is called. */
export async function keepState({session, store}: StateKeeperOptions): Promise<() => void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let kept = '';

  const before = parseJson((await store.lastState()) ?? '');
  if (isSnapshot(before)) session.recall(before);

  function present(): string {
    const {agent, understood, calls, notices, profiles} = session.snapshot();
    const open = calls.filter(({phase}) => phase !== 'closed');
    const ids = new Set(open.map(({sessionId}) => sessionId));
    const snapshot: Snapshot = {
      agent,
      understood,
      calls: open,
      notices: notices.slice(-mostNotices),
      profiles: profiles.filter(([sessionId]) => ids.has(sessionId)),
    };
    return agent.status === 'signed-out' ? '' : toJson(snapshot);
  }

  async function write() {
    timer = undefined;
    const text = present();
    if (text === kept) return;
    kept = text;
    try {
      await store.keepState(text === '' ? undefined : await store.seal(text));
    } catch {
      // No room: the drafts say so, and this is worth less than they are.
      kept = '';
    }
  }

  const schedule = () => void (timer ??= setTimeout(() => void write(), gap));
  const stops = [session.$agent, session.$calls, session.$notices, session.$profiles].map(($store) =>
    $store.listen(schedule),
  );
  schedule();

  return () => {
    for (const stop of stops) stop();
    clearTimeout(timer);
  };
}
