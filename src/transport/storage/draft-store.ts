/**
 * Where drafts outlive the page: IndexedDB, encrypted. Names of records are digests, so that neither a number nor
 * a name stands on disk in clear text; the key cannot be read out, not even by this page.
 */
import {createStore, delMany, entries, get, promisifyRequest, update} from 'idb-keyval';

/** A text that only this browser can read, for one agent. */
export interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly data: ArrayBuffer;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
}

/**
 * A text hidden by some bytes of a pad, beside the pad itself, sealed: what can be kept at once, where the cipher
 * would answer too late.
 */
interface Masked extends Sealed {
  readonly from: number;
  readonly hidden: Uint8Array<ArrayBuffer>;
}

/** Random bytes, and the same sealed. Each of them hides one byte, once. */
interface Pad {
  readonly sealed: Sealed;
  readonly bytes: Uint8Array<ArrayBuffer>;
  used: number;
}

export interface DraftStore {
  /** What is kept for the agent and can be read. */
  read(): Promise<readonly string[]>;
  seal(text: string): Promise<Sealed>;
  /** `undefined` for what this agent's key does not open. */
  open(sealed: Sealed): Promise<string | undefined>;
  /** The name of the record for something, which tells nothing of it. */
  nameOf(thing: string): Promise<string>;
  /** Keeps a text under a name, in place of what was kept there. Begins before it returns. */
  write(name: string, sealed: Sealed): Promise<void>;
  /** Begins before it returns. */
  erase(name: string): Promise<void>;
  /** Begins to keep a text before it returns, for a page that is about to end. Says whether it could. */
  writeNow(name: string, text: string): boolean;
  /** What the page before knew, if it was sealed with the agent's key. */
  lastState(): Promise<string | undefined>;
  /** Keeps what this page knows in place of that, or nothing. */
  keepState(sealed: Sealed | undefined): Promise<void>;
  /** The same for a page that is about to end. Says whether it could. */
  keepStateNow(text: string): boolean;
  /** Names the agent to other tabs, and to nobody who does not know the agent already. */
  readonly agent: string;
}

/** Milliseconds that a draft is kept: a working day, and not until the next one. */
export const draftLife = 12 * 60 * 60_000;

const algorithm = 'AES-GCM';

/**
 * Bytes of a pad: a dozen drafts of the usual length. A record has the pad and at most as much text, and must stay
 * below 64 kB: a larger one Chromium puts into a file of its own, for which an ending page has no time.
 */
const padLength = 24_576;

/** One connection for all sessions of a page. It opens with the first use. */
const store = createStore('agent-bar', 'drafts');

/** Rejects where the browser keeps nothing: storage blocked or full, or a page that is no secure context. */
export async function openDraftStore(agent: string): Promise<DraftStore> {
  const prefix = await digest(agent);
  const keyName = `${prefix}/key`;
  const stateName = `${prefix}/state`;
  // Before anything else: a page that is no secure context leaves no trace.
  const fresh = await crypto.subtle.generateKey({name: algorithm, length: 256}, false, [
    'encrypt',
    'decrypt',
  ]);
  await expire();
  // Two tabs may do this at once: the first key stays, and both use it.
  await update<CryptoKey>(keyName, (known) => known ?? fresh, store);
  const key = (await get<CryptoKey>(keyName, store))!;
  let pad = await newPad();

  /** With the key, in case the site's data was deleted meanwhile. */
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

  /** Begins to keep a text before it returns. Says whether it could. */
  function putNow(name: string, text: string): boolean {
    const {bytes, sealed, used: from} = pad;
    const open = new TextEncoder().encode(text);
    if (open.length > bytes.length - from) return false;
    pad.used += open.length;
    const hidden = masked(open, bytes, from);
    put(name, {...sealed, at: Date.now(), from, hidden}).catch(() => undefined);
    // Until there is a new one, the rest of this one serves.
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
    async lastState() {
      const kept = await get<Sealed | Masked>(stateName, store);
      return kept && read(kept);
    },
    keepState: (sealed) => (sealed ? put(stateName, sealed) : remove(stateName)),
    keepStateNow: (text) => putNow(stateName, text),
    agent: prefix,
  };
}

/** A name that tells nothing: 128 bits of a SHA-256, in hex. */
async function digest(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(hash, 0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const textOf = (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes);

/** Committed at once: a page that ends takes along what is open still. */
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

/** Whoever's they are: what is too old goes. */
async function expire() {
  const all = await entries<string, Partial<Sealed>>(store);
  const old = all.filter(([, {at}]) => at !== undefined && Date.now() - at > draftLife);
  await delMany(
    old.map(([name]) => name),
    store,
  );
}
