/**
 * The interface between the session and a call system. An adapter, such as `adapters/workbench`, turns the frames of
 * its system into facts and the agent's commands into requests; the session depends on no wire format.
 *
 * An adapter never throws or rejects: errors are reported as faults in the link or in an outcome.
 */
import type {Command, CommandType} from '../protocol/commands.ts';
import type {ProjectForm} from '../protocol/customer-form/field-definitions.ts';
import type {FieldValues} from '../protocol/customer-form/field-values.ts';
import type {AgentStatus, FactSink, IncomingCall, Listener} from '../protocol/facts.ts';
import type {Fault, Outcome} from '../protocol/faults.ts';

export interface CallSystem {
  /** The commands that this system supports. Only these have a button. */
  readonly commands: ReadonlySet<CommandType>;
  /**
   * The agent statuses that show that a command was carried out. A command that is not listed here, or that is sent in
   * one of its statuses, is confirmed by its answer alone.
   */
  readonly confirmedBy: {readonly [T in CommandType]?: readonly AgentStatus[]};
  /** Whether facts report the hold state. Otherwise each successful `hold` toggles it. */
  readonly reportsHold: boolean;
  /** Starts to report facts. Of an agent's tabs only one listens; it passes the facts on to the others. */
  listen(sink: FactSink): Listener;
  /** Validates a command and prepares its request; sends nothing. Fault: `bad-input` with a rule. */
  prepare(command: Command, context: CommandContext): Outcome<PreparedCommand>;
  /** The customer form of a project. Absent in a system without forms: the form then shows the recorded values. */
  form?(projectId: number): Promise<FormAnswer>;
  /** Ends every pending request with the fault `closed`. */
  close(): void;
}

/** What the session knows that a command may need. */
export interface CommandContext {
  readonly extno: string;
  /** The call that the command is about. */
  readonly call: IncomingCall | undefined;
}

export interface PreparedCommand {
  /** Equal for commands that request the same thing. Opaque. */
  readonly fingerprint: string;
  /** Sends the command. `idempotencyToken` is the same object when the agent retries an unconfirmed command. */
  send(idempotencyToken: object): Promise<Outcome>;
  /** For `save`: what the call system holds once it has confirmed. */
  readonly record?: SavedRecord;
}

export interface SavedRecord {
  readonly fields: FieldValues;
  /** What the adapter needs to write the values back unchanged. Opaque; see `Customer.fieldsText`. */
  readonly fieldsText: string;
  readonly unreadable?: 'fields';
  readonly callStatus?: number;
  readonly inspection?: string;
}

export interface FormAnswer {
  readonly form: ProjectForm;
  /** Why the form could not be loaded. */
  readonly fault?: Fault;
}
