import type {Agent} from './agents.ts';
import type {Call} from './calls.ts';
import type {Exchange} from './exchange.ts';
import {busy, idle, signedOut} from './frames.ts';
import {Refusal} from './refusal.ts';
import {checkTelephone} from './telephone.ts';

function currentCall(agent: Agent): Call {
  const call = agent.status === busy ? agent.calls.at(-1) : undefined;
  if (!call) throw new Refusal('当前没有通话', 'There is no call at present');
  return call;
}

/** Signing in where one is signed in already is the same person at another desk, with nothing but the notice again. */
export function logon({agents}: Exchange, agent: Agent): void {
  agents.move(agent, agent.status === signedOut ? idle : agent.status);
}

export function logout({agents, campaign}: Exchange, agent: Agent): void {
  if (agent.status === busy) throw new Refusal('通话中不能签出', 'An agent on a call cannot sign out');
  if (agent.status === signedOut) throw new Refusal('坐席尚未签入', 'The agent is not signed in');
  campaign.disarm(agent);
  agents.move(agent, signedOut);
}

export function nextCall({agents, campaign}: Exchange, agent: Agent): void {
  if (agent.status === signedOut) throw new Refusal('请先签入', 'Sign in first');
  if (agent.status === busy)
    throw new Refusal('通话中不能接听下一个', 'An agent on a call cannot take the next one');
  agents.move(agent, idle);
  campaign.arm(agent);
}

export function hold(_exchange: Exchange, agent: Agent): void {
  const call = currentCall(agent);
  call.held = !call.held;
}

export function meeting({agents, calls, campaign}: Exchange, agent: Agent, tel: string): void {
  const call = currentCall(agent);
  const colleague = agents.find(tel);
  if (!colleague) {
    const telephone = checkTelephone(tel);
    if (calls.isEngaged(telephone)) throw new Refusal('该号码正在通话中', 'This number is already in a call');
    call.parties.push(telephone);
    return;
  }
  if (call.agents.includes(colleague))
    throw new Refusal('该坐席已在本次通话中', 'This agent is already in the call');
  if (colleague.status === signedOut) throw new Refusal('该坐席未签入', 'This agent is not signed in');
  if (colleague.status !== idle) throw new Refusal('该坐席不空闲', 'This agent is not idle');
  campaign.disarm(colleague);
  calls.join(call, colleague);
}
