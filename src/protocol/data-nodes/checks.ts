/** Validates the configuration of one data node. Each finding has the key with the error. */
import {variablesIn} from './templates.ts';
import type {NodeProblem} from '../faults.ts';
import {isRecord} from '../text.ts';

export interface Finding {
  /** Such as `url` or `headers.X-Team`. */
  readonly key: string;
  readonly problem: NodeProblem;
  /** The variable, name or cycle that it is about. */
  readonly detail?: string;
}

type Given = Readonly<Record<string, unknown>>;

/** The keys of each kind, in addition to the common ones. */
const ownKeys = {
  system: [],
  form: ['headers', 'params', 'fixed', 'outputs', 'labels'],
  json: ['headers', 'params', 'outputs', 'labels'],
} as const;

const commonKeys = ['name', 'kind', 'url', 'timeout'];
const allKeys = new Set<string>([...commonKeys, ...ownKeys.form]);

/** A token of RFC 9110. */
const headerName = /^[\w!#$%&'*+.^`|~-]+$/;
/** What `fetch` accepts in a header: Latin-1 without control characters and line breaks. */
const headerValue = /^[\t\x20-\x7e\x80-\xff]*$/;

const maxTimeout = 60_000;

export function* findingsIn(node: Given, page: string | undefined): Generator<Finding> {
  const {name, kind, url, timeout} = node;
  if (typeof name !== 'string' || !name.trim()) yield {key: 'name', problem: 'missing'};
  const known = typeof kind === 'string' && Object.hasOwn(ownKeys, kind);
  if (!known) yield {key: 'kind', problem: kind === undefined ? 'missing' : 'kind'};
  const keys = new Set<string>(known ? [...commonKeys, ...ownKeys[kind as keyof typeof ownKeys]] : allKeys);
  for (const key of Object.keys(node))
    if (!keys.has(key)) yield {key, problem: allKeys.has(key) ? 'not-of-kind' : 'unknown-key'};
  const wrong = urlProblem(url, kind, page);
  if (wrong) yield {key: 'url', problem: wrong};
  const fits = Number.isInteger(timeout) && Number(timeout) > 0 && Number(timeout) <= maxTimeout;
  if (timeout !== undefined && !fits) yield {key: 'timeout', problem: 'timeout'};
  yield* headerFindings(node['headers']);
  yield* valueFindings('fixed', node['fixed']);
  yield* valueFindings('params', node['params']);
  if (isRecord(node['fixed']) && isRecord(node['params']))
    for (const key of Object.keys(node['params']))
      if (Object.hasOwn(node['fixed'], key)) yield {key: `params.${key}`, problem: 'doubled', detail: key};
  yield* outputFindings(node['outputs']);
  yield* labelFindings(node['labels'], node['outputs']);
}

/** Variables must not decide which host is queried, and a URL must not contain a password. */
function urlProblem(url: unknown, kind: unknown, page: string | undefined): NodeProblem | undefined {
  if (url === undefined) return 'missing';
  if (typeof url !== 'string' || !/^(https?:\/\/|\/(?![/\\]))/i.test(url)) return 'url';
  const [beforeVariables = ''] = url.split('${');
  if (beforeVariables !== url && !/^(https?:\/\/[^/\\?#]+)?[/?#]/i.test(beforeVariables))
    return 'url-variable';
  try {
    const {protocol, username, password, search, hash} = new URL(url, page);
    if (!/^https?:$/.test(protocol) || username || password) return 'url';
    return kind === 'system' && (search || hash || variablesIn(url).length > 0) ? 'url-query' : undefined;
  } catch {
    return 'url';
  }
}

function* valueFindings(key: string, values: unknown): Generator<Finding> {
  if (values === undefined) return;
  if (!isRecord(values)) yield {key, problem: 'no-values'};
  for (const [name, value] of isRecord(values) ? Object.entries(values) : []) {
    if (name === '') yield {key, problem: 'missing'};
    if (typeof value !== 'string' && !Number.isSafeInteger(value))
      yield {key: `${key}.${name}`, problem: 'no-value'};
  }
}

function* headerFindings(headers: unknown): Generator<Finding> {
  yield* valueFindings('headers', headers);
  if (!isRecord(headers)) return;
  const seen = new Set<string>();
  for (const [name, value] of Object.entries(headers)) {
    const key = `headers.${name}`;
    const lower = name.toLowerCase();
    if (!headerName.test(name)) yield {key, problem: 'header-name'};
    if (typeof value === 'string' && !headerValue.test(value)) yield {key, problem: 'header-value'};
    if (lower === 'content-type') yield {key, problem: 'header-fixed'};
    if (seen.has(lower)) yield {key, problem: 'doubled', detail: name};
    seen.add(lower);
  }
}

function* outputFindings(outputs: unknown): Generator<Finding> {
  if (outputs === undefined) return;
  const names = Array.isArray(outputs) ? (outputs as readonly unknown[]) : [undefined];
  if (names.some((name) => typeof name !== 'string' || !name.trim() || /[{}]/.test(name)))
    yield {key: 'outputs', problem: 'no-names'};
}

function* labelFindings(labels: unknown, outputs: unknown): Generator<Finding> {
  yield* valueFindings('labels', labels);
  const given = new Set<unknown>(Array.isArray(outputs) ? outputs : []);
  for (const name of Object.keys(isRecord(labels) ? labels : {}))
    if (!given.has(name)) yield {key: `labels.${name}`, problem: 'unknown-variable', detail: name};
}
