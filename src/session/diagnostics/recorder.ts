/** Records the events of a session for its report. It only observes the stores. */
import {commandTypes, type CommandType} from '../../protocol/commands.ts';
import type {Outcome} from '../../protocol/faults.ts';
import {createJournal} from './journal.ts';
import type {NodeState, Profiles} from '../data-nodes/profile.ts';
import {
  faultFacts,
  linkFacts,
  nodeFacts,
  reportOf,
  type Diagnostics,
  type Happening,
  type Recorded,
  type Surroundings,
} from './report.ts';
import type {PageLifecycle} from '../../transport/page-lifecycle.ts';
import type {State} from '../state.ts';

export interface RecorderOptions {
  readonly now: () => number;
  /** How often the computer has slept. */
  readonly sleeps: () => number;
  readonly page: PageLifecycle;
  readonly surroundings: () => Surroundings;
}

export interface Recorder {
  /** Records the outcome of a request that has just been sent. */
  follow(type: CommandType | 'form', outcome: Promise<Outcome>): void;
  /** The page was asked for a token. */
  token(given: boolean): void;
  report(): Diagnostics;
  /** Stops recording; the report stays available. */
  stop(): void;
}

/** Repeated connection attempts, and frames, are counted together within this time (ms). */
const longRepeat = 60_000;

const known: ReadonlySet<string> = new Set<CommandType | 'form'>([...commandTypes, 'form']);

export function createRecorder(
  {stores}: State,
  {now, sleeps, page, surroundings}: RecorderOptions,
): Recorder {
  const since = now();
  const journal = createJournal<Recorded>(now);
  const {$link, $agent, $call, $frames, $keeping, $profiles} = stores;

  function record(what: Happening, within?: number) {
    const key = Object.values(what).join();
    if (!journal.countRepeat(key, within)) journal.add(key, what);
  }

  let current = $call.get();
  function callChanged(call = $call.get()) {
    const before = current;
    current = call;
    if (call?.sessionId === before?.sessionId && call?.phase === before?.phase) return;
    record({kind: 'call', phase: call?.phase ?? 'closed'});
  }

  const seen = new WeakSet<NodeState>();
  function profilesChanged(profiles: Profiles) {
    for (const {nodes} of profiles.values())
      for (const [place, state] of nodes.entries()) {
        const facts = nodeFacts(state);
        if (!facts || seen.has(state)) continue;
        seen.add(state);
        record({kind: 'node', node: place + 1, ...facts});
      }
  }

  const stops = [
    $link.subscribe((link) => record({kind: 'link', ...linkFacts(link)}, longRepeat)),
    $agent.listen(({status}, before) => {
      if (status !== before?.status) record({kind: 'agent', status});
    }),
    $call.listen(callChanged),
    $frames.listen((_, before) => {
      if (!journal.countRepeat('frames', longRepeat))
        journal.add('frames', {kind: 'frames', before: before ?? {}});
    }),
    $keeping.subscribe((keeping) => record({kind: 'drafts', keeping})),
    $profiles.listen(profilesChanged),
    page((event) => event !== 'unloading' && record({kind: 'page', event})),
  ];

  return {
    follow(type, outcome) {
      const began = now();
      const command = known.has(type) ? type : 'unknown';
      void outcome.then((end) =>
        record({
          kind: 'command',
          command,
          ok: end.ok,
          ...(!end.ok && faultFacts(end.fault)),
          ms: Math.round(now() - began),
        }),
      );
    },
    token: (given) => record({kind: 'token', given}),
    report: () => reportOf(stores, {now: now(), since, sleeps: sleeps()}, journal, surroundings()),
    stop() {
      for (const stop of stops) stop();
    },
  };
}
