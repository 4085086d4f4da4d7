/** Recognises the keys that submit a form. Keys of an input method (IME) never submit. */

/** Safari marks the key that ends a composition only by its code. */
export const isComposing = ({isComposing: composing, keyCode}: KeyboardEvent): boolean =>
  composing || keyCode === 229;

/** Ctrl+Enter or Cmd+Enter. The Enter key of an input method is also kept from submitting the form. */
export function isSendKey(event: KeyboardEvent): boolean {
  if (event.key !== 'Enter') return false;
  if (!isComposing(event)) return event.ctrlKey || event.metaKey;
  event.preventDefault();
  return false;
}
