/**
 * What becomes of a command: its answer says so, or the status that it was to bring about, whichever comes first.
 *
 * Where neither comes in time it is in doubt. For a minute a late status still settles it, and the same press again
 * carries the same idempotency token, so that a call system which knows its key does the thing once.
 */
import type {CommandType} from '../../protocol/commands.ts';
import type {AgentStatus} from '../../protocol/facts.ts';
import {failed, type FaultCode, type Outcome} from '../../protocol/faults.ts';
import type {CallSystem, PreparedCommand} from '../call-system.ts';
import type {State} from '../state.ts';
import {isShown, verdict} from './confirmations.ts';

interface InFlight {
  readonly type: CommandType;
  readonly sentIn: AgentStatus;
  readonly idempotencyToken: object;
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

/**
 * How a command ended: `first` by its answer or a status, `late` by a status after it was in doubt, `repeated` because
 * the same press has just been agreed to.
 */
export type Ending = 'first' | 'late' | 'repeated';

export interface Sending {
  readonly type: CommandType;
  readonly prepared: PreparedCommand;
  /** For another call the same command is another one. */
  readonly call: string | undefined;
  /** Sends it, with the token that stands for what the agent wants. */
  readonly send: (idempotencyToken: object) => Promise<Outcome>;
  /** Takes in how it ended, at once: what a yes changes and the end of waiting are one change. */
  readonly ended: (outcome: Outcome, ending: Ending) => Outcome;
}

/** A second press within this time is the same press (ms). */
export const samePress = 2_000;
/** The same press within this time has the same token, as long as nothing is known of it (ms). */
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

export function trackInFlight(
  {stores: {$agent, $link}}: State,
  {confirmedBy}: Pick<CallSystem, 'confirmedBy'>,
  now: () => number,
  timeoutMs: number,
) {
  /** Under way, or in doubt. */
  const inFlight = new Map<string, InFlight>();
  const presses = new Map<string, Press>();

  const isLive = () => $link.get().state === 'open';
  const isRecent = ({doubtfulSince = -Infinity}: InFlight) => now() - doubtfulSince < doubtful;

  const stop = $agent.listen(({status, stale}) => {
    // What an earlier page knew says nothing of what this one asks for.
    if (stale) return;
    for (const [name, one] of inFlight) {
      const said = verdict(confirmedBy, one.type, one.sentIn, status);
      const settled = one.doubtfulSince !== undefined;
      if (said === 'confirmed' && (!settled || isRecent(one))) one.settle({ok: true, data: undefined});
      // What was in doubt in another state is another thing in this one.
      else if (settled && status !== one.sentIn && status !== 'unknown') inFlight.delete(name);
      else if (said) one.settle(failed({code: 'overtaken'}));
    }
    for (const [name, {type}] of presses) if (isShown(confirmedBy, type, status)) presses.delete(name);
  });

  /** Numbers and texts are in it. */
  function forgetOld() {
    for (const [name, one] of inFlight)
      if (one.doubtfulSince !== undefined && !isRecent(one)) inFlight.delete(name);
    for (const [name, {at}] of presses) if (now() - at >= samePress) presses.delete(name);
  }

  /** Settles once, whatever comes later. */
  async function send({type, prepared: {fingerprint}, call, send: post, ended}: Sending): Promise<Outcome> {
    const sentIn = $agent.get().status;
    const name = JSON.stringify([fingerprint, call, sentIn]);
    forgetOld();
    const before = presses.get(fingerprint);
    if (before) {
      before.at = now();
      return ended(before.outcome, 'repeated');
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    return new Promise((resolve) => {
      const present: InFlight = {
        type,
        sentIn,
        idempotencyToken: inFlight.get(name)?.idempotencyToken ?? {},
        settle(outcome) {
          const ending = present.doubtfulSince === undefined ? 'first' : 'late';
          clearTimeout(timer);
          if (outcome.ok || !doubts.has(outcome.fault.code)) inFlight.delete(name);
          else present.doubtfulSince = now();
          if (outcome.ok && !repeatable.has(type)) presses.set(fingerprint, {type, at: now(), outcome});
          resolve(ended(outcome, ending));
        },
      };
      inFlight.set(name, present);
      void post(present.idempotencyToken).then(answered);

      function answered(answer: Outcome) {
        // A status was faster.
        if (inFlight.get(name) !== present || present.doubtfulSince !== undefined) return;
        // Without a live socket, or from a server that has told no status yet, its yes is all that can be had.
        if (!answer.ok || sentIn === 'unknown' || !isShown(confirmedBy, type, sentIn) || !isLive())
          return present.settle(answer);
        const end = () => present.settle(isLive() ? failed({code: 'not-confirmed'}) : answer);
        timer = setTimeout(end, timeoutMs);
      }
    });
  }

  return {
    send,
    close() {
      stop();
      for (const {settle} of inFlight.values()) settle(failed({code: 'closed'}));
    },
  };
}
