/**
 * The events of the product: they bubble, cross shadow roots and carry plain data.
 * `agent-request`, `agent-call`, `agent-compose` and `agent-unsaved` may be cancelled by the page.
 */
import type {Command} from '../../protocol/commands.ts';
import type {FieldValue} from '../../protocol/customer-form/field-values.ts';
import type {Fault} from '../../protocol/faults.ts';
import type {AgentStatus} from '../../protocol/facts.ts';
import type {Call} from '../../session/calls/calls.ts';
import type {Session} from '../../session/session.ts';
import type {LinkState} from '../../protocol/link.ts';

const far: EventInit = {bubbles: true, composed: true};

/** Before a command is sent. Cancel it and the command is not sent. */
export class AgentRequestEvent extends Event {
  readonly command: Command;
  constructor(command: Command) {
    super('agent-request', {...far, cancelable: true});
    this.command = command;
  }
}

/** The call system has given the agent another status. */
export class AgentStatusEvent extends Event {
  readonly status: AgentStatus;
  readonly previous: AgentStatus;
  constructor(status: AgentStatus, previous: AgentStatus) {
    super('agent-status', far);
    this.status = status;
    this.previous = previous;
  }
}

/** The connection to the call system has changed. */
export class AgentLinkEvent extends Event {
  readonly link: LinkState;
  constructor(link: LinkState) {
    super('agent-link', far);
    this.link = link;
  }
}

/** A call has reached the agent. Cancel it to show the call yourself: the card and `pop-url` stay away. */
export class AgentCallEvent extends Event {
  readonly call: Call;
  constructor(call: Call) {
    super('agent-call', {...far, cancelable: true});
    this.call = call;
  }
}

/** The agent has left the conversation; after-call work may follow. */
export class AgentCallEndEvent extends Event {
  readonly call: Call;
  constructor(call: Call) {
    super('agent-call-end', far);
    this.call = call;
  }
}

/** The call system has saved the customer form of a call. */
export class AgentSavedEvent extends Event {
  readonly call: Call;
  /** All values that are on record now, by display name. */
  readonly values: Readonly<Record<string, FieldValue>>;
  constructor(call: Call) {
    super('agent-saved', far);
    this.call = call;
    this.values = Object.fromEntries(call.customer.fields);
  }
}

/** An administrator has announced something. */
export class AgentNoticeEvent extends Event {
  readonly text: string;
  constructor(text: string) {
    super('agent-notice', far);
    this.text = text;
  }
}

/** An SMS was accepted by the call system. */
export class AgentSmsSentEvent extends Event {
  readonly telephone: string;
  constructor(telephone: string) {
    super('agent-sms-sent', far);
    this.telephone = telephone;
  }
}

/** A command failed, or the link needs somebody's help. */
export class AgentFaultEvent extends Event {
  readonly fault: Fault;
  constructor(fault: Fault) {
    super('agent-fault', far);
    this.fault = fault;
  }
}

/** The agent wants to write an SMS. Cancel it to open a form of your own. */
export class AgentComposeEvent extends Event {
  /** The number to write to; empty when nobody is on the line. */
  readonly to: string;
  /** Which session asks: a dialog of another session leaves the event alone. */
  readonly session: Session;
  constructor(to: string, session: Session) {
    super('agent-compose', {...far, cancelable: true});
    this.to = to;
    this.session = session;
  }
}

/** The agent is about to leave words that are not saved. Cancel it to ask what is to become of them. */
export class AgentUnsavedEvent extends Event {
  /** What the agent wants to do, and what you send when the words are cared for. */
  readonly command: 'next-call' | 'sign-out';
  /** The calls with unsaved words. */
  readonly calls: readonly Call[];
  /** Which session asks: a card of another session leaves the event alone. */
  readonly session: Session;
  constructor(command: 'next-call' | 'sign-out', calls: readonly Call[], session: Session) {
    super('agent-unsaved', {...far, cancelable: true});
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
