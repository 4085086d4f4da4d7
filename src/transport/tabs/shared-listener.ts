/**
 * One listener for all tabs of an agent. The leader listens to the call system and passes the facts on; the others get
 * them from there, and any of them takes over when the leader is gone. To the session it is a listener like any other.
 */
import type {Fact, FactSink, Listener} from '../../protocol/facts.ts';
import type {PageLifecycle} from '../page-lifecycle.ts';
import {seekLeadership} from './leadership.ts';
import type {Link} from '../../protocol/link.ts';
import {opaqueName} from './opaque-name.ts';
import {openTabChannel, type TabMessage} from './tab-channel.ts';

/** What a session takes in, and gives, where other tabs have one for the same agent. */
export interface SharedSink extends FactSink {
  /** What a tab that has just been opened needs to know. */
  snapshot(): unknown;
  /** `shift` turns times of the other tab into ours (ms). */
  onSnapshot(snapshot: unknown, shift: number): void;
  /** What another tab has learned by itself. */
  onTabEvent(event: unknown): void;
}

export interface SharedListener extends Listener {
  /** Passes on what this tab has learned by itself. */
  broadcast(event: unknown): void;
  /** Whether this tab is the first to ask for a name. The claim ends with the session, or its page. */
  claim(name: string): Promise<boolean>;
  /** Does something that no other tab may do at the same time; `undefined` when one does. */
  runExclusive<T>(name: string, work: () => Promise<T>): Promise<T | undefined>;
}

export interface SharedListenerOptions {
  readonly sink: SharedSink;
  /** Whether what another tab has sent is a fact: any script of the origin can send something else. */
  readonly isFact: (value: unknown) => value is Fact;
  /** Begins to listen, in the tab that leads. */
  readonly listen: (sink: FactSink) => Listener;
  /** Names the agent's tabs to each other, and the agent to nobody. */
  readonly name: string;
  readonly locks: LockManager;
  readonly channel: BroadcastChannel;
  readonly now: () => number;
  readonly page: PageLifecycle;
  readonly isVisible: () => boolean;
}

/** A tab whose lock was stolen hears of it within this time (ms). */
const settleTime = 100;

export function shareListener(options: SharedListenerOptions): SharedListener {
  const {sink, isFact, name, locks, now} = options;
  let listener: Listener | undefined;
  let link: Link = {state: 'connecting'};
  let closed = false;
  /** Ends the claims. The browser itself ends those of a page that is gone. */
  let end!: () => void;
  const ending = new Promise<void>((resolve) => {
    end = resolve;
  });

  const channel = openTabChannel({
    channel: options.channel,
    now,
    onMessage: hear,
    onLaterEpoch: () => setTimeout(assertLeadership, settleTime),
  });
  const leadership = seekLeadership({
    ...options,
    name: `${name}/leader`,
    ask: channel.ask,
    isPinned: () => listener?.pinned === true,
    onUnavailable() {
      channel.close();
      listener = options.listen(sink);
    },
    onLead: lead,
    onFollow: follow,
  });

  /**
   * Another leader has spoken. If it has taken the lock, the browser says so in this time (ms). Otherwise it was another
   * script of the origin, and the tabs are told who leads.
   */
  function assertLeadership() {
    if (!leadership.leads) return;
    channel.begin();
    channel.post({kind: 'link', link});
  }

  function lead() {
    channel.begin();
    channel.post({kind: 'lead'});
    listener = options.listen({
      onFact(fact) {
        channel.post({kind: 'fact', fact});
        sink.onFact(fact);
      },
      onLink(news) {
        if (!listener && news.state === 'closed') return;
        link = news;
        channel.post({kind: 'link', link});
        sink.onLink(link);
      },
    });
  }

  /** The link is told by the next leader: that this one ends is no news. */
  function follow(code?: number) {
    const old = listener;
    listener = undefined;
    old?.close(code);
  }

  function hear(message: TabMessage, from: string, shift: number) {
    if (closed) return;
    const {leads} = leadership;
    switch (message.kind) {
      case 'ask':
        if (leads) channel.post({kind: 'alive', nonce: message.nonce});
        return;
      case 'hello':
        if (leads) channel.post({kind: 'snapshot', to: from, snapshot: sink.snapshot(), link});
        return;
      case 'retry':
        listener?.retry();
        return;
      case 'event':
        sink.onTabEvent(message.event);
        return;
      default:
        // The lock may have been stolen while this page hung: what the new leader tells counts already.
        if (message.kind === 'fact' && isFact(message.fact)) sink.onFact(message.fact);
        if (!leads) hearLeader(message, shift);
    }
  }

  function hearLeader(message: TabMessage, shift: number) {
    leadership.heard();
    if (message.kind === 'snapshot' && message.to === channel.id) sink.onSnapshot(message.snapshot, shift);
    if (message.kind === 'link' || (message.kind === 'snapshot' && message.to === channel.id)) {
      link = shifted(message.link, shift);
      sink.onLink(link);
    }
  }

  channel.post({kind: 'hello'});

  return {
    retry() {
      if (listener) listener.retry();
      else channel.post({kind: 'retry'});
    },
    broadcast: (event) => channel.post({kind: 'event', event}),
    async claim(what) {
      const lock = `${name}/claim/${opaqueName(what)}`;
      return new Promise((resolve) => {
        const claimed = locks.request(lock, {ifAvailable: true}, (got) => {
          resolve(got !== null);
          return got ? ending : undefined;
        });
        claimed.catch(() => resolve(true));
      });
    },
    async runExclusive(what, work) {
      const lock = `${name}/exclusive/${opaqueName(what)}`;
      let running: ReturnType<typeof work> | Promise<undefined> | undefined;
      try {
        return await locks.request(
          lock,
          {ifAvailable: true},
          (got) => (running = got ? work() : Promise.resolve(undefined)),
        );
      } catch {
        // The page may not use its locks, or another script has stolen this one.
        return running ?? work();
      }
    },
    close() {
      if (closed) return;
      closed = true;
      end();
      leadership.stop();
      listener?.close();
      channel.close();
      sink.onLink({state: 'closed'});
    },
  };
}

function shifted(link: Link, shift: number): Link {
  const {since, retryAt} = link;
  return {
    ...link,
    ...(since !== undefined && {since: since + shift}),
    ...(retryAt !== undefined && {retryAt: retryAt + shift}),
  };
}
