/**
 * The contract of a call system: the session knows no wire beyond this file. An adapter turns its system's frames into
 * facts and the agent's commands into requests. `adapters/workbench` is one.
 *
 * An adapter never throws and never rejects: what goes wrong is a fault in the link or in an outcome.
 */
import type {Command, CommandType} from '../protocol/commands.ts';
import type {ProjectForm} from '../protocol/customer-form/field-definitions.ts';
import type {FieldValues} from '../protocol/customer-form/field-values.ts';
import type {AgentStatus, FactSink, IncomingCall, Listener} from '../protocol/facts.ts';
import type {Fault, Outcome} from '../protocol/faults.ts';

export interface CallSystem {
  /** What the agent can do with this system. There is a button for nothing else. */
  readonly commands: ReadonlySet<CommandType>;
  /**
   * In which statuses of the agent a command has been carried out. A command that is not named here, or that was sent
   * in one of its statuses, is confirmed by its answer alone.
   */
  readonly confirmedBy: {readonly [T in CommandType]?: readonly AgentStatus[]};
  /** Whether facts say that a call is held. Otherwise each yes to `hold` is taken for a change. */
  readonly tellsHold: boolean;
  /** Begins to tell what happens. Of an agent's tabs one listens, and passes the facts on to the others. */
  listen(sink: FactSink): Listener;
  /** Checks a command and makes it ready to be sent; sends nothing. Fault: `bad-input` with a rule. */
  prepare(command: Command, context: CommandContext): Outcome<PreparedCommand>;
  /** The customer form of a project. A system without forms has none: the form shows the values on record. */
  form?(projectId: number): Promise<FormAnswer>;
  /** Ends every request that is under way with the fault `closed`. */
  close(): void;
}

/** What the session knows and a command may need. */
export interface CommandContext {
  readonly extno: string;
  /** The call that the command is about. */
  readonly call: IncomingCall | undefined;
}

export interface PreparedCommand {
  /** Commands with the same fingerprint ask for the same thing. Opaque. */
  readonly fingerprint: string;
  /** Sends it. `idempotencyToken` is the same object when the agent tries again what was not confirmed. */
  send(idempotencyToken: object): Promise<Outcome>;
  /** Of `save`: what is on record once the call system has agreed. */
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
  /** Why the form could not be had. */
  readonly fault?: Fault;
}
