import type {BlacklistEntry} from './blacklist.ts';
import type {CallbackState} from './callbacks/callbacks.ts';
import {stamp} from './clock.ts';
import {projects} from './crm.ts';
import type {Announcement, Exchange, Sms, Submission} from './exchange.ts';
import type {Fault} from './faults.ts';
import type {AgentStatus} from './frames.ts';
import type {RequestCount} from './journal.ts';
import type {LookupState} from './lookups/lookups.ts';
import type {Settings} from './settings.ts';

export interface AgentState {
  readonly extno: string;
  readonly name: string;
  readonly status: AgentStatus;
  /** Milliseconds in this status. */
  readonly waited: number;
  /** Waits for the campaign's next call. */
  readonly armed: boolean;
  readonly sockets: number;
  readonly calls: readonly string[];
}

export interface CallState {
  readonly sessionId: string;
  readonly uuid: string;
  readonly name: string;
  readonly telephone: string;
  readonly city: string;
  readonly agents: readonly string[];
  readonly parties: readonly string[];
  readonly held: boolean;
  readonly began: string;
}

export interface CustomerState {
  readonly uuid: string;
  readonly name: string;
  readonly telephone: string;
  readonly city: string;
  readonly project_id: number;
}

export interface ProjectState {
  readonly id: number;
  readonly name: string;
  readonly statuses: readonly string[];
  /** Whether other field definitions are answered than the project's own. */
  readonly redefined: boolean;
}

export interface State {
  readonly agents: readonly AgentState[];
  readonly calls: readonly CallState[];
  readonly customers: readonly CustomerState[];
  readonly projects: readonly ProjectState[];
  readonly blacklist: readonly BlacklistEntry[];
  readonly outbox: readonly Sms[];
  readonly submits: readonly Submission[];
  readonly announcements: readonly Announcement[];
  readonly callbacks: CallbackState;
  readonly faults: readonly Fault[];
  /** Handshakes still to be refused; -1 stands for all. */
  readonly refusedHandshakes: number;
  readonly lookups: readonly LookupState[];
  readonly settings: Readonly<Settings>;
  readonly requests: Readonly<Record<string, RequestCount>>;
}

export interface StateParts {
  readonly exchange: Exchange;
  readonly sockets: (extno: string) => number;
  readonly faults: readonly Fault[];
  readonly handshakesLeft: number;
  readonly lookups: readonly LookupState[];
  readonly requests: Readonly<Record<string, RequestCount>>;
}

export function stateOf(parts: StateParts): State {
  const {exchange, sockets, faults, handshakesLeft, lookups, requests} = parts;
  const now = performance.now();
  return {
    agents: exchange.agents.all().map((agent) => ({
      extno: agent.extno,
      name: agent.name,
      status: agent.status,
      waited: Math.round(now - agent.since),
      armed: exchange.campaign.isArmed(agent),
      sockets: sockets(agent.extno),
      calls: agent.calls.map((call) => call.sessionId),
    })),
    calls: exchange.calls.active().map((call) => ({
      sessionId: call.sessionId,
      uuid: call.customer.uuid,
      name: call.customer.name,
      telephone: call.customer.telephone,
      city: call.customer.city,
      agents: call.agents.map((agent) => agent.extno),
      parties: [...call.parties],
      held: call.held,
      began: stamp(call.began),
    })),
    customers: exchange.customers.all().map(({uuid, name, telephone, city, project_id}) => ({
      uuid,
      name,
      telephone,
      city,
      project_id,
    })),
    projects: projects.map(({id, name, statuses = []}) => ({
      id,
      name,
      statuses,
      redefined: exchange.definitions.isTold(id),
    })),
    blacklist: exchange.blacklist.all(),
    outbox: [...exchange.outbox],
    submits: [...exchange.submissions],
    announcements: [...exchange.announcements],
    callbacks: exchange.callbacks.state(),
    faults,
    refusedHandshakes: Number.isFinite(handshakesLeft) ? handshakesLeft : -1,
    lookups,
    settings: {...exchange.settings},
    requests,
  };
}
