/** Announcements of an administrator, kept so that they can be read later. Pure. */

export interface Notice {
  /** Rises by one with each announcement of the session. */
  readonly id: number;
  readonly text: string;
  /** When it came, or came again. */
  readonly at: number;
  /** It was told before, in another tab or before the page was loaded again. */
  readonly restored?: true;
}

const mostNotices = 50;

/** The same text again is the same announcement, made new. */
export function withNotice(notices: readonly Notice[], text: string, at: number): readonly Notice[] {
  if (!text.trim()) return notices;
  const id = (notices.at(-1)?.id ?? 0) + 1;
  return [...notices.filter((notice) => notice.text !== text), {id, text, at}].slice(-mostNotices);
}
