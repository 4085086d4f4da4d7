/**
 * Lets drafts outlive the page and reach the agent's other tabs. It only watches the session's drafts and gives
 * back what was kept; the session knows nothing of it.
 */
import {isRecord, toJson} from '../../protocol/text.ts';
import type {DraftStore, Sealed} from '../../transport/storage/draft-store.ts';
import type {Call} from '../calls/calls.ts';
import {emptyDraft, type Draft, type Drafts, type Edit} from './drafts.ts';
import type {StoredCall} from './drafting.ts';
import {readStoredCall, version, textsIn} from './stored-schema.ts';
import type {Session} from '../session.ts';

export interface DraftPersistenceOptions {
  readonly session: Session;
  readonly store: DraftStore;
  /** Calls back whenever the page may be seen for the last time. */
  readonly onPageExit: (listener: () => void) => () => void;
  /** The way to the agent's other tabs. */
  readonly channel: BroadcastChannel;
}

/** At least so long from one write to the next (ms): with the write itself it stays below 300 ms of typing. */
const gap = 100;

/** Keeps drafts until the returned function is called. */
export async function persistDrafts({
  session,
  store,
  onPageExit,
  channel,
}: DraftPersistenceOptions): Promise<() => void> {
  let told: Drafts = new Map();
  let turn = 0;
  let began = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let hearing = false;
  let ready!: () => void;
  /** What others tell waits until what is kept has been read. */
  let heard = new Promise<void>((resolve) => {
    ready = resolve;
  });
  let stopped = false;
  /** Calls whose drafts stand on disk in an older state, or still do. */
  const behind = new Set<string>();
  /** The turn of the last thing done about each record, so that a slow write never follows a later one. */
  const done = new Map<string, number>();
  const calls = new Map<string, StoredCall['call']>();
  /** The names of their records, made ahead: the last moments leave no time for that. */
  const names = new Map<string, string>();
  /** Calls whose drafts are about to be erased. */
  const leaving = new Set<string>();
  /** What went there at a last moment, until something else does. */
  const rescued = new Map<string, string>();
  /** Drafts that are on disk as they are. */
  const safe = new WeakSet<Draft>();

  channel.addEventListener('message', hear);
  await makeNames();
  const texts = await store.read();
  // Whatever was typed before now is not kept yet.
  const typed = session.$drafts.get();
  const found = new Map<string, Draft>();
  const leftovers: string[] = [];
  for (const text of texts) {
    const kept = readStoredCall(text);
    if (!kept) {
      leftovers.push(textsIn(text));
      continue;
    }
    const {call, draft} = kept;
    const restoredFrom = Math.max(0, ...[...draft.edits, ...draft.replaced].map(({at}) => at));
    session.restore({call, draft: {...draft, restoredFrom}});
    calls.set(call.sessionId, call);
    const mine = session.$drafts.get().get(call.sessionId);
    if (!mine || !typed.has(call.sessionId)) found.set(call.sessionId, mine ?? draft);
  }
  told = found;
  session.setDraftPersistence('browser');
  session.showLeftovers(leftovers.filter(Boolean));

  async function nameOf(sessionId: string): Promise<string> {
    const name = names.get(sessionId) ?? (await store.nameOf(sessionId));
    names.set(sessionId, name);
    return name;
  }

  /** For the calls at hand and those with drafts; of others none is held. */
  async function makeNames() {
    const wanted = new Set([...session.$calls.get().map(({sessionId}) => sessionId), ...calls.keys()]);
    for (const sessionId of names.keys()) if (!wanted.has(sessionId)) names.delete(sessionId);
    await Promise.all([...wanted].filter((sessionId) => !names.has(sessionId)).map(nameOf));
  }

  function tellOthers(message: Sealed | 'hello') {
    channel.postMessage(message);
  }

  async function put(draft: Draft, call: Call | undefined, before: Draft | undefined) {
    if (!call) return;
    const gone = before?.replaced.filter((edit) => !draft.replaced.includes(edit)) ?? [];
    calls.set(call.sessionId, call);
    await act(draft, {call, draft: lasting(draft), gone}, store.write);
  }

  async function remove(draft: Draft, call: Call | undefined) {
    if (!call) return;
    const gone = [...draft.edits, ...draft.replaced];
    leaving.add(call.sessionId);
    await act(draft, {call, draft: emptyDraft, gone}, store.erase);
    leaving.delete(call.sessionId);
    // With its whole record, and by now without words.
    if (calls.get(call.sessionId) === call && !told.has(call.sessionId)) calls.delete(call.sessionId);
  }

  async function act(draft: Draft, kept: StoredCall, change: DraftStore['write'] | DraftStore['erase']) {
    const {sessionId} = kept.call;
    const mine = (turn += 1);
    const overtaken = () => (done.get(sessionId) ?? 0) > mine;
    try {
      const [sealed, name] = await Promise.all([store.seal(toJson({version, ...kept})), nameOf(sessionId)]);
      if (overtaken()) return;
      done.set(sessionId, mine);
      rescued.delete(sessionId);
      if (!stopped) tellOthers(sealed);
      await change(name, sealed);
      behind.delete(sessionId);
      safe.add(draft);
    } catch {
      if (overtaken()) return;
      behind.add(sessionId);
      // Not the same object any more: the next write tries again.
      told = new Map(told).set(sessionId, {...draft});
    }
    const keeping = behind.size > 0 ? 'memory' : 'browser';
    if (session.$keeping.get() !== keeping) session.setDraftPersistence(keeping);
  }

  function write() {
    clearTimeout(timer);
    timer = undefined;
    began = performance.now();
    const before = told;
    told = session.$drafts.get();
    const now = new Map(session.$calls.get().map((call) => [call.sessionId, call]));
    for (const [id, draft] of told)
      if (before.get(id) !== draft) void put(draft, now.get(id), before.get(id));
    for (const [id, draft] of before) if (!told.has(id)) void remove(draft, now.get(id) ?? calls.get(id));
  }

  /** What is not on disk yet goes there at once, and what should not be there leaves. If the page lives on, it is written again in the usual way. */
  function rescue() {
    write();
    for (const sessionId of leaving) {
      const name = names.get(sessionId);
      if (name) store.erase(name).catch(() => undefined);
    }
    for (const [sessionId, draft] of told) {
      const call = calls.get(sessionId);
      const name = names.get(sessionId);
      if (!call || !name || safe.has(draft)) continue;
      const text = toJson({version, call, draft: lasting(draft)});
      // The moments of one farewell follow each other: once is enough.
      if (rescued.get(sessionId) === text || !store.writeNow(name, text)) continue;
      rescued.set(sessionId, text);
      done.set(sessionId, (turn += 1));
      told = new Map(told).set(sessionId, {...draft});
      timer ??= setTimeout(write, gap);
    }
  }

  function schedule() {
    if (hearing) return;
    const wait = began + gap - performance.now();
    if (wait <= 0) write();
    else timer ??= setTimeout(write, wait);
  }

  /** One after another: what is gone must not be heard of before the words themselves. */
  function hear({data}: MessageEvent<unknown>) {
    heard = heard.then(() => take(data));
  }

  async function take(message: unknown) {
    if (isRecord(message))
      return mirror(readStoredCall((await store.open(message as unknown as Sealed)) ?? ''));
    if (message !== 'hello') return;
    write();
    told = new Map();
    write();
  }

  /** What another tab wrote it has kept already: written once more from here, it could replace something newer. */
  function mirror(kept: StoredCall | undefined) {
    if (!kept) return;
    const {sessionId} = kept.call;
    hearing = true;
    session.restore({...kept, draft: {...kept.draft, elsewhere: true}});
    hearing = false;
    const mine = session.$drafts.get().get(sessionId);
    told = new Map([...told].filter(([id]) => id !== sessionId));
    if (mine && hasMore(mine, kept.draft)) return schedule();
    if (mine) told = new Map(told).set(sessionId, mine);
  }

  const stops = [
    session.$calls.subscribe(() => void makeNames().catch(() => undefined)),
    session.$drafts.listen(schedule),
    onPageExit(rescue),
  ];

  tellOthers('hello');
  write();
  ready();

  return () => {
    write();
    stopped = true;
    for (const stop of stops) stop();
    channel.close();
  };
}

/** What of a draft outlives its page. */
const lasting = ({edits, replaced, letGo}: Draft): Draft => ({...emptyDraft, edits, replaced, letGo});

/** Whether a draft holds something that another one does not. */
function hasMore(mine: Draft, theirs: Draft): boolean {
  const known = new Set([...theirs.edits, ...theirs.replaced].map(identity));
  return [...mine.edits, ...mine.replaced].some((edit) => !known.has(identity(edit)));
}

const identity = ({key, at, by}: Edit) => `${at} ${by} ${key}`;
