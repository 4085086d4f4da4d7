/** Reads one data node from the configuration, before the nodes are validated together. */
import {findingsIn, type Finding} from './checks.ts';
import {isUnclosed, variablesIn, type NodePairs, type NodeValue} from './templates.ts';
import {systemOutputs, type NodeKind, type ReadyNode} from './data-nodes.ts';
import {isRecord, readable} from '../text.ts';

const defaultTimeout = 5_000;

export interface NodeDraft {
  /** Its name, or its position such as `#2`. */
  readonly name: string;
  readonly outputs: readonly string[];
  /** The variables that it reads, each with the key where it is used. */
  readonly reads: readonly (readonly [variable: string, key: string])[];
  readonly ready: Omit<ReadyNode, 'name' | 'outputs' | 'reads'>;
  readonly findings: Finding[];
}

export function draftOf(item: unknown, i: number, page: string | undefined): NodeDraft {
  const given = isRecord(item) ? item : {};
  const findings = isRecord(item)
    ? [...findingsIn(item, page)]
    : [{key: '', problem: 'no-node'} satisfies Finding];
  const {kind, timeout, outputs, ...rest} = given;
  const url = typeof given['url'] === 'string' ? given['url'] : '';
  const name =
    typeof given['name'] === 'string' && given['name'].trim()
      ? readable(given['name'].trim(), 100)
      : `#${i + 1}`;
  const pairs = (key: 'headers' | 'params' | 'fixed' | 'labels'): NodePairs =>
    Object.entries(isRecord(rest[key]) ? rest[key] : {}).map(([its, value]) => [its, valueOf(value)]);
  const [headers, params, fixed] = [pairs('headers'), pairs('params'), pairs('fixed')];
  const keyed: NodePairs = [
    ['url', url],
    ...headers.map(([header, value]) => [`headers.${header}`, value] as const),
    ...fixed.map(([param, value]) => [`fixed.${param}`, value] as const),
    ...params.map(([param, value]) => [`params.${param}`, value] as const),
  ];
  for (const [key, value] of keyed) if (isUnclosed(value)) findings.push({key, problem: 'unclosed'});
  const own = Array.isArray(outputs) ? outputs.filter((output) => typeof output === 'string') : [];
  return {
    name,
    outputs: kind === 'system' ? systemOutputs : own,
    reads:
      kind === 'system'
        ? [['ivr_customer_number', 'url']]
        : keyed.flatMap(([key, value]) => variablesIn(value).map((variable) => [variable, key] as const)),
    ready: {
      kind: kind as NodeKind,
      url: page !== undefined && url.startsWith('/') ? new URL(page).origin + url : url,
      headers,
      params,
      fixed,
      labels: new Map(pairs('labels').map(([output, label]) => [output, String(label)])),
      timeout: typeof timeout === 'number' ? timeout : defaultTimeout,
    },
    findings,
  };
}

/** Invalid values are reported as findings elsewhere. */
const valueOf = (value: unknown): NodeValue =>
  typeof value === 'string' || typeof value === 'number' ? value : '';
