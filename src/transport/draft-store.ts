/**
 * Where drafts outlive the page: IndexedDB, encrypted. Names of records are digests, so that neither a number nor
 * a name stands on disk in clear text; the key cannot be read out, not even by this page.
 */
import {createStore, delMany, entries, get, promisifyRequest, update} from 'idb-keyval';

import {digest} from './digest.ts';

/** A text that only this browser can read, for one agent. */
export interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly data: ArrayBuffer;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
}

/** A text hidden by bytes of a pad: what can be done at once, where the cipher would answer too late. */
interface Masked {
  readonly pad: string;
  readonly from: number;
  readonly data: Uint8Array<ArrayBuffer>;
  readonly at: number;
}

/** Random bytes that are kept sealed. Each of them hides one byte, once. */
interface Pad {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  used: number;
}

export interface DraftStore {
  /** What is kept for the agent and can be read. */
  read(): Promise<readonly string[]>;
  seal(text: string): Promise<Sealed>;
  /** `undefined` for what this agent's key does not open. */
  open(sealed: Sealed): Promise<string | undefined>;
  /** Keeps a text under a name. Of several the one that was sealed last stays. */
  write(name: string, sealed: Sealed): Promise<void>;
  erase(name: string): Promise<void>;
  /** Makes ready for texts that may have to be kept under these names at once, and for no others. */
  prepare(names: readonly string[]): void;
  /** Begins to keep a text before it returns, for a page that is about to end. Says whether it could. */
  writeNow(name: string, text: string): boolean;
  /** What the page before knew, if it was sealed with the agent's key. */
  lastState(): Promise<string | undefined>;
  /** Keeps what this page knows in place of that, or nothing. */
  keepState(sealed: Sealed | undefined): Promise<void>;
  /** The page will not be seen again. */
  leave(): void;
  /** Names the agent to other tabs, and to nobody who does not know the agent already. */
  readonly agent: string;
}

/** Milliseconds that a draft is kept: a working day, and not until the next one. */
export const draftLife = 12 * 60 * 60_000;

const algorithm = 'AES-GCM';

/** Bytes of a pad: a dozen drafts of the usual length. */
const padLength = 65_536;

/** One connection for all sessions of a page. It opens with the first use. */
const store = createStore('agent-bar', 'drafts');

/** Rejects where the browser keeps nothing: storage blocked or full, or a page that is no secure context. */
export async function openDraftStore(agent: string): Promise<DraftStore> {
  const prefix = await digest(agent);
  const keyName = `${prefix}/key`;
  const stateName = `${prefix}/state`;
  await expire();
  const fresh = await crypto.subtle.generateKey({name: algorithm, length: 256}, false, [
    'encrypt',
    'decrypt',
  ]);
  // Two tabs may do this at once: the first key stays, and both use it.
  await update<CryptoKey>(keyName, (known) => known ?? fresh, store);
  const key = (await get<CryptoKey>(keyName, store))!;

  /** Of the names that are prepared; `undefined` while it is being found. */
  const places = new Map<string, string | undefined>();
  const placeOf = async (name: string) =>
    places.get(name) ?? `${prefix}/${await digest(`${agent}\n${name}`)}`;

  async function findPlace(name: string) {
    places.set(name, undefined);
    const place = await placeOf(name);
    if (places.has(name)) places.set(name, place);
  }

  /** With the key, in case the site's data was deleted meanwhile. */
  const put = (place: string, value: Sealed | Masked) =>
    change((objects) => {
      objects.put(key, keyName);
      objects.put(value, place);
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

  async function unmask({pad, from, data}: Masked): Promise<Uint8Array | undefined> {
    const kept = await get<Sealed>(pad, store);
    const bytes = kept && (await unseal(kept));
    return bytes && masked(data, bytes, from);
  }

  let pad: Pad | undefined;
  let laying = false;
  let left = false;
  async function layPad() {
    if (laying || left) return;
    laying = true;
    const bytes = crypto.getRandomValues(new Uint8Array(padLength));
    const name = `${prefix}${padMark}${crypto.randomUUID().replaceAll('-', '')}`;
    try {
      const sealed = await seal(bytes);
      await change((objects) => {
        objects.put(sealed, name);
        // So it ends when the site's data is deleted: what is hidden by a pad that went along would be lost.
        objects.transaction.db.addEventListener('close', () => losePad(name), {once: true});
      });
      if (left) await remove(name);
      else pad = {name, bytes, used: 0};
    } catch {
      // Without one the cipher does, where it has the time.
    }
    laying = false;
  }

  function losePad(name: string) {
    if (pad?.name !== name) return;
    pad = undefined;
    void layPad();
  }

  return {
    open: async (sealed) => textOf(await unseal(sealed)),
    async read() {
      const all = await entries<string, Sealed | Masked>(store);
      const own = all.filter(
        ([name]) =>
          name.startsWith(`${prefix}/`) && name !== keyName && name !== stateName && !name.includes(padMark),
      );
      const texts = await Promise.all(
        own.map(([, kept]) => ('pad' in kept ? unmask(kept) : unseal(kept)).then(textOf)),
      );
      return texts.filter((text) => text !== undefined);
    },
    seal: (text) => seal(new TextEncoder().encode(text)),
    write: async (name, sealed) => put(await placeOf(name), sealed),
    erase: async (name) => remove(await placeOf(name)),
    prepare(names) {
      for (const name of places.keys()) if (!names.includes(name)) places.delete(name);
      for (const name of names) if (!places.has(name)) void findPlace(name);
      // Most of the time nobody is on the phone: nothing could have to be kept.
      if (names.length > 0 && !pad) void layPad();
    },
    writeNow(name, text) {
      const place = places.get(name);
      const bytes = new TextEncoder().encode(text);
      if (!pad || !place || bytes.length > pad.bytes.length - pad.used) return false;
      const from = pad.used;
      pad.used += bytes.length;
      const record: Masked = {pad: pad.name, from, data: masked(bytes, pad.bytes, from), at: Date.now()};
      put(place, record).catch(() => undefined);
      if (pad.used > padLength / 2) void layPad();
      return true;
    },
    async lastState() {
      const kept = await get<Sealed>(stateName, store);
      return kept && textOf(await unseal(kept));
    },
    keepState: (sealed) => (sealed ? put(stateName, sealed) : remove(stateName)),
    leave() {
      if (pad?.used === 0) remove(pad.name).catch(() => undefined);
      // What follows at the page's very end must not be hidden by a pad that is gone.
      pad = undefined;
      left = true;
    },
    agent: prefix,
  };
}

const padMark = '/pad-';

const textOf = (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes);

/** Committed at once: a page that ends takes along what is open still. */
function change(work: (objects: IDBObjectStore) => void): Promise<void> {
  return store('readwrite', (objects) => {
    work(objects);
    objects.transaction.commit();
    return promisifyRequest(objects.transaction);
  });
}

const remove = (place: string) => change((objects) => void objects.delete(place));

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
