/** What a status says of a command that is on its way. Pure. */
import type {CommandType} from '../../protocol/commands.ts';
import type {AgentStatus} from '../../adapters/workbench/frames.ts';

/**
 * The statuses in which a command has been carried out. The call system has no frame that confirms the others: for
 * them only their answer counts. After `next-call` the next call may be there before anybody has seen `idle`.
 */
const confirming: {readonly [T in CommandType]?: readonly AgentStatus[]} = {
  'sign-in': ['idle', 'busy', 'wrap-up'],
  'sign-out': ['signed-out'],
  'next-call': ['idle', 'busy'],
};

/** Whether a command that was sent in this status will show in another one. */
export const isShown = (type: CommandType, sentIn: AgentStatus): boolean =>
  confirming[type]?.includes(sentIn) === false;

/** What the server's status says of a command that was sent in another one. The same status again says nothing. */
export function verdict(
  type: CommandType,
  sentIn: AgentStatus,
  status: AgentStatus,
): 'confirmed' | 'contradicted' | undefined {
  if (!isShown(type, sentIn) || status === sentIn || status === 'unknown') return undefined;
  if (confirming[type]?.includes(status)) return 'confirmed';
  // The server's first word may be older than the command.
  return sentIn === 'unknown' ? undefined : 'contradicted';
}
