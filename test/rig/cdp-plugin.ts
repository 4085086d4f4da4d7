/** Gives a test in the browser any command of the DevTools protocol, such as forced colours or the accessibility tree. */
import type {ChromeLauncher} from '@web/test-runner-chrome';
import type {TestRunnerPlugin} from '@web/test-runner-core';
import type {CDPSession} from 'puppeteer-core';

interface Order {
  readonly method: Parameters<CDPSession['send']>[0];
  readonly params?: object;
}

export function cdpPlugin(): TestRunnerPlugin<Order> {
  // Detaching would undo an emulation, so each page keeps its connection.
  const connections = new Map<string, Promise<CDPSession>>();
  return {
    name: 'cdp',
    async executeCommand({command, payload, session}) {
      if (command !== 'cdp' || !payload) return undefined;
      const page = (session.browser as ChromeLauncher).getPage(session.id);
      const connection = connections.get(session.id) ?? page.createCDPSession();
      connections.set(session.id, connection);
      return {result: await (await connection).send(payload.method, payload.params)};
    },
  };
}
