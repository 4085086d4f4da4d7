import type {TestContext} from 'node:test';
import type {ReadableAtom} from 'nanostores';
import {WebSocket} from 'ws';
import {
  startCallSystem,
  type CallSystem,
  type CallSystemOptions,
} from '../../demo/call-system/call-system.ts';
import {connect, type ConnectOptions, type Session} from '../../src/connect.ts';

const patience = 5_000;

/** The simulated call system on a free port. Nothing happens in it by itself, but for the campaign's next call. */
export async function callSystem(t: TestContext, options: CallSystemOptions = {}): Promise<CallSystem> {
  const system = await startCallSystem({port: 0, tick: 0, ringDelay: 10, ...options});
  t.after(() => system.close());
  return system;
}

/** A session as a host makes it, with a WebSocket that Node 20 lacks; closed when the test is over. */
export function connected(t: TestContext, options: ConnectOptions): Session {
  const session = connect({WebSocket, ...options});
  t.after(() => session.close());
  return session;
}

/** Resolves to the first value of a store that fits, the present one included. */
export function until<T>(
  store: ReadableAtom<T>,
  fits: (value: T) => boolean,
  longest = patience,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = AbortSignal.timeout(longest);
    const stop = store.listen(look);
    late.addEventListener('abort', () => reject(new Error(`Never came: ${JSON.stringify(store.get())}`)));
    look(store.get());

    function look(value: T): void {
      if (!fits(value)) return;
      stop();
      resolve(value);
    }
  });
}

export const status = (session: Session, wanted: string) =>
  until(session.$agent, (agent) => agent.status === wanted);

export const link = (session: Session, wanted: string) => until(session.$link, ({state}) => state === wanted);
