/** What the frames have said. Trusts the server: nothing is checked. */

export interface Call {
  readonly sessionId: string;
  readonly city: string;
  readonly customer: Readonly<Record<string, string | number>>;
  readonly fields: readonly (readonly [string, string | readonly string[]])[];
  readonly startedAt: number;
  endedAt?: number;
}

export interface Announcement {
  readonly text: string;
  readonly at: number;
}

export const state = {
  /** -1: not known yet. */
  status: -1,
  since: 0,
  call: undefined as Call | undefined,
  announcements: [] as Announcement[],
  unread: 0,
  said: '',
  open: false,
};

const mostAnnouncements = 50;
const statusWords = ['signed-out', 'idle', 'busy', 'wrap-up'] as const;
export const statusWord = () => statusWords[state.status] ?? 'unknown';

export type Frame =
  | {method: 'notice'; status: number; time: string}
  | {method: 'message'; msg: string}
  | {method: 'info'; sessionId: string; city: string; info: Call['customer']};

export function receive(text: string) {
  const frame = JSON.parse(text) as Frame;
  if (frame.method === 'notice') receiveStatus(frame.status, frame.time);
  else if (frame.method === 'message') receiveAnnouncement(frame.msg);
  else if (frame.method === 'info') receiveCall(frame);
}

function receiveStatus(status: number, time: string) {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  const previous = state.status;
  state.since = Date.now() - ((hours * 60 + minutes) * 60 + seconds) * 1000;
  if (status === previous) return;
  state.status = status;
  if (status === 3 || previous === 2) {
    if (state.call) state.call.endedAt ??= Date.now();
  } else if (previous === 3 && status !== 2) state.call = undefined;
}

function receiveAnnouncement(text: string) {
  const others = state.announcements.filter((announcement) => announcement.text !== text);
  state.announcements = [...others, {text, at: Date.now()}].slice(-mostAnnouncements);
  state.unread = state.announcements.length;
  speak(text);
}

function receiveCall({sessionId, city, info}: Extract<Frame, {method: 'info'}>) {
  const fields = Object.entries(JSON.parse(String(info['fields'])) as Record<string, string | string[]>);
  const startedAt = sessionId === state.call?.sessionId ? state.call.startedAt : Date.now();
  state.call = {sessionId, city, customer: info, fields, startedAt};
}

export function speak(text: string) {
  state.said = text === state.said ? `${text}\u00a0` : text;
}
