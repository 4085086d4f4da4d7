/**
 * What becomes of a command: its answer says so, or the status that it was to bring about, whichever comes first.
 *
 * Where neither comes in time it is in doubt. For a minute a late status still settles it, and the same press again
 * is the same intention, so that a call system which knows its key does the thing once.
 */
import type {CommandType, Params} from '../../protocol/commands.ts';
import {failed, type FaultCode, type Outcome} from '../../protocol/faults.ts';
import type {AgentStatus} from '../../adapters/workbench/frames.ts';
import {isShown, verdict} from './confirmations.ts';
import type {State} from '../state.ts';

/** Stands for what the agent wants: the same object means the same thing, done once. */
export type Intention = object;

interface Attempt {
  readonly type: CommandType;
  readonly sentIn: AgentStatus;
  readonly intention: Intention;
  /** When it was settled last; absent while it is under way. */
  doubtfulSince?: number;
  readonly settle: (outcome: Outcome) => void;
}

/** A press that the server has agreed to. */
interface Press {
  readonly type: CommandType;
  /** The last of those that count as one. */
  at: number;
  readonly outcome: Outcome;
}

export interface AttemptOptions {
  readonly type: CommandType;
  readonly params: Params;
  /** For another call the same command is another one. */
  readonly call: string | undefined;
  readonly post: (intention: Intention) => Promise<Outcome>;
  /** The server has agreed, be it by its answer or by a status. */
  readonly agreed: () => void;
}

/** A second press within this time is the same press (ms). */
export const samePress = 2_000;
/** The same press within this time is the same intention, as long as nothing is known of it (ms). */
const doubtful = 60_000;

/** After these the server may have done it all the same. */
const doubts: ReadonlySet<FaultCode> = new Set([
  'not-confirmed',
  'unreachable',
  'server-error',
  'overloaded',
  'not-understood',
  'overtaken',
]);

/**
 * What has been done need not be done again so soon. The form has a rule of its own, a text is asked for to be read,
 * and a second hold is a resume.
 */
const repeatable: ReadonlySet<CommandType> = new Set(['save', 'sms-text', 'hold']);

/** `relieved`: what was in doubt has been done after all. */
export function createAttempts(
  {stores: {$agent, $link}}: State,
  now: () => number,
  patience: number,
  relieved: (type: CommandType) => void,
) {
  /** Under way, or in doubt. */
  const attempts = new Map<string, Attempt>();
  const presses = new Map<string, Press>();

  const isLive = () => $link.get().state === 'open';
  const isRecent = ({doubtfulSince = -Infinity}: Attempt) => now() - doubtfulSince < doubtful;

  const stop = $agent.listen(({status, stale}) => {
    // What an earlier page knew says nothing of what this one asks for.
    if (stale) return;
    for (const [name, one] of attempts) {
      const said = verdict(one.type, one.sentIn, status);
      const settled = one.doubtfulSince !== undefined;
      if (said === 'confirmed' && (!settled || isRecent(one))) {
        if (settled) relieved(one.type);
        one.settle({ok: true, data: undefined});
      }
      // What was in doubt in another state is another thing in this one.
      else if (settled && status !== one.sentIn && status !== 'unknown') attempts.delete(name);
      else if (said) one.settle(failed({code: 'overtaken'}));
    }
    for (const [name, {type}] of presses) if (isShown(type, status)) presses.delete(name);
  });

  /** Numbers and texts are in it. */
  function forgetOld() {
    for (const [name, one] of attempts)
      if (one.doubtfulSince !== undefined && !isRecent(one)) attempts.delete(name);
    for (const [name, {at}] of presses) if (now() - at >= samePress) presses.delete(name);
  }

  /** Settles once, whatever comes later. */
  async function attempt({type, params, call, post, agreed}: AttemptOptions): Promise<Outcome> {
    const sentIn = $agent.get().status;
    const press = JSON.stringify([type, params]);
    const name = JSON.stringify([press, call, sentIn]);
    forgetOld();
    const before = presses.get(press);
    if (before) {
      before.at = now();
      return before.outcome;
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    return new Promise((resolve) => {
      const present: Attempt = {
        type,
        sentIn,
        intention: attempts.get(name)?.intention ?? {},
        settle(outcome) {
          clearTimeout(timer);
          if (outcome.ok || !doubts.has(outcome.fault.code)) attempts.delete(name);
          else present.doubtfulSince = now();
          if (outcome.ok && !repeatable.has(type)) presses.set(press, {type, at: now(), outcome});
          if (outcome.ok) agreed();
          resolve(outcome);
        },
      };
      attempts.set(name, present);
      void post(present.intention).then(hear);

      function hear(answer: Outcome) {
        // A status was faster.
        if (attempts.get(name) !== present || present.doubtfulSince !== undefined) return;
        // Without a live socket, or from a server that has told no status yet, its yes is all that can be had.
        if (!answer.ok || sentIn === 'unknown' || !isShown(type, sentIn) || !isLive())
          return present.settle(answer);
        const end = () => present.settle(isLive() ? failed({code: 'not-confirmed'}) : answer);
        timer = setTimeout(end, patience);
      }
    });
  }

  return {
    attempt,
    close() {
      stop();
      for (const {settle} of attempts.values()) settle(failed({code: 'closed'}));
    },
  };
}
