/** Keys that send. What an input method is composing is sent by none of them. */

/** Safari tells of the key that ends a composition only by its code. */
export const isComposing = ({isComposing: composing, keyCode}: KeyboardEvent): boolean =>
  composing || keyCode === 229;

/** Ctrl+Enter or Cmd+Enter. An Enter of the input method does not submit the form either. */
export function isSendKey(event: KeyboardEvent): boolean {
  if (event.key !== 'Enter') return false;
  if (!isComposing(event)) return event.ctrlKey || event.metaKey;
  event.preventDefault();
  return false;
}
