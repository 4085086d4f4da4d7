import type {Call} from './calls.ts';
import {noticeFrame, signedOut, type AgentStatus} from './frames.ts';
import {Refusal} from './refusal.ts';
import {users} from './users.ts';

export interface Agent {
  readonly extno: string;
  readonly name: string;
  status: AgentStatus;
  /** Since when the agent is in this status, on the monotonic clock. */
  since: number;
  /** The calls the agent is in; more than one only when a call was forced on a busy agent. */
  calls: Call[];
  /** The call whose end brought the agent to wrap-up, and whose customer information is to be submitted. */
  wrappingUp: Call | undefined;
  lastCall: Call | undefined;
}

/** Sends a frame to every socket of an agent. */
export type Send = (extno: string, frame: string) => void;

/** The agents and their statuses; every change of one is told to the agent. */
export class Agents {
  readonly #send: Send;
  readonly #agents: ReadonlyMap<string, Agent>;

  constructor(send: Send) {
    this.#send = send;
    const since = performance.now();
    const agents = users
      .filter((user) => user.role === 'agent')
      .map(
        (user): Agent => ({
          extno: user.name,
          name: user.fullName,
          status: signedOut,
          since,
          calls: [],
          wrappingUp: undefined,
          lastCall: undefined,
        }),
      );
    this.#agents = new Map(agents.map((agent) => [agent.extno, agent]));
  }

  all(): Agent[] {
    return [...this.#agents.values()];
  }

  find(extno: string): Agent | undefined {
    return this.#agents.get(extno);
  }

  get(extno: string): Agent {
    const agent = this.find(extno);
    if (!agent) throw new Refusal(`没有工号为 ${extno} 的坐席`, `There is no agent ${extno}`);
    return agent;
  }

  move(agent: Agent, status: AgentStatus): void {
    if (agent.status !== status) {
      agent.status = status;
      agent.since = performance.now();
    }
    this.#send(agent.extno, this.notice(agent));
  }

  notice(agent: Agent): string {
    return noticeFrame(agent.status, performance.now() - agent.since);
  }
}
