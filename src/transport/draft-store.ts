/**
 * Where drafts outlive the page: IndexedDB, encrypted. Names of records are digests, so that neither a number nor
 * a name stands on disk in clear text; the key cannot be read out, not even by this page.
 */
import {createStore, del, delMany, entries, get, set, update} from 'idb-keyval';

/** A text that only this browser can read, for one agent. */
export interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly data: ArrayBuffer;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
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
  /** Names the agent to other tabs, and to nobody who does not know the agent already. */
  readonly agent: string;
}

/** Milliseconds that a draft is kept: a working day, and not until the next one. */
export const draftLife = 12 * 60 * 60_000;

const algorithm = 'AES-GCM';

/** Rejects where the browser keeps nothing: storage blocked or full, or a page that is no secure context. */
export async function openDraftStore(agent: string): Promise<DraftStore> {
  const store = createStore('agent-bar', 'drafts');
  const prefix = await digest(agent);
  const keyName = `${prefix}/key`;
  await expire(store);
  const fresh = await crypto.subtle.generateKey({name: algorithm, length: 256}, false, [
    'encrypt',
    'decrypt',
  ]);
  // Two tabs may do this at once: the first key stays, and both use it.
  await update<CryptoKey>(keyName, (known) => known ?? fresh, store);
  const key = (await get<CryptoKey>(keyName, store))!;

  const names = new Map<string, Promise<string>>();
  function nameOf(name: string): Promise<string> {
    const known = names.get(name) ?? digest(`${agent}\n${name}`).then((hash) => `${prefix}/${hash}`);
    names.set(name, known);
    return known;
  }

  async function open({iv, data}: Sealed): Promise<string | undefined> {
    try {
      return new TextDecoder().decode(await crypto.subtle.decrypt({name: algorithm, iv}, key, data));
    } catch {
      return undefined;
    }
  }

  return {
    open,
    async read() {
      const all = await entries<string, Sealed>(store);
      const own = all.filter(([name]) => name.startsWith(`${prefix}/`) && name !== keyName);
      const texts = await Promise.all(own.map(([, sealed]) => open(sealed)));
      return texts.filter((text) => text !== undefined);
    },
    async seal(text) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const data = await crypto.subtle.encrypt({name: algorithm, iv}, key, new TextEncoder().encode(text));
      return {iv, data, at: Date.now()};
    },
    write: async (name, sealed) => set(await nameOf(name), sealed, store),
    erase: async (name) => del(await nameOf(name), store),
    agent: prefix,
  };
}

/** Whoever's they are: what is too old goes. */
async function expire(store: ReturnType<typeof createStore>) {
  const all = await entries<string, Partial<Sealed>>(store);
  const old = all.filter(([, {at}]) => at !== undefined && Date.now() - at > draftLife);
  await delMany(
    old.map(([name]) => name),
    store,
  );
}

async function digest(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(bytes).subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
}
