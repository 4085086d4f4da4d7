/** What can befall a command between a press and its answer. */
import {setTimeout as sleep} from 'node:timers/promises';

import type {CallSystem} from '../../demo/call-system/call-system.ts';
import type {Fault} from '../../demo/call-system/faults.ts';
import type {FaultProxy} from './proxy.ts';

export interface Site {
  readonly system: CallSystem;
  readonly line: FaultProxy;
  /** Milliseconds until the session gives an answer up. */
  readonly timeout: number;
  readonly random: () => number;
}

/** One press, as the server and the session see it. */
export interface Press {
  readonly path: string;
  /** Whether the session has said how it ended. */
  readonly ended: () => boolean;
  /** Whether the server has done what was asked, since the first press of this command. */
  readonly done: () => boolean;
}

/** Sets the trouble up; what is returned happens after the press. */
type Trouble = (site: Site, press: Press) => void | (() => Promise<void>);

/** Waits for something to happen to the press, or for its end. */
async function happens({ended}: Press, holds: () => boolean) {
  while (!holds() && !ended()) await sleep(1);
}

const fails =
  (fault: Omit<Fault, 'path'>): Trouble =>
  ({system}, {path}) =>
    system.fail({...fault, path});

const troubles = {
  'nothing wrong': () => undefined,
  'a slow and uneven line': ({line}) => line.set({latency: 15, jitter: 15}),
  'a reset before the request has arrived'({line}, press) {
    line.set({hole: 'up'});
    return async () => {
      await happens(press, () => line.waiting('up') > 0);
      line.reset();
    };
  },
  'a reset between effect and answer'({line}, press) {
    line.set({hole: 'down'});
    return async () => {
      await happens(press, () => press.done() && line.waiting('down') > 0);
      line.reset();
      line.set({});
    };
  },
  'a reset in the midst of it': ({line, random}) => {
    const moment = random() * 6;
    return () => sleep(moment).then(() => line.reset());
  },
  'a kept connection that has died': ({line}) => line.reset(),
  'a firewall that has forgotten the connection': ({line}) => line.strand(),
  'a request that never arrives': ({line}) => line.set({hole: 'up'}),
  'an answer that never arrives': ({line}) => line.set({hole: 'down'}),
  'a request that arrives after everybody has given it up': (site, press) =>
    fails({delay: Math.round(site.timeout * 1.2), afterEffect: false})(site, press),
  'an error after the effect': fails({status: 500, afterEffect: true}),
  'an error in place of the effect': fails({status: 503}),
  'a page of another’s as the answer': fails({body: '<html>', contentType: 'text/html', afterEffect: true}),
  'a connection that ends without an answer': fails({drop: true, afterEffect: true}),
  'an answer that stops half-way': fails({stall: 'body', afterEffect: true}),
  'a server that falls silent': fails({stall: 'headers'}),
} satisfies Readonly<Record<string, Trouble>>;

export type TroubleName = keyof typeof troubles;

export const troubleNames = Object.keys(troubles) as readonly TroubleName[];

/** Lets it happen to a press, and mends everything when the press has ended. */
export async function afflict<T>(
  name: TroubleName,
  site: Site,
  press: Press,
  act: () => Promise<T>,
): Promise<T> {
  const trouble: Trouble = troubles[name];
  const meanwhile = trouble(site, press);
  const [outcome] = await Promise.all([act(), meanwhile?.()]);
  // What is still held up does not arrive later: that is a trouble of its own.
  if (name.includes('arrive')) site.line.reset();
  site.line.set({});
  site.system.mend({path: press.path});
  return outcome;
}
