/** A monitor whose tabs come late, or not at all: then it has a socket of its own. */
import type {Monitor, MonitorEdges} from './monitor.ts';
import type {SharedMonitor} from './shared-monitor.ts';
import {within} from './within.ts';

/** So long (ms) the socket waits for the file that knows of other tabs. */
const patience = 5_000;

export function lateMonitor(
  edges: MonitorEdges,
  openOwn: (edges: MonitorEdges) => Monitor,
  /** Brings what opens the one that tabs share. */
  share: () => Promise<() => SharedMonitor>,
): SharedMonitor {
  let closed = false;
  const shared = share();
  // It may fail when nobody waits for it any more.
  shared.catch(() => undefined);
  const opened: Promise<(Monitor & Partial<SharedMonitor>) | undefined> = within(patience, shared)
    .catch(() => undefined)
    .then((openShared) => {
      if (closed) return undefined;
      try {
        return openShared?.() ?? openOwn(edges);
      } catch {
        // There is no channel between tabs.
        return openOwn(edges);
      }
    });

  edges.onLink({state: 'connecting'});
  return {
    retry: () => void opened.then((monitor) => monitor?.retry()),
    tell: (news) => void opened.then((monitor) => monitor?.tell?.(news)),
    claim: async (name) => (await (await opened)?.claim?.(name)) ?? true,
    async alone(name, work) {
      const monitor = await opened;
      return monitor?.alone ? monitor.alone(name, work) : work();
    },
    close(code) {
      closed = true;
      edges.onLink({state: 'closed'});
      void opened.then((monitor) => monitor?.close(code));
    },
  };
}
