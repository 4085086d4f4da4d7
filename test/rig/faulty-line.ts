/** A line to a call system that a test in the browser can make faulty; see `proxy.ts` for what can go wrong. */
import {executeServerCommand} from '@web/test-runner-commands';

import type {ProxyOrder} from './proxy-plugin.ts';
import type {LineFaults} from './proxy.ts';

export interface FaultyLine {
  readonly url: string;
  set(faults: LineFaults): Promise<void>;
  act(deed: 'reset' | 'strand' | 'down' | 'up' | 'stop'): Promise<void>;
}

export async function faultyLine(target: string): Promise<FaultyLine> {
  const order = <T>(payload: ProxyOrder) => executeServerCommand<T, ProxyOrder>('proxy', payload);
  const {url, port} = await order<{url: string; port: number}>({start: Number(new URL(target).port)});
  return {
    url,
    async set(faults) {
      await order({port, set: faults});
    },
    async act(deed) {
      await order({port, act: deed});
    },
  };
}
