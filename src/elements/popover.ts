/** Puts an opening popover under the control that opens it, inside the window. */
export function placeBelow(panel: HTMLElement, control: HTMLElement) {
  const {bottom, right, left} = control.getBoundingClientRect();
  const {innerWidth} = window;
  panel.style.top = `${bottom + 6}px`;
  panel.style.maxWidth = `${innerWidth - 16}px`;
  panel.style.maxHeight = `calc(100vh - ${bottom + 16}px)`;
  const end = right > innerWidth / 2;
  panel.style.right = end ? `${Math.max(8, innerWidth - right)}px` : 'auto';
  panel.style.left = end ? 'auto' : `${Math.max(8, left)}px`;
}
