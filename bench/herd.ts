import {delayBefore} from '../src/transport/socket/backoff.ts';
import type {Table} from './report.ts';
import type {Numbers} from './numbers.ts';
import type {Stage} from './stage.ts';
import {most, p50} from './stats.ts';

const outage = 30_000;
const bin = 100;

/** When an agent dials for the first time after the server is back, counted from that moment (ms). */
function firstDial(code: number): number {
  let at = 0;
  for (let failures = 1; at < outage; failures += 1)
    at += delayBefore(failures, Math.random, code && failures === 1 ? code : 0);
  return at - outage;
}

/** Of all agents, the share that dials in the busiest 100 ms. */
function busiest(agents: number, dial: () => number): number {
  const bins = new Map<number, number>();
  for (let agent = 0; agent < agents; agent += 1) {
    const index = Math.floor(dial() / bin);
    bins.set(index, (bins.get(index) ?? 0) + 1);
  }
  return Math.max(...bins.values()) / agents;
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

/** Whether a server that comes back is met by all agents at once: the dial times of the real back-off, no network. */
export async function herdOfAgents(_stage: Stage, {herdOfAgents: {agents, runs}}: Numbers): Promise<Table> {
  const cases: Readonly<Record<string, () => number>> = {
    [`after an outage of ${outage / 1000} s`]: () => firstDial(0),
    'after a restart that closes with 1012': () => delayBefore(1, Math.random, 1012),
  };
  return {
    title: `${agents} agents come back: share that dials in the busiest ${bin} ms`,
    columns: ['p50', 'worst'],
    rows: Object.entries(cases).map(([name, dial]) => {
      const shares = Array.from({length: runs}, () => busiest(agents, dial));
      return {name, cells: [percent(p50(shares)), percent(most(shares))]};
    }),
    notes: [`${runs} runs; dials are refused at once while the server is away.`],
  };
}
