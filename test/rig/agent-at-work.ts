/** An agent who gives commands on a line that goes wrong all the time, and what the server has done of each. */
import type {Command, Outcome} from '../../src/connect.ts';
import {requestOf} from '../../src/adapters/workbench/requests.ts';
import {shuffled} from '../../demo/call-system/random.ts';
import {afflict, troubleNames, type Site, type TroubleName} from './troubles.ts';

/** The session, here or in a page. */
export interface Driver {
  send(command: Command): Promise<Outcome>;
  /** Whether the session still says that nobody knows what became of it. */
  doubts(type: Command['type']): Promise<boolean>;
  /** Waits until the session shows a status. */
  sees(status: string): Promise<unknown>;
}

export interface Tally {
  commands: number;
  presses: number;
  /** Requests that have reached the server. */
  requests: number;
  /** Presses of which the session said that it does not know. */
  doubts: number;
  refused: number;
  /** Commands that the server has done more than once. */
  readonly doubled: string[];
  /** Commands of which the session has said what is not so. */
  readonly lies: string[];
}

/** An agent's session is made on the faulty line, but for its socket, which is to tell what the server does. */
export const lineOptions = (extno: string, {system, line, timeout}: Site) => ({
  server: line.url,
  monitor: `ws://127.0.0.1:${system.port}/agent/monitor`,
  extno,
  token: system.token(extno),
  timeout,
  idempotency: true,
});

/** What a call system of such an agent is to know. */
export const systemOptions = {port: 0, tick: 0, campaign: false, idempotency: true} as const;

/** More tries than any agent would make. */
const mostTries = 20;
const statuses = ['signed-out', 'idle', 'busy', 'wrap-up'] as const;

/** As many commands of every kind, each with one trouble or several, each tried by hand until it is known what became of it. */
export async function work(driver: Driver, site: Site, extno: string, commands: number): Promise<Tally> {
  const {system, random} = site;
  const tally: Tally = {
    commands: 0,
    presses: 0,
    requests: 0,
    doubts: 0,
    refused: 0,
    doubled: [],
    lies: [],
  };
  const agent = () => system.state().agents.find((one) => one.extno === extno)!;
  const status = () => statuses[agent().status];
  const counts = (path: string) => system.state().requests[path] ?? {requests: 0, executions: 0};
  let serial = 0;
  let blacklisted: string | undefined;

  /** What an agent can want in this status; nothing where the next call or its end is due. */
  function wish(): Command | undefined {
    const call = system.state().calls.find(({agents}) => agents.includes(extno));
    serial += 1;
    const here: Readonly<Record<(typeof statuses)[number], readonly (Command | undefined)[]>> = {
      'signed-out': [{type: 'sign-in'}],
      idle: [undefined, undefined, {type: 'sign-out'}],
      busy: [
        undefined,
        {type: 'hold'},
        {type: 'hold'},
        {type: 'meeting', tel: String(90_000_000 + serial)},
        // A colleague who is not there.
        {type: 'meeting', tel: extno === '1005' ? '1006' : '1005'},
        {type: 'sms', telephone: '13800138000', msg: `第 ${serial} 条`},
        {type: 'save', values: {年龄: '40', 意向: '中', 长文本: `${serial}`}},
        ...(call && call.uuid !== blacklisted ? [{type: 'blacklist', infoUuid: call.uuid} as const] : []),
      ],
      'wrap-up': [{type: 'next-call'}, {type: 'next-call'}, {type: 'sign-out'}],
    };
    const [chosen] = shuffled(here[status()], random);
    if (chosen?.type === 'blacklist') blacklisted = chosen.infoUuid;
    return chosen;
  }

  /** Presses until the session knows; the first press never goes well when `trouble` says so. */
  async function give(command: Command, first: TroubleName): Promise<void> {
    const {type} = command;
    const context = {extno, call: undefined};
    const route = type === 'save' ? undefined : requestOf(command, context);
    const path = route?.ok ? route.data.path : '/admin/agent/submit';
    const before = counts(path);
    let outcome: Outcome | undefined;
    let trouble: TroubleName = first;
    for (let nth = 1; ; nth += 1) {
      let ended = false;
      const press = {
        path,
        ended: () => ended,
        done: () => counts(path).executions > before.executions,
      };
      outcome = await afflict(trouble, site, press, () => driver.send(command).finally(() => (ended = true)));
      tally.presses += 1;
      if (outcome.ok || outcome.fault.code === 'refused') break;
      tally.doubts += 1;
      if (nth === mostTries) throw new Error(`${type} after ${first} ended as ${outcome.fault.code}`);
      if (!(await driver.doubts(type))) break;
      trouble = random() < 0.3 ? troubleNames[Math.floor(random() * troubleNames.length)]! : 'nothing wrong';
    }
    const after = counts(path);
    const done = after.executions - before.executions;
    const what = `${type}, ${first}: done ${done} times, said ${outcome.ok || outcome.fault.code}`;
    tally.commands += 1;
    tally.requests += after.requests - before.requests;
    if (done > 1) tally.doubled.push(what);
    const refused = !outcome.ok && outcome.fault.code === 'refused';
    if (refused) tally.refused += 1;
    if (done !== (refused ? 0 : 1)) tally.lies.push(what);
  }

  while (tally.commands < commands) {
    const command = wish();
    if (command) await give(command, troubleNames[tally.commands % troubleNames.length]!);
    else if (status() === 'busy') system.hangUp({extno});
    else system.call({extno, telephone: String(70_000_000 + serial)});
    await driver.sees(status());
  }
  return tally;
}
