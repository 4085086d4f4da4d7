/**
 * What the tabs of one agent tell each other. A message of another version, or of a leader that has been followed
 * by another one, is none.
 */
import type {Link} from '../../protocol/link.ts';

/** What a message can be about. */
export type TabMessage =
  /** A new leader. */
  | {readonly kind: 'lead'}
  /** What the call system told. */
  | {readonly kind: 'fact'; readonly fact: unknown}
  | {readonly kind: 'link'; readonly link: Link}
  /** Something that this tab has learned by itself, such as the answer to a command. */
  | {readonly kind: 'event'; readonly event: unknown}
  /** A tab that has just been opened asks for what the others know. */
  | {readonly kind: 'hello'}
  | {readonly kind: 'snapshot'; readonly to: string; readonly snapshot: unknown; readonly link: Link}
  /** Whether a leader is there. */
  | {readonly kind: 'ask'; readonly nonce: string}
  | {readonly kind: 'alive'; readonly nonce: string}
  /** A follower wants the leader to dial now. */
  | {readonly kind: 'retry'};

export interface Envelope {
  readonly version: number;
  readonly from: string;
  /** How often leaders have changed, as far as the sender knows. */
  readonly epoch: number;
  /** The sender's clock. Clocks of tabs differ once one of them was adjusted. */
  readonly at: number;
  readonly message: TabMessage;
}

export interface TabChannel {
  /** Names this tab to the others. */
  readonly id: string;
  /** Begins the time of a new leader. */
  begin(): void;
  post(message: TabMessage): void;
  /** Asks for a sign of life of the leader. */
  ask(): void;
  close(): void;
}

export interface TabChannelOptions {
  readonly channel: BroadcastChannel;
  readonly now: () => number;
  /** `shift` turns times of the sender into ours (ms). */
  readonly onMessage: (message: TabMessage, from: string, shift: number) => void;
  /** Another tab leads since a later time than this one. */
  readonly onLaterEpoch: () => void;
}

/** Rises when a tab of the version before could not read a message. */
const version = 2;

/** Every script of the origin can claim any epoch. None of them can leave a leader without a next one. */
const mostEpochs = 2 ** 32;

/** Leaders that a tab can have missed: more is what no leader says. */
const maxSkip = 1_000;

/** Said by the leader only: of one that has been followed by another it is stale. */
const leaderSays: ReadonlySet<string> = new Set(['lead', 'fact', 'link', 'snapshot', 'alive']);

export function openTabChannel({channel, now, onMessage, onLaterEpoch}: TabChannelOptions): TabChannel {
  const id = crypto.randomUUID();
  let epoch = 0;
  let nonce = '';
  let closed = false;

  function hear({data}: MessageEvent<unknown>) {
    const envelope = readEnvelope(data);
    if (!envelope) return;
    const {from, at, message} = envelope;
    if (leaderSays.has(message.kind)) {
      // Whoever answers our own question leads, whatever another script has said of the epoch.
      const answers = message.kind === 'alive' && message.nonce === nonce;
      const isStale = envelope.epoch < epoch;
      const leaps = epoch > 0 && envelope.epoch > epoch + maxSkip;
      if (!answers && (isStale || leaps)) return;
      if (isStale) {
        epoch = envelope.epoch;
        post({kind: 'hello'});
      }
      if (envelope.epoch > epoch) {
        epoch = envelope.epoch;
        onLaterEpoch();
      }
    }
    onMessage(message, from, now() - at);
  }

  function post(message: TabMessage) {
    if (closed) return;
    const envelope: Envelope = {version, from: id, epoch, at: now(), message};
    try {
      channel.postMessage(envelope);
    } catch {
      // A command of the page holds what cannot be cloned: the other tabs do not hear of it.
    }
  }

  channel.addEventListener('message', hear);

  return {
    id,
    begin() {
      epoch = (epoch + 1) % mostEpochs;
    },
    post,
    ask() {
      nonce = crypto.randomUUID();
      post({kind: 'ask', nonce});
    },
    close() {
      closed = true;
      channel.close();
    },
  };
}

function readEnvelope(data: unknown): Envelope | undefined {
  const envelope = data as Partial<Envelope> | null | undefined;
  const whole =
    envelope?.version === version &&
    typeof envelope.from === 'string' &&
    Number.isInteger(envelope.epoch) &&
    envelope.epoch! >= 0 &&
    envelope.epoch! < mostEpochs &&
    Number.isFinite(envelope.at) &&
    isMessage(envelope.message);
  return whole ? (envelope as Envelope) : undefined;
}

/** Every script of the origin can post here: what does not look like ours is none. */
function isMessage(message: Partial<Record<string, unknown>> | null | undefined): boolean {
  switch (message?.['kind']) {
    case 'ask':
    case 'alive':
      return typeof message['nonce'] === 'string';
    case 'link':
      return isLink(message['link']);
    case 'snapshot':
      return typeof message['to'] === 'string' && isLink(message['link']);
    default:
      return typeof message?.['kind'] === 'string';
  }
}

const states: ReadonlySet<unknown> = new Set(['connecting', 'open', 'waiting', 'closed', 'refused']);

function isLink(link: unknown): boolean {
  const {state, since = 0, retryAt = 0} = (link ?? {}) as Partial<Link>;
  return states.has(state) && Number.isFinite(since) && Number.isFinite(retryAt);
}
