/** What a status says of a command that is on its way. Pure. */
import type {CommandType} from '../../protocol/commands.ts';
import type {AgentStatus} from '../../protocol/facts.ts';
import type {CallSystem} from '../call-system.ts';

type ConfirmedBy = CallSystem['confirmedBy'];

/** Whether a command that was sent in this status will show in another one. */
export const isShown = (confirmedBy: ConfirmedBy, type: CommandType, sentIn: AgentStatus): boolean =>
  confirmedBy[type]?.includes(sentIn) === false;

/** What the server's status says of a command that was sent in another one. The same status again says nothing. */
export function verdict(
  confirmedBy: ConfirmedBy,
  type: CommandType,
  sentIn: AgentStatus,
  status: AgentStatus,
): 'confirmed' | 'contradicted' | undefined {
  if (!isShown(confirmedBy, type, sentIn) || status === sentIn || status === 'unknown') return undefined;
  if (confirmedBy[type]?.includes(status)) return 'confirmed';
  // The server's first word may be older than the command.
  return sentIn === 'unknown' ? undefined : 'contradicted';
}
