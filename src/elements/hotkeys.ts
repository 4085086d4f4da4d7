/** Function keys for the bar's commands: `next-call=F8 hold=F9`; an empty text means the usual ones. */
import type {CommandType} from '../protocol/commands.ts';

export type HotkeyCommand = Exclude<CommandType, 'sms-text'>;

export const usualHotkeys = 'next-call=F8 hold=F9 sms=F4 meeting=F2';

/** Keys by command. Only function keys: letters belong to the page and to what people type. */
export function parseHotkeys(text: string | null): ReadonlyMap<string, string> {
  const pairs = text === null ? [] : (text.trim() || usualHotkeys).matchAll(/(\S+)=(F\d{1,2})(?!\S)/g);
  return new Map([...pairs].map(([, command, key]) => [command!, key!]));
}

/** The command that a key press means, if any. */
export function hotkeyCommand(
  event: KeyboardEvent,
  keys: ReadonlyMap<string, string>,
): HotkeyCommand | undefined {
  if (event.repeat || event.ctrlKey || event.altKey || event.shiftKey || event.metaKey) return undefined;
  for (const [command, key] of keys) if (key === event.key) return command as HotkeyCommand;
  return undefined;
}
