/** A web server of a test's own: real HTTP on a port of its own. */
import {executeServerCommand} from '@web/test-runner-commands';

import type {WebAnswer, WebRequest, WebServerOrder} from './web-server-plugin.ts';

export interface WebServerUnderTest {
  readonly url: string;
  /** Answers otherwise from now on. */
  change(answers: Readonly<Record<string, WebAnswer>>): Promise<void>;
  /** What it was asked, oldest first. */
  asked(): Promise<readonly WebRequest[]>;
  stop(): Promise<void>;
}

const order = <T>(what: WebServerOrder) => executeServerCommand<T, WebServerOrder>('web-server', what);

export async function webServer(answers: Readonly<Record<string, WebAnswer>>): Promise<WebServerUnderTest> {
  const {port} = await order<{port: number}>({start: answers});
  return {
    url: `http://127.0.0.1:${port}`,
    async change(change) {
      await order({port, change});
    },
    asked: async () => (await order<{asked: readonly WebRequest[]}>({port})).asked,
    async stop() {
      await order({port, stop: true});
    },
  };
}
