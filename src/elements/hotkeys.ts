/** Function keys for the bar's commands: `next-call=F8 hold=F9`; an empty text means the usual ones. */
import type {CommandType} from '../protocol/commands.ts';

export type HotkeyCommand = Exclude<CommandType, 'sms-text'>;

export const usualHotkeys = 'next-call=F8 hold=F9 sms=F4 meeting=F2';

/** Keys by command. Only function keys: letters belong to the page and to what people type. */
export function parseHotkeys(text: string | null): ReadonlyMap<string, string> {
  if (text === null) return new Map();
  const pairs = (text.trim() || usualHotkeys).split(/\s+/).map((pair) => pair.split('='));
  return new Map(
    pairs.flatMap(([command, key]) => (/^F\d{1,2}$/.test(key ?? '') ? [[command!, key!] as const] : [])),
  );
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
