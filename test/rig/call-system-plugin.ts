/** Lets tests in the browser start and stop simulated call systems of their own, in the runner's process. */
import type {TestRunnerPlugin} from '@web/test-runner-core';

import {
  startCallSystem,
  type CallSystem,
  type CallSystemOptions,
} from '../../demo/call-system/call-system.ts';

interface Order {
  readonly start?: CallSystemOptions;
  readonly stop?: number;
}

export function callSystemPlugin(): TestRunnerPlugin<Order> {
  const running = new Map<number, CallSystem>();
  return {
    name: 'call-system',
    async executeCommand({command, payload}) {
      if (command !== 'call-system' || !payload) return undefined;
      if (payload.start) {
        const system = await startCallSystem(payload.start);
        running.set(system.port, system);
        return {port: system.port, url: system.url};
      }
      await running.get(payload.stop ?? 0)?.close();
      return {stopped: running.delete(payload.stop ?? 0)};
    },
    async serverStop() {
      for (const system of running.values()) await system.close();
    },
  };
}
