/** The administrator's announcements, kept to be read later. Pure. */

export interface Notice {
  /** Increases by one with each announcement of the session. */
  readonly id: number;
  readonly text: string;
  /** When it was last received. */
  readonly at: number;
  /** It was received before, in another tab or before a reload. */
  readonly restored?: true;
}

const maxNotices = 50;

/** A repeated text replaces the earlier announcement. */
export function withNotice(notices: readonly Notice[], text: string, at: number): readonly Notice[] {
  if (!text.trim()) return notices;
  const id = (notices.at(-1)?.id ?? 0) + 1;
  return [...notices.filter((notice) => notice.text !== text), {id, text, at}].slice(-maxNotices);
}
