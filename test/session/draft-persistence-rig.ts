/** A fake browser for draft persistence: a disk that several tabs share, a channel between them, and a manual clock. */
import type {TestContext} from 'node:test';

import {pageExit, pageLifecycle} from '../../src/transport/page-lifecycle.ts';
import {persistDrafts} from '../../src/session/drafts/draft-persistence.ts';
import type {Session} from '../../src/session/session.ts';
import type {DraftStore, Sealed} from '../../src/transport/storage/draft-store.ts';
import {settled} from './fakes.ts';

type Work = 'read' | 'seal' | 'open' | 'write' | 'erase';

export interface Tab {
  readonly page: EventTarget;
  readonly channel: EventTarget;
  /** Ends the keeping, as closing the session does. */
  stop(): Promise<void>;
}

export interface Browser {
  /** What is kept, by name. */
  readonly disk: Map<string, string>;
  /** What was done to the disk, such as `write a`. */
  readonly done: readonly string[];
  /** How many messages went from tab to tab. */
  readonly told: readonly unknown[];
  /** Work that fails, until it is taken out again. */
  readonly failing: Set<Work>;
  keep(session: Session): Promise<Tab>;
  /** Lets so many milliseconds go by, and everything that they bring. */
  pass(ms: number): Promise<void>;
  /** The next work of a kind waits for the returned function to be called. */
  holdNext(work: Work): () => Promise<void>;
}

const [encoder, decoder] = [new TextEncoder(), new TextDecoder()];

export function browser(t: TestContext): Browser {
  const disk = new Map<string, string>();
  const [done, told]: [string[], unknown[]] = [[], []];
  const failing = new Set<Work>();
  const held = new Map<Work, Promise<void>>();
  const channels = new Set<Channel>();
  const stops = new Set<() => void>();
  let clock = 1_000;
  t.mock.timers.enable({apis: ['setTimeout']});
  t.mock.method(performance, 'now', () => clock);
  t.after(() => stops.forEach((stop) => stop()));

  async function work(kind: Work): Promise<void> {
    const gate = held.get(kind);
    held.delete(kind);
    await gate;
    if (failing.has(kind)) throw new DOMException('No space left', 'QuotaExceededError');
  }

  const store: DraftStore = {
    agent: 'agent',
    nameOf: async (thing) => thing,
    async read() {
      const found = [...disk.values()];
      await work('read');
      return found;
    },
    async seal(text) {
      await work('seal');
      return {iv: new Uint8Array(12), data: encoder.encode(text).buffer, at: 0};
    },
    async open({data}: Sealed) {
      await work('open');
      return data instanceof ArrayBuffer ? decoder.decode(data) : undefined;
    },
    async write(name, {data}) {
      await work('write');
      disk.set(name, decoder.decode(data));
      done.push(`write ${name}`);
    },
    readState: async () => undefined,
    writeState: async () => undefined,
    writeStateNow: () => false,
    writeNow: () => false,
    async erase(name) {
      await work('erase');
      disk.delete(name);
      done.push(`erase ${name}`);
    },
  };

  class Channel extends EventTarget {
    constructor() {
      super();
      channels.add(this);
    }
    postMessage(message: unknown) {
      if (!channels.has(this)) throw new DOMException('Closed', 'InvalidStateError');
      told.push(message);
      for (const other of channels)
        if (other !== this) queueMicrotask(() => other.hear(structuredClone(message)));
    }
    hear(data: unknown) {
      if (channels.has(this)) this.dispatchEvent(new MessageEvent('message', {data}));
    }
    close() {
      channels.delete(this);
    }
  }

  return {
    disk,
    done,
    told,
    failing,
    async keep(session) {
      const [page, channel] = [new EventTarget(), new Channel()];
      const stop = await persistDrafts({
        session,
        store,
        onPageExit: pageExit(pageLifecycle(page)),
        channel: channel as unknown as BroadcastChannel,
      });
      stops.add(stop);
      await settled();
      return {
        page,
        channel,
        async stop() {
          stops.delete(stop);
          stop();
          await settled();
        },
      };
    },
    async pass(ms) {
      clock += ms;
      t.mock.timers.tick(ms);
      await settled();
    },
    holdNext(kind) {
      const {promise, resolve} = withResolvers();
      held.set(kind, promise);
      return async () => {
        resolve();
        await settled();
      };
    },
  };
}

function withResolvers(): {readonly promise: Promise<void>; readonly resolve: () => void} {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return {promise, resolve};
}

/** The texts that stand on disk for a call, by field. */
export function onDisk({disk}: Browser, name: string): Record<string, unknown> | undefined {
  const text = disk.get(name);
  if (text === undefined) return undefined;
  const {draft}: {draft: {edits: readonly {key: string; value: unknown}[]}} = JSON.parse(text);
  return Object.fromEntries(draft.edits.map(({key, value}) => [key.replace('field:', ''), value]));
}
