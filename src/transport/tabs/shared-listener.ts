/**
 * One monitor socket for all tabs of an agent. The leader holds it and passes on what it says; the others hear it from
 * there, and any of them takes over when the leader is gone. To the session it is a monitor like any other.
 */
import {seekLeadership} from './leadership.ts';
import type {Link, Monitor, MonitorEdges} from '../socket/monitor.ts';
import {openTabLine, type TabMessage} from './tab-channel.ts';

/** What a session tells and hears, where other tabs have one for the same agent. */
export interface SharedEdges extends MonitorEdges {
  /** What a tab that has just been opened needs to know. */
  snapshot(): unknown;
  /** `shift` turns times of the other tab into ours (ms). */
  onSnapshot(snapshot: unknown, shift: number): void;
  /** What another tab has learned by itself. */
  onNews(news: unknown): void;
}

export interface SharedMonitor extends Monitor {
  /** Passes on what this tab has learned by itself. */
  tell(news: unknown): void;
  /** Whether this tab is the first to ask for a name. The claim ends with the session, or its page. */
  claim(name: string): Promise<boolean>;
  /** Does something that no other tab may do at the same time; `undefined` when one does. */
  alone<T>(name: string, work: () => Promise<T>): Promise<T | undefined>;
}

export interface SharedMonitorOptions {
  readonly edges: SharedEdges;
  /** Opens the socket of a leader. */
  readonly open: (edges: MonitorEdges) => Monitor;
  /** Names the agent's tabs to each other. */
  readonly name: string;
  readonly locks: LockManager;
  readonly channel: BroadcastChannel;
  readonly now: () => number;
  readonly page: EventTarget;
  readonly isVisible: () => boolean;
}

export function shareMonitor(options: SharedMonitorOptions): SharedMonitor {
  const {edges, name, locks, now} = options;
  let monitor: Monitor | undefined;
  let link: Link = {state: 'connecting'};
  let closed = false;
  /** Ends the claims. The browser itself ends those of a page that is gone. */
  let end!: () => void;
  const ending = new Promise<void>((resolve) => {
    end = resolve;
  });

  const line = openTabLine({
    channel: options.channel,
    now,
    onMessage: hear,
    onLaterEpoch: () => leadership.yield(),
  });
  const leadership = seekLeadership({
    ...options,
    name: `${name}/leader`,
    ask: () => line.post({kind: 'ask'}),
    onLead: lead,
    onFollow: follow,
  });

  function lead() {
    line.begin();
    line.post({kind: 'lead'});
    monitor = options.open({
      onFrame(data) {
        if (typeof data === 'string') line.post({kind: 'frame', data});
        edges.onFrame(data);
      },
      onLink(news) {
        if (!monitor && news.state === 'closed') return;
        link = news;
        line.post({kind: 'link', link});
        edges.onLink(link);
      },
    });
  }

  /** The link is told by the next leader: that this one ends is no news. */
  function follow(code?: number) {
    const old = monitor;
    monitor = undefined;
    old?.close(code);
  }

  function hear(message: TabMessage, from: string, shift: number) {
    if (closed) return;
    const {leads} = leadership;
    switch (message.kind) {
      case 'ask':
        if (leads) line.post({kind: 'alive'});
        return;
      case 'hello':
        if (leads) line.post({kind: 'snapshot', to: from, snapshot: edges.snapshot(), link});
        return;
      case 'retry':
        monitor?.retry();
        return;
      case 'news':
        edges.onNews(message.news);
        return;
      default:
        if (!leads) hearLeader(message, shift);
    }
  }

  function hearLeader(message: TabMessage, shift: number) {
    leadership.heard();
    if (message.kind === 'frame') edges.onFrame(message.data);
    if (message.kind === 'snapshot' && message.to === line.id) edges.onSnapshot(message.snapshot, shift);
    if (message.kind === 'link' || (message.kind === 'snapshot' && message.to === line.id)) {
      link = shifted(message.link, shift);
      edges.onLink(link);
    }
  }

  line.post({kind: 'hello'});

  return {
    retry() {
      if (monitor) monitor.retry();
      else line.post({kind: 'retry'});
    },
    tell: (news) => line.post({kind: 'news', news}),
    async claim(what) {
      const lock = `${name}/claim/${what}`;
      return new Promise((resolve) => {
        const claimed = locks.request(lock, {ifAvailable: true}, (got) => {
          resolve(got !== null);
          return got ? ending : undefined;
        });
        claimed.catch(() => resolve(true));
      });
    },
    async alone(what, work) {
      const lock = `${name}/alone/${what}`;
      let begun = false;
      try {
        return await locks.request(lock, {ifAvailable: true}, (got) => {
          begun = true;
          return got ? work() : undefined;
        });
      } catch (error) {
        // The page may not use its locks: there is no other tab to wait for.
        if (begun) throw error;
        return work();
      }
    },
    close() {
      if (closed) return;
      closed = true;
      end();
      leadership.stop();
      line.close();
      edges.onLink({state: 'closed'});
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
