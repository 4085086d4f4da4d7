/**
 * The events of the product: they bubble, cross shadow roots and carry plain data.
 * `agent-request`, `agent-call`, `agent-compose` and `agent-unsaved` are cancelable.
 */
import type {Command} from '../../protocol/commands.ts';
import type {FieldValue} from '../../protocol/customer-form/field-values.ts';
import type {Fault} from '../../protocol/faults.ts';
import type {AgentStatus} from '../../protocol/facts.ts';
import type {Call} from '../../session/calls/calls.ts';
import type {Session} from '../../session/session.ts';
import type {LinkState} from '../../protocol/link.ts';

const bubbling: EventInit = {bubbles: true, composed: true};

/** Fired before a command is sent. If it is cancelled, the command is not sent. */
export class AgentRequestEvent extends Event {
  readonly command: Command;
  constructor(command: Command) {
    super('agent-request', {...bubbling, cancelable: true});
    this.command = command;
  }
}

/** The agent's status has changed. */
export class AgentStatusEvent extends Event {
  readonly status: AgentStatus;
  readonly previous: AgentStatus;
  constructor(status: AgentStatus, previous: AgentStatus) {
    super('agent-status', bubbling);
    this.status = status;
    this.previous = previous;
  }
}

/** The connection to the call system has changed. */
export class AgentLinkEvent extends Event {
  readonly link: LinkState;
  constructor(link: LinkState) {
    super('agent-link', bubbling);
    this.link = link;
  }
}

/** A call has reached the agent. Cancel it to show the call yourself: without card and `pop-url`. */
export class AgentCallEvent extends Event {
  readonly call: Call;
  constructor(call: Call) {
    super('agent-call', {...bubbling, cancelable: true});
    this.call = call;
  }
}

/** The conversation has ended; after-call work may follow. */
export class AgentCallEndEvent extends Event {
  readonly call: Call;
  constructor(call: Call) {
    super('agent-call-end', bubbling);
    this.call = call;
  }
}

/** The call system has saved the customer form of a call. */
export class AgentSavedEvent extends Event {
  readonly call: Call;
  /** All recorded values, by display name. */
  readonly values: Readonly<Record<string, FieldValue>>;
  constructor(call: Call) {
    super('agent-saved', bubbling);
    this.call = call;
    this.values = Object.fromEntries(call.customer.fields);
  }
}

/** An announcement of an administrator has arrived. */
export class AgentNoticeEvent extends Event {
  readonly text: string;
  constructor(text: string) {
    super('agent-notice', bubbling);
    this.text = text;
  }
}

/** An SMS was accepted by the call system. */
export class AgentSmsSentEvent extends Event {
  readonly telephone: string;
  constructor(telephone: string) {
    super('agent-sms-sent', bubbling);
    this.telephone = telephone;
  }
}

/** A command failed, or the link has a fault. */
export class AgentFaultEvent extends Event {
  readonly fault: Fault;
  constructor(fault: Fault) {
    super('agent-fault', bubbling);
    this.fault = fault;
  }
}

/** The agent wants to write an SMS. Cancel it to open your own form. */
export class AgentComposeEvent extends Event {
  /** The number to write to; empty without a call. */
  readonly to: string;
  /** The session of the bar: dialogs of other sessions ignore the event. */
  readonly session: Session;
  constructor(to: string, session: Session) {
    super('agent-compose', {...bubbling, cancelable: true});
    this.to = to;
    this.session = session;
  }
}

/** The agent is about to leave unsaved edits. Cancel it to ask the agent yourself. */
export class AgentUnsavedEvent extends Event {
  /** The command that the agent wants. If you cancel the event, send it yourself afterwards. */
  readonly command: 'next-call' | 'sign-out';
  /** The calls with unsaved edits. */
  readonly calls: readonly Call[];
  /** The session of the bar: cards of other sessions ignore the event. */
  readonly session: Session;
  constructor(command: 'next-call' | 'sign-out', calls: readonly Call[], session: Session) {
    super('agent-unsaved', {...bubbling, cancelable: true});
    this.command = command;
    this.calls = calls;
    this.session = session;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'agent-request': AgentRequestEvent;
    'agent-status': AgentStatusEvent;
    'agent-link': AgentLinkEvent;
    'agent-call': AgentCallEvent;
    'agent-call-end': AgentCallEndEvent;
    'agent-notice': AgentNoticeEvent;
    'agent-sms-sent': AgentSmsSentEvent;
    'agent-fault': AgentFaultEvent;
    'agent-compose': AgentComposeEvent;
    'agent-saved': AgentSavedEvent;
    'agent-unsaved': AgentUnsavedEvent;
  }
}
