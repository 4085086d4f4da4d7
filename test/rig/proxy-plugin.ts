/** Lets tests in the browser put a faulty line before a call system, in the runner's process. */
import type {TestRunnerPlugin} from '@web/test-runner-core';

import {startProxy, type FaultProxy, type LineFaults} from './proxy.ts';

export interface ProxyOrder {
  /** Starts one before this port. */
  readonly start?: number;
  /** Which one the rest is for. */
  readonly port?: number;
  readonly set?: LineFaults;
  readonly act?: 'reset' | 'strand' | 'down' | 'up' | 'stop';
}

export function proxyPlugin(): TestRunnerPlugin<ProxyOrder> {
  const running = new Map<number, FaultProxy>();
  return {
    name: 'proxy',
    async executeCommand({command, payload}) {
      if (command !== 'proxy' || !payload) return undefined;
      const {start, port = 0, set, act} = payload;
      if (start !== undefined) {
        const proxy = await startProxy(start);
        running.set(proxy.port, proxy);
        return {port: proxy.port, url: proxy.url};
      }
      const proxy = running.get(port);
      if (!proxy) throw new Error(`There is no proxy on port ${port}`);
      if (set) proxy.set(set);
      if (act === 'reset') proxy.reset();
      if (act === 'strand') proxy.strand();
      if (act === 'up') await proxy.up();
      if (act === 'down' || act === 'stop') await proxy.down();
      return {lines: proxy.lines, taken: proxy.taken};
    },
    async serverStop() {
      for (const proxy of running.values()) await proxy.down();
    },
  };
}
