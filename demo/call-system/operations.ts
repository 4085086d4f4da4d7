import {serialOf} from './callbacks/accounts.ts';
import type {Call} from './calls.ts';
import {stamp} from './clock.ts';
import type {Customer} from './customers.ts';
import type {Exchange} from './exchange.ts';
import {busy, idle, messageFrame} from './frames.ts';
import {Refusal} from './refusal.ts';
import {checkTelephone} from './telephone.ts';

export interface CallOrder {
  extno: string;
  /** The customer who calls; with neither this nor `telephone`, the next one of the campaign. */
  uuid?: string;
  /** The number that calls; a record is made for one that nobody knows. */
  telephone?: string;
  /** Lets the call arrive even if the agent is not idle. */
  force?: boolean;
}

export interface HangUpOrder {
  extno: string;
  /** One call of several; absent: all calls of the agent. */
  sessionId?: string;
}

export interface AnnouncementOrder {
  msg: string;
  extno?: string;
}

export interface ImportOrder {
  /** Why the import failed; absent: it went well. */
  reason?: string;
}

function callerOf({customers, campaign, newId}: Exchange, {uuid, telephone}: CallOrder): Customer {
  if (uuid !== undefined) return customers.get(uuid);
  if (telephone !== undefined) {
    return customers.withTelephone(telephone) ?? customers.add(newId(), checkTelephone(telephone));
  }
  const customer = campaign.nextCustomer();
  if (!customer) throw new Refusal('没有可以呼叫的客户', 'There is no customer left to call');
  return customer;
}

/** Lets a call arrive now, as if the campaign had brought it. */
export function bringCall(exchange: Exchange, order: CallOrder): Call {
  const agent = exchange.agents.get(order.extno);
  if (agent.status !== idle && !order.force) {
    throw new Refusal('坐席不空闲,来电无法接入', 'The agent is not idle; the call was not put through');
  }
  const call = exchange.calls.start(agent, callerOf(exchange, order));
  exchange.campaign.disarm(agent);
  return call;
}

export function hangUp({agents, calls}: Exchange, {extno, sessionId}: HangUpOrder): string[] {
  const agent = agents.get(extno);
  const ending = agent.calls.filter((call) => call.sessionId === (sessionId ?? call.sessionId));
  if (agent.status !== busy || ending.length === 0)
    throw new Refusal('当前没有通话', 'There is no call at present');
  for (const call of ending) calls.end(call);
  return ending.map((call) => call.sessionId);
}

export function announce({agents, announcements, send}: Exchange, {msg, extno}: AnnouncementOrder): void {
  const hearers = extno === undefined ? agents.all() : [agents.get(extno)];
  announcements.push({msg, ...(extno === undefined ? {} : {extno}), stamp: stamp(new Date())});
  for (const agent of hearers) send(agent.extno, messageFrame(msg));
}

/** An import of every customer there is: those on the blacklist are left out of it. */
export function importEnded(
  {customers, blacklist, callbacks, newId}: Exchange,
  {reason}: ImportOrder,
): string {
  const telephones = customers.all().map(({telephone}) => telephone);
  const sn = serialOf('TASK', newId());
  callbacks.importEnded(
    sn,
    reason ?? {
      total: telephones.length,
      blacklisted: telephones.filter((telephone) => blacklist.has(telephone)).length,
      repeated: telephones.length - new Set(telephones).size,
    },
  );
  return sn;
}
