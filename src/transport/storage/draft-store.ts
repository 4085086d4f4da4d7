/**
 * Stores drafts encrypted in IndexedDB. Record names are digests, so no number or name is on disk in clear text; the key
 * is not extractable, not even by this page.
 */
import {createStore, delMany, entries, get, promisifyRequest, update} from 'idb-keyval';

import {toHex} from '../../protocol/text.ts';

/** A text that is encrypted with the agent's key (AES-GCM). */
export interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly data: ArrayBuffer;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
}

/**
 * A text encrypted by a one-time pad: each byte is XORed with a byte of the pad, and the pad itself is sealed. This
 * works synchronously; Web Crypto is asynchronous, which is too late for a page that is about to end.
 */
interface Masked extends Sealed {
  readonly from: number;
  readonly hidden: Uint8Array<ArrayBuffer>;
}

/** A one-time pad: random bytes, and the same sealed. Each byte is used once. */
interface Pad {
  readonly sealed: Sealed;
  readonly bytes: Uint8Array<ArrayBuffer>;
  used: number;
}

export interface DraftStore {
  /** All stored drafts of the agent that can be decrypted. */
  read(): Promise<readonly string[]>;
  seal(text: string): Promise<Sealed>;
  /** Decrypts; `undefined` when it is not sealed with this agent's key. */
  open(sealed: Sealed): Promise<string | undefined>;
  /** The opaque record name for an identifier. */
  nameOf(thing: string): Promise<string>;
  /** Stores a text under a name and replaces an earlier one. The write starts before the call returns. */
  write(name: string, sealed: Sealed): Promise<void>;
  /** The write starts before the call returns. */
  erase(name: string): Promise<void>;
  /** For a page that is about to end: the write starts before the call returns. Returns whether it was possible. */
  writeNow(name: string, text: string): boolean;
  /** The stored state of the session, from before a reload. */
  readState(): Promise<string | undefined>;
  /** Stores the state of the session, or deletes it. */
  writeState(sealed: Sealed | undefined): Promise<void>;
  /** For a page that is about to end, like `writeNow`. */
  writeStateNow(text: string): boolean;
  /** An opaque name of the agent, the same in all tabs. */
  readonly agent: string;
}

/** How long a draft is stored: a working day, but not until the next one (ms). */
export const draftLife = 12 * 60 * 60_000;

const algorithm = 'AES-GCM';

/**
 * Bytes of a pad: enough for a dozen usual drafts. A record contains the pad and at most as much text. It must stay
 * below 64 kB: Chromium writes larger ones to a separate file, for which a page that ends has no time.
 */
const padLength = 24_576;

/** One connection for all sessions of a page. It is opened on first use. */
const store = createStore('agent-bar', 'drafts');

/** Rejects when nothing can be stored: storage blocked or full, or no secure context. */
export async function openDraftStore(agent: string): Promise<DraftStore> {
  const prefix = await digest(agent);
  const keyName = `${prefix}/key`;
  const stateName = `${prefix}/state`;
  // First of all: without a secure context this throws, and no database is created.
  const fresh = await crypto.subtle.generateKey({name: algorithm, length: 256}, false, [
    'encrypt',
    'decrypt',
  ]);
  await expire();
  // Two tabs may do this at the same time: the first key stays, and both use it.
  await update<CryptoKey>(keyName, (known) => known ?? fresh, store);
  const key = (await get<CryptoKey>(keyName, store))!;
  let pad = await newPad();

  /** Writes the key too, in case the site's data was deleted meanwhile. */
  const put = (name: string, value: Sealed | Masked) =>
    change((objects) => {
      objects.put(key, keyName);
      objects.put(value, name);
    });

  async function seal(bytes: Uint8Array<ArrayBuffer>): Promise<Sealed> {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    return {iv, data: await crypto.subtle.encrypt({name: algorithm, iv}, key, bytes), at: Date.now()};
  }

  async function unseal({iv, data}: Sealed): Promise<Uint8Array | undefined> {
    try {
      return new Uint8Array(await crypto.subtle.decrypt({name: algorithm, iv}, key, data));
    } catch {
      return undefined;
    }
  }

  async function read(kept: Sealed | Masked): Promise<string | undefined> {
    const bytes = await unseal(kept);
    return textOf(bytes && 'hidden' in kept ? masked(kept.hidden, bytes, kept.from) : bytes);
  }

  async function newPad(): Promise<Pad> {
    const bytes = crypto.getRandomValues(new Uint8Array(padLength));
    return {bytes, sealed: await seal(bytes), used: 0};
  }

  async function renewPad() {
    pad = await newPad();
  }

  function putNow(name: string, text: string): boolean {
    const {bytes, sealed, used: from} = pad;
    const open = new TextEncoder().encode(text);
    if (open.length > bytes.length - from) return false;
    pad.used += open.length;
    const hidden = masked(open, bytes, from);
    put(name, {...sealed, at: Date.now(), from, hidden}).catch(() => undefined);
    // The rest of the pad is used until the new one is ready.
    if (pad.used > padLength / 2) renewPad().catch(() => undefined);
    return true;
  }

  return {
    open: async (sealed) => textOf(await unseal(sealed)),
    async read() {
      const all = await entries<string, Sealed | Masked>(store);
      const own = all.filter(
        ([name]) => name.startsWith(`${prefix}/`) && name !== keyName && name !== stateName,
      );
      const texts = await Promise.all(own.map(([, kept]) => read(kept)));
      return texts.filter((text) => text !== undefined);
    },
    seal: (text) => seal(new TextEncoder().encode(text)),
    nameOf: async (thing) => `${prefix}/${await digest(`${agent}\n${thing}`)}`,
    write: put,
    erase: remove,
    writeNow: putNow,
    async readState() {
      const kept = await get<Sealed | Masked>(stateName, store);
      return kept && read(kept);
    },
    writeState: (sealed) => (sealed ? put(stateName, sealed) : remove(stateName)),
    writeStateNow: (text) => putNow(stateName, text),
    agent: prefix,
  };
}

/** An opaque name: 128 bits of a SHA-256, in hex. */
async function digest(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return toHex(new Uint8Array(hash, 0, 16));
}

const textOf = (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes);

/** Commits immediately: when a page ends, its open transactions are aborted. */
function change(work: (objects: IDBObjectStore) => void): Promise<void> {
  return store('readwrite', (objects) => {
    work(objects);
    objects.transaction.commit();
    return promisifyRequest(objects.transaction);
  });
}

const remove = (name: string) => change((objects) => void objects.delete(name));

function masked(text: Uint8Array, pad: Uint8Array, from: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (byte, i) => byte ^ (pad[from + i] ?? 0));
}

/** Deletes the expired records of all agents. */
async function expire() {
  const all = await entries<string, Partial<Sealed>>(store);
  const old = all.filter(([, {at}]) => at !== undefined && Date.now() - at > draftLife);
  await delMany(
    old.map(([name]) => name),
    store,
  );
}
