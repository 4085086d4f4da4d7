import type {ServerResponse} from 'node:http';
import {isObject} from './call-system.ts';
import type {CallFacts, Pushed, PushedCall, PushedImport} from './model.ts';

/** How the call system names what the page shows. */
const callFields: Readonly<Record<keyof CallFacts, string>> = {
  name: 'name',
  telephone: 'phone',
  city: 'address',
  company: 'unit',
  companyTelephone: 'unit_phone',
  agent: 'user_name',
  team: 'team_name',
  project: 'project_caption',
  connected: 'connected_at',
  ended: 'disconnected_at',
  seconds: 'talktimes',
};

const kept = 200;

/** What the call system has pushed, newest first, and who watches it. */
export interface Pushes {
  all(): readonly Pushed[];
  /** Takes a push once, however often it comes; false for what is no push of this kind. */
  take(kind: Pushed['kind'], body: unknown): boolean;
  /** Sends all pushes to a page, now and whenever there are more. */
  watch(response: ServerResponse): void;
}

export function createPushes(): Pushes {
  const watchers = new Set<ServerResponse>();
  let pushes: readonly Pushed[] = [];

  const event = (): string => `data: ${JSON.stringify(pushes)}\n\n`;

  return {
    all: () => pushes,
    take(kind, body) {
      const content = kind === 'call' ? callFrom(body) : importFrom(body);
      if (!content) return false;
      const before = pushes.find((push) => push.kind === kind && push.id === content.id);
      if (before) pushes = pushes.map((push) => (push === before ? repeated(before) : push));
      else pushes = [{...content, at: new Date().toISOString(), times: 1}, ...pushes].slice(0, kept);
      for (const watcher of watchers) watcher.write(event());
      return true;
    },
    watch(response) {
      watchers.add(response);
      response.on('close', () => watchers.delete(response)).write(event());
    },
  };
}

const repeated = (push: Pushed): Pushed => ({...push, times: push.times + 1});

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function callFrom(body: unknown): PushedCall | undefined {
  if (!isObject(body)) return undefined;
  const id = textOf(body.sn);
  if (!id) return undefined;
  const facts = Object.entries(callFields).map(([name, wire]) => [name, textOf(body[wire])]);
  return {kind: 'call', id, call: Object.fromEntries(facts) as CallFacts};
}

function importFrom(body: unknown): PushedImport | undefined {
  if (!isObject(body)) return undefined;
  const id = textOf(body.dial_task_main_sn);
  const mark = body.import_mark;
  if (!id || (!isObject(mark) && typeof mark !== 'string')) return undefined;
  if (typeof mark === 'string') return {kind: 'import', id, reason: mark};
  const counts = Object.entries(mark).map(([name, count]) => [name, Number(count)] as const);
  return {kind: 'import', id, counts: Object.fromEntries(counts.filter(([, count]) => count >= 0))};
}
