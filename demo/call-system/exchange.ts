import {Agents, type Send} from './agents.ts';
import {Blacklist} from './blacklist.ts';
import {Callbacks} from './callbacks/callbacks.ts';
import {Calls, type Call} from './calls.ts';
import {Campaign} from './campaign.ts';
import {CustomerBook} from './customer-book.ts';
import {Definitions} from './definitions.ts';
import {randomStream, uuid} from './random.ts';
import type {Settings} from './settings.ts';
import {Timers} from './timers.ts';

export interface Sms {
  readonly extno: string;
  readonly telephone: string;
  readonly msg: string;
  readonly stamp: string;
}

export interface Submission {
  readonly extno: string;
  readonly info_uuid: string;
  readonly sessionId: string;
  readonly fields: string;
  readonly status?: number;
  readonly inspection?: string;
  readonly stamp: string;
}

export interface Announcement {
  readonly msg: string;
  /** Absent: it went to everybody. */
  readonly extno?: string;
  readonly stamp: string;
}

/** All that the call system knows while it runs; a reset makes a new one. */
export interface Exchange {
  readonly settings: Settings;
  readonly timers: Timers;
  readonly agents: Agents;
  readonly customers: CustomerBook;
  readonly definitions: Definitions;
  readonly blacklist: Blacklist;
  readonly calls: Calls;
  readonly campaign: Campaign;
  readonly callbacks: Callbacks;
  readonly outbox: Sms[];
  readonly submissions: Submission[];
  readonly announcements: Announcement[];
  readonly newId: () => string;
  readonly send: Send;
}

/** `changed` is told of what happens without a request. */
export function createExchange(settings: Settings, seed: number, send: Send, changed: () => void): Exchange {
  const ids = randomStream(seed);
  const newId = (): string => uuid(ids);
  const timers = new Timers();
  const agents = new Agents(send);
  const customers = new CustomerBook();
  const blacklist = new Blacklist();
  const callbacks = new Callbacks({settings, timers, changed});
  const ended = (call: Call): void => callbacks.callEnded(call);
  const calls = new Calls({agents, blacklist, settings, timers, send, newId, ended});
  const random = randomStream(seed + 1);
  const campaign = new Campaign({calls, blacklist, customers, settings, timers, random});
  return {
    settings,
    timers,
    agents,
    customers,
    definitions: new Definitions(),
    blacklist,
    calls,
    campaign,
    callbacks,
    outbox: [],
    submissions: [],
    announcements: [],
    newId,
    send,
  };
}
