/** Writes down what happens in a session. It only watches, and costs a burst of frames one look at its last entries. */
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
  type Noted,
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
  /** Follows a command or a question that was just sent to its end. */
  follow(type: CommandType | 'form', outcome: Promise<Outcome>): void;
  /** The page was asked for a token. */
  token(given: boolean): void;
  report(): Diagnostics;
  /** Hears nothing more; the report stays. */
  stop(): void;
}

/** A link that is being dialled again and again, and frames that come by themselves, are one thing for as long (ms). */
const spell = 60_000;

const known: ReadonlySet<string> = new Set<CommandType | 'form'>([...commandTypes, 'form']);

export function createRecorder(
  {stores}: State,
  {now, sleeps, page, surroundings}: RecorderOptions,
): Recorder {
  const since = now();
  const journal = createJournal<Noted>(now);
  const {$link, $agent, $call, $frames, $keeping, $profiles} = stores;

  function note(what: Happening, within?: number) {
    const key = Object.values(what).join();
    if (!journal.again(key, within)) journal.add(key, what);
  }

  let current = $call.get();
  function callChanged(call = $call.get()) {
    const before = current;
    current = call;
    if (call?.sessionId === before?.sessionId && call?.phase === before?.phase) return;
    note({kind: 'call', phase: call?.phase ?? 'closed'});
  }

  const seen = new WeakSet<NodeState>();
  function profilesChanged(profiles: Profiles) {
    for (const {nodes} of profiles.values())
      for (const [place, state] of nodes.entries()) {
        const facts = nodeFacts(state);
        if (!facts || seen.has(state)) continue;
        seen.add(state);
        note({kind: 'node', node: place + 1, ...facts});
      }
  }

  const stops = [
    $link.subscribe((link) => note({kind: 'link', ...linkFacts(link)}, spell)),
    $agent.listen(({status}, before) => {
      if (status !== before?.status) note({kind: 'agent', status});
    }),
    $call.listen(callChanged),
    $frames.listen((_, before) => {
      if (!journal.again('frames', spell)) journal.add('frames', {kind: 'frames', before: before ?? {}});
    }),
    $keeping.subscribe((keeping) => note({kind: 'drafts', keeping})),
    $profiles.listen(profilesChanged),
    page((event) => event !== 'unloading' && note({kind: 'page', event})),
  ];

  return {
    follow(type, outcome) {
      const began = now();
      const command = known.has(type) ? type : 'unknown';
      void outcome.then((end) =>
        note({
          kind: 'command',
          command,
          ok: end.ok,
          ...(!end.ok && faultFacts(end.fault)),
          ms: Math.round(now() - began),
        }),
      );
    },
    token: (given) => note({kind: 'token', given}),
    report: () => reportOf(stores, {now: now(), since, sleeps: sleeps()}, journal, surroundings()),
    stop() {
      for (const stop of stops) stop();
    },
  };
}
