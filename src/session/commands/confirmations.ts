/** Whether an agent status confirms or contradicts a pending command. Pure. */
import type {CommandType} from '../../protocol/commands.ts';
import type {AgentStatus} from '../../protocol/facts.ts';
import type {CallSystem} from '../call-system.ts';

type ConfirmedBy = CallSystem['confirmedBy'];

/** Whether a command that was sent in this status must lead to another status. */
export const isShown = (confirmedBy: ConfirmedBy, type: CommandType, sentIn: AgentStatus): boolean =>
  confirmedBy[type]?.includes(sentIn) === false;

/** Compares a new status with the one in which the command was sent. The same status again decides nothing. */
export function verdict(
  confirmedBy: ConfirmedBy,
  type: CommandType,
  sentIn: AgentStatus,
  status: AgentStatus,
): 'confirmed' | 'contradicted' | undefined {
  if (!isShown(confirmedBy, type, sentIn) || status === sentIn || status === 'unknown') return undefined;
  if (confirmedBy[type]?.includes(status)) return 'confirmed';
  // The first status of the server may be older than the command.
  return sentIn === 'unknown' ? undefined : 'contradicted';
}
