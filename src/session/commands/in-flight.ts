/**
 * Tracks commands until they are settled: by their answer or by the status that they lead to, whichever comes first.
 *
 * A command that neither settles in time is unconfirmed. For a minute a late status can still settle it, and the same
 * command sent again has the same idempotency token, so that a call system that supports keys executes it once.
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
  /** Since when it is unconfirmed; absent while it is pending. */
  unconfirmedSince?: number;
  readonly settle: (outcome: Outcome) => void;
}

/** A command that the server has just confirmed: pressing its button again does not send it twice. */
interface Press {
  readonly type: CommandType;
  /** When the button was last pressed. */
  at: number;
  readonly outcome: Outcome;
}

/**
 * How a command was settled: `first` by its answer or a status, `late` by a status after it was unconfirmed,
 * `repeated` because the same command has just been confirmed.
 */
export type Ending = 'first' | 'late' | 'repeated';

export interface Sending {
  readonly type: CommandType;
  readonly prepared: PreparedCommand;
  /** The `sessionId` of its call: the same command for another call is a different one. */
  readonly call: string | undefined;
  /** Sends the request. Retries of the same command have the same token. */
  readonly send: (idempotencyToken: object) => Promise<Outcome>;
  /** Applies the outcome synchronously, so that the state change and the end of `pending` are one change. */
  readonly ended: (outcome: Outcome, ending: Ending) => Outcome;
}

/** A second press within this time counts as the same press (ms). */
export const samePress = 2_000;
/** How long an unconfirmed command keeps its token (ms). */
const unconfirmedTime = 60_000;

/** Faults after which the server may have executed the command nevertheless. */
const uncertain: ReadonlySet<FaultCode> = new Set([
  'not-confirmed',
  'unreachable',
  'server-error',
  'overloaded',
  'not-understood',
  'overtaken',
]);

/**
 * Commands that may follow each other at once: `save` has its own rule, `sms-text` only reads, and a second `hold`
 * resumes the call.
 */
const repeatable: ReadonlySet<CommandType> = new Set(['save', 'sms-text', 'hold']);

export function trackInFlight(
  {stores: {$agent, $link}}: State,
  {confirmedBy}: Pick<CallSystem, 'confirmedBy'>,
  now: () => number,
  timeoutMs: number,
) {
  /** Pending and unconfirmed commands. */
  const inFlight = new Map<string, InFlight>();
  const presses = new Map<string, Press>();

  const isLive = () => $link.get().state === 'open';
  const isRecent = ({unconfirmedSince = -Infinity}: InFlight) => now() - unconfirmedSince < unconfirmedTime;

  const stop = $agent.listen(({status, stale}) => {
    // A status from before the reload says nothing about a command of this page.
    if (stale) return;
    for (const [name, command] of inFlight) {
      const result = verdict(confirmedBy, command.type, command.sentIn, status);
      const settled = command.unconfirmedSince !== undefined;
      if (result === 'confirmed' && (!settled || isRecent(command)))
        command.settle({ok: true, data: undefined});
      // In another status the same command is a different one.
      else if (settled && status !== command.sentIn && status !== 'unknown') inFlight.delete(name);
      else if (result) command.settle(failed({code: 'overtaken'}));
    }
    for (const [name, {type}] of presses) if (isShown(confirmedBy, type, status)) presses.delete(name);
  });

  /** The entries contain numbers and texts, so they are not kept longer than needed. */
  function removeOld() {
    for (const [name, command] of inFlight)
      if (command.unconfirmedSince !== undefined && !isRecent(command)) inFlight.delete(name);
    for (const [name, {at}] of presses) if (now() - at >= samePress) presses.delete(name);
  }

  /** Resolves once; later results are ignored. */
  async function send({type, prepared: {fingerprint}, call, send: post, ended}: Sending): Promise<Outcome> {
    const sentIn = $agent.get().status;
    const name = JSON.stringify([fingerprint, call, sentIn]);
    removeOld();
    const before = presses.get(fingerprint);
    if (before) {
      before.at = now();
      return ended(before.outcome, 'repeated');
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    return new Promise((resolve) => {
      const current: InFlight = {
        type,
        sentIn,
        idempotencyToken: inFlight.get(name)?.idempotencyToken ?? {},
        settle(outcome) {
          const ending = current.unconfirmedSince === undefined ? 'first' : 'late';
          clearTimeout(timer);
          if (outcome.ok || !uncertain.has(outcome.fault.code)) inFlight.delete(name);
          else current.unconfirmedSince = now();
          if (outcome.ok && !repeatable.has(type)) presses.set(fingerprint, {type, at: now(), outcome});
          resolve(ended(outcome, ending));
        },
      };
      inFlight.set(name, current);
      void post(current.idempotencyToken).then(answered);

      function answered(answer: Outcome) {
        // A status has settled it already.
        if (inFlight.get(name) !== current || current.unconfirmedSince !== undefined) return;
        // Without a live socket, or before the first status of the server, the answer is the only confirmation.
        if (!answer.ok || sentIn === 'unknown' || !isShown(confirmedBy, type, sentIn) || !isLive())
          return current.settle(answer);
        const end = () => current.settle(isLive() ? failed({code: 'not-confirmed'}) : answer);
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
