/**
 * Stores drafts in the browser and exchanges them with the agent's other tabs. It observes the session's drafts and
 * restores the stored ones; the session does not depend on it.
 */
import {isRecord, toJson} from '../../protocol/text.ts';
import type {DraftStore, Sealed} from '../../transport/storage/draft-store.ts';
import type {Call} from '../calls/calls.ts';
import {emptyDraft, type Draft, type Edit} from './drafts.ts';
import type {StoredCall} from './drafting.ts';
import {readStoredCall, version, textsIn} from './stored-schema.ts';
import type {Session} from '../session.ts';

export interface DraftPersistenceOptions {
  readonly session: Session;
  readonly store: DraftStore;
  /** Calls the listener whenever the page may be about to end. */
  readonly onPageExit: (listener: () => void) => () => void;
  /** The channel to the agent's other tabs. */
  readonly channel: BroadcastChannel;
}

/** What this tab knows about the stored record of one call. */
interface DraftRecord {
  readonly sessionId: string;
  /** Its opaque name, computed in advance: at a page exit there is no time for that. */
  name?: string;
  /** The call with which the draft was last written. */
  call?: Call | undefined;
  /** The draft that was last given to the disk and the other tabs. */
  draft?: Draft | undefined;
  /** The draft that is on disk. */
  stored?: Draft;
  /** The text written at a page exit, until a later operation replaces it. */
  exitText?: string | undefined;
  /** The number of its last operation, so that a slow earlier one does not follow it. */
  operation: number;
  isErasing?: boolean;
  /** The last operation failed: an older state is on disk. */
  isOutdated?: boolean;
}

/** The shortest time between two writes (ms): with the write itself it stays below 300 ms of typing. */
const writeInterval = 100;

/** Stores drafts until the returned function is called. */
export async function persistDrafts({
  session,
  store,
  onPageExit,
  channel,
}: DraftPersistenceOptions): Promise<() => void> {
  const records = new Map<string, DraftRecord>();
  let operations = 0;
  let lastWriteAt = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** A draft of another tab is being merged: the change of the session's drafts is not our own. */
  let isMerging = false;
  let stopped = false;
  let ready!: () => void;
  /** Messages of other tabs, handled in order, after the stored drafts have been read. */
  let messages = new Promise<void>((resolve) => {
    ready = resolve;
  });

  channel.addEventListener('message', onMessage);
  await prepareRecords();
  const texts = await store.read();
  // Drafts from before this moment are not stored yet.
  const typed = session.$drafts.get();
  const leftovers: string[] = [];
  for (const text of texts) {
    const found = readStoredCall(text);
    if (!found) {
      leftovers.push(textsIn(text));
      continue;
    }
    const {call, draft} = found;
    const {sessionId} = call;
    const restoredFrom = Math.max(0, ...[...draft.edits, ...draft.replaced].map(({at}) => at));
    session.restore({call, draft: {...draft, restoredFrom}});
    const record = recordOf(sessionId);
    const current = session.$drafts.get().get(sessionId);
    record.call = call;
    if (!current || !typed.has(sessionId)) record.draft = current ?? draft;
  }
  session.setDraftPersistence('browser');
  session.showLeftovers(leftovers.filter(Boolean));

  function recordOf(sessionId: string): DraftRecord {
    const record = records.get(sessionId) ?? {sessionId, operation: 0};
    records.set(sessionId, record);
    return record;
  }

  async function nameOf(record: DraftRecord): Promise<string> {
    return (record.name ??= await store.nameOf(record.sessionId));
  }

  /** Keeps a record with a name for each of today's calls and each call with a draft, and removes all others. */
  async function prepareRecords() {
    const ids = new Set(session.$calls.get().map(({sessionId}) => sessionId));
    for (const {sessionId, call, draft, isErasing, isOutdated} of records.values())
      if (!ids.has(sessionId) && !call && !draft && !isErasing && !isOutdated) records.delete(sessionId);
    for (const sessionId of ids) recordOf(sessionId);
    await Promise.all([...records.values()].map(nameOf));
  }

  function broadcast(message: Sealed | 'hello') {
    channel.postMessage(message);
  }

  async function put(record: DraftRecord, draft: Draft, call: Call | undefined, before: Draft | undefined) {
    if (!call) return;
    const gone = before?.replaced.filter((edit) => !draft.replaced.includes(edit)) ?? [];
    record.call = call;
    await run(record, draft, {call, draft: storedPart(draft), gone}, store.write);
  }

  async function remove(record: DraftRecord, draft: Draft, call: Call | undefined) {
    if (!call) return;
    const gone = [...draft.edits, ...draft.replaced];
    record.isErasing = true;
    await run(record, draft, {call, draft: emptyDraft, gone}, store.erase);
    record.isErasing = false;
    // The call's data is not needed any more, unless a new draft has begun.
    if (record.call === call && !record.draft) record.call = undefined;
  }

  /** Tells the other tabs about a change, then makes it on disk. */
  async function run(
    record: DraftRecord,
    draft: Draft,
    message: StoredCall,
    change: DraftStore['write'] | DraftStore['erase'],
  ) {
    const operation = (operations += 1);
    const isSuperseded = () => record.operation > operation;
    try {
      const [sealed, name] = await Promise.all([store.seal(toJson({version, ...message})), nameOf(record)]);
      if (isSuperseded()) return;
      record.operation = operation;
      record.exitText = undefined;
      if (!stopped) broadcast(sealed);
      await change(name, sealed);
      record.isOutdated = false;
      record.stored = draft;
    } catch {
      if (isSuperseded()) return;
      record.isOutdated = true;
      retry(record, draft);
    }
    const keeping = [...records.values()].some(({isOutdated}) => isOutdated) ? 'memory' : 'browser';
    if (session.$keeping.get() !== keeping) session.setDraftPersistence(keeping);
  }

  /** A copy differs from the session's draft, so the next write repeats the operation. */
  function retry(record: DraftRecord, draft: Draft) {
    record.draft = {...draft};
  }

  function write() {
    clearTimeout(timer);
    timer = undefined;
    lastWriteAt = performance.now();
    const calls = new Map(session.$calls.get().map((call) => [call.sessionId, call]));
    const drafts = session.$drafts.get();
    for (const sessionId of drafts.keys()) recordOf(sessionId);
    for (const record of records.values()) {
      const {sessionId, draft: before} = record;
      const draft = drafts.get(sessionId);
      record.draft = draft;
      if (draft && draft !== before) void put(record, draft, calls.get(sessionId), before);
      if (!draft && before) void remove(record, before, calls.get(sessionId) ?? record.call);
    }
  }

  /**
   * Writes and erases at once what is not on disk yet, because the page may be about to end. If it goes on, the regular
   * write follows.
   */
  function writeOnExit() {
    write();
    for (const record of records.values()) {
      const {name, call, draft} = record;
      if (record.isErasing && name) store.erase(name).catch(() => undefined);
      if (!call || !name || !draft || record.stored === draft) continue;
      const text = toJson({version, call, draft: storedPart(draft)});
      // Several exit events follow each other: one write is enough.
      if (record.exitText === text || !store.writeNow(name, text)) continue;
      record.exitText = text;
      record.operation = operations += 1;
      retry(record, draft);
      timer ??= setTimeout(write, writeInterval);
    }
  }

  function schedule() {
    if (isMerging) return;
    const wait = lastWriteAt + writeInterval - performance.now();
    if (wait <= 0) write();
    else timer ??= setTimeout(write, wait);
  }

  function onMessage({data}: MessageEvent<unknown>) {
    messages = messages.then(() => handle(data));
  }

  async function handle(message: unknown) {
    if (isRecord(message))
      return merge(readStoredCall((await store.open(message as unknown as Sealed)) ?? ''));
    if (message !== 'hello') return;
    write();
    // The new tab needs all drafts.
    for (const record of records.values()) record.draft = undefined;
    write();
  }

  /** Merges a draft that another tab has stored. It is written again only if it has more here: a copy could replace a newer one. */
  function merge(received: StoredCall | undefined) {
    if (!received) return;
    const {sessionId} = received.call;
    isMerging = true;
    session.restore({...received, draft: {...received.draft, elsewhere: true}});
    isMerging = false;
    const current = session.$drafts.get().get(sessionId);
    const isUnsent = current && hasMore(current, received.draft);
    recordOf(sessionId).draft = isUnsent ? undefined : current;
    if (isUnsent) schedule();
  }

  const stops = [
    session.$calls.subscribe(() => void prepareRecords().catch(() => undefined)),
    session.$drafts.listen(schedule),
    onPageExit(writeOnExit),
  ];

  broadcast('hello');
  write();
  ready();

  return () => {
    write();
    stopped = true;
    for (const stop of stops) stop();
    channel.close();
  };
}

/** The part of a draft that is stored and sent. */
const storedPart = ({edits, replaced, letGo}: Draft): Draft => ({...emptyDraft, edits, replaced, letGo});

/** Whether a draft has edits that another one does not have. */
function hasMore(draft: Draft, other: Draft): boolean {
  const known = new Set([...other.edits, ...other.replaced].map(identity));
  return [...draft.edits, ...draft.replaced].some((edit) => !known.has(identity(edit)));
}

const identity = ({key, at, by}: Edit) => `${at} ${by} ${key}`;
