/** Drives a session with commands: one of this process, or one of a page in a browser. */
import type {Page} from 'puppeteer-core';

import type {ConnectOptions, Session} from '../../src/connect.ts';
import {status, until} from '../session/real.ts';
import type {Driver} from './agent-at-work.ts';

type Library = typeof import('../../src/connect.ts');
type Phone = Window & {readonly phone: Session};

export const driverOf = (session: Session): Driver => ({
  send: (command) => session.send(command),
  doubts: async (type) => typeof session.$progress.get()[type] === 'object',
  async sees(wanted) {
    await status(session, wanted);
    // Who presses before the caller is known means another call.
    if (wanted === 'busy') await until(session.$call, (call) => call !== undefined);
  },
});

/** Makes the session in a page that has the product's script beside it. */
export async function driverIn(
  page: Page,
  options: Omit<ConnectOptions, 'fetch' | 'WebSocket'>,
): Promise<Driver> {
  await page.evaluate(async (access) => {
    const script = '/agent-bar.js';
    const library = (await import(script)) as Library;
    Object.assign(window, {phone: library.connect(access as ConnectOptions)});
  }, options);
  return {
    send: (command) => page.evaluate((one) => (window as unknown as Phone).phone.send(one), command),
    doubts: (type) =>
      page.evaluate(
        (one) => typeof (window as unknown as Phone).phone.$progress.get()[one] === 'object',
        type,
      ),
    sees: (wanted) =>
      page.waitForFunction(
        (one) => {
          const {$agent, $call} = (window as unknown as Phone).phone;
          return $agent.get().status === one && (one !== 'busy' || $call.get() !== undefined);
        },
        {polling: 10, timeout: 10_000},
        wanted,
      ),
  };
}
