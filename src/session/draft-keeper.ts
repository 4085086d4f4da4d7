/**
 * Lets drafts outlive the page and reach the agent's other tabs. It only watches the session's drafts and gives
 * back what was kept; the session knows nothing of it.
 */
import {isRecord, parseJson} from '../protocol/text.ts';
import type {DraftStore, Sealed} from '../transport/draft-store.ts';
import {emptyDraft, type Draft, type Drafts, type Edit} from './drafts.ts';
import type {KeptCall} from './drafting.ts';
import type {Session} from './session.ts';

export interface KeeperOptions {
  readonly session: Session;
  readonly store: DraftStore;
  /** Where the page says that it hides or leaves. */
  readonly page: EventTarget;
  /** The way to the agent's other tabs. */
  readonly channel: BroadcastChannel;
}

/** At least so long from one write to the next (ms): with the write itself it stays below 300 ms of typing. */
const gap = 100;

/** Rises when a record of today could not be read by the version before. */
const version = 1;

/** Moments at which the page may be seen for the last time. */
const lastMoments = ['visibilitychange', 'beforeunload', 'pagehide', 'freeze'] as const;

/** Keeps drafts until the returned function is called. */
export async function keepDrafts({session, store, page, channel}: KeeperOptions): Promise<() => void> {
  let told: Drafts = new Map();
  let turn = 0;
  let began = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let hearing = false;
  /** The turn of the last thing done about each record, so that a slow write never follows a later one. */
  const done = new Map<string, number>();
  const calls = new Map<string, KeptCall['call']>();

  for (const text of await store.read()) {
    const kept = readKept(text);
    if (!kept) continue;
    const restoredFrom = Math.max(0, ...kept.draft.edits.map(({at}) => at));
    session.restore({...kept, draft: {...kept.draft, restoredFrom}});
  }
  told = session.$drafts.get();
  session.keepIn('browser');

  function tellOthers(message: Sealed | 'hello') {
    channel.postMessage(message);
  }

  async function put(sessionId: string, draft: Draft) {
    const call = session.$calls.get().find((one) => one.sessionId === sessionId);
    if (!call) return;
    calls.set(sessionId, call);
    await act(
      sessionId,
      {call, draft: {...emptyDraft, edits: draft.edits, replaced: draft.replaced}},
      store.write,
    );
  }

  async function remove(sessionId: string, {edits}: Draft) {
    const call = session.$calls.get().find((one) => one.sessionId === sessionId) ?? calls.get(sessionId);
    calls.delete(sessionId);
    if (call) await act(sessionId, {call, draft: emptyDraft, gone: edits}, store.erase);
  }

  async function act(sessionId: string, kept: KeptCall, change: DraftStore['write'] | DraftStore['erase']) {
    const mine = (turn += 1);
    try {
      const sealed = await store.seal(JSON.stringify({version, ...kept}));
      if ((done.get(sessionId) ?? 0) > mine) return;
      done.set(sessionId, mine);
      await change(sessionId, sealed);
      tellOthers(sealed);
      if (session.$keeping.get() !== 'browser') session.keepIn('browser');
    } catch {
      session.keepIn('memory');
    }
  }

  function write() {
    clearTimeout(timer);
    timer = undefined;
    began = performance.now();
    const before = told;
    told = session.$drafts.get();
    for (const [sessionId, draft] of told) if (before.get(sessionId) !== draft) void put(sessionId, draft);
    for (const [sessionId, draft] of before) if (!told.has(sessionId)) void remove(sessionId, draft);
  }

  function schedule() {
    if (hearing) return;
    const wait = began + gap - performance.now();
    if (wait <= 0) write();
    else timer ??= setTimeout(write, wait);
  }

  async function hear({data}: MessageEvent<Sealed | 'hello'>) {
    if (data !== 'hello') return mirror(readKept((await store.open(data)) ?? ''));
    write();
    told = new Map();
    write();
  }

  /** What another tab wrote it has kept already: written once more from here, it could replace something newer. */
  function mirror(kept: KeptCall | undefined) {
    if (!kept) return;
    const {sessionId} = kept.call;
    hearing = true;
    session.restore({...kept, draft: {...kept.draft, elsewhere: true}});
    hearing = false;
    const mine = session.$drafts.get().get(sessionId);
    if (mine && hasMore(mine, kept.draft)) return schedule();
    const others = [...told].filter(([id]) => id !== sessionId);
    told = new Map(mine ? [...others, [sessionId, mine]] : others);
  }

  const stopListening = session.$drafts.listen(schedule);

  channel.addEventListener('message', hear);
  tellOthers('hello');
  for (const moment of lastMoments) page.addEventListener(moment, write, {capture: true});

  return () => {
    write();
    stopListening();
    for (const moment of lastMoments) page.removeEventListener(moment, write, {capture: true});
    channel.close();
  };
}

/** Whether a draft holds something that another one does not. */
function hasMore(mine: Draft, theirs: Draft): boolean {
  const known = ({key, at, by}: Edit) =>
    theirs.edits.some((edit) => edit.key === key && edit.at === at && edit.by === by);
  return !mine.edits.every(known) || mine.replaced.length > theirs.replaced.length;
}

/** `undefined` for a record of another version: it is left alone until it expires. */
function readKept(text: string): KeptCall | undefined {
  const record = parseJson(text);
  return isRecord(record) && record['version'] === version ? (record as unknown as KeptCall) : undefined;
}
