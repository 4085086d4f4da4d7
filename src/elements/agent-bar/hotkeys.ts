import {isComposing} from '../shared/keys.ts';

/** Function keys for the bar's buttons: `next-call=F8 hold=F9`. An empty text means these defaults. */
export const usualHotkeys = 'next-call=F8 hold=F9 sms=F4 meeting=F2';

/** Parses keys by button. Only function keys: letters are used by the page and for typing. */
export function parseHotkeys(given: unknown): ReadonlyMap<string, string> {
  const text = given === true ? '' : given;
  const pairs =
    typeof text !== 'string' ? [] : (text.trim() || usualHotkeys).matchAll(/([a-z-]+)=(F\d{1,2})(?!\S)/g);
  return new Map([...pairs].map(([, button, key]) => [button!, key!]));
}

/** The button of a key press, if any. */
export function hotkeyCommand(event: KeyboardEvent, keys: ReadonlyMap<string, string>): string | undefined {
  if (
    event.defaultPrevented ||
    isComposing(event) ||
    event.repeat ||
    event.ctrlKey ||
    event.altKey ||
    event.shiftKey ||
    event.metaKey
  )
    return undefined;
  return [...keys].find(([, key]) => key === event.key)?.[0];
}
