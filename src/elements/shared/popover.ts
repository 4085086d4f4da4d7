/** Places an opening popover below the control that opens it, or above it when there is more room. */
export function placeBelow(panel: HTMLElement, control: HTMLElement) {
  const {top, bottom, right, left} = control.getBoundingClientRect();
  const {innerWidth, innerHeight} = window;
  const up = bottom > innerHeight / 2;
  panel.style.top = up ? 'auto' : `${bottom + 6}px`;
  panel.style.bottom = up ? `${innerHeight - top + 6}px` : 'auto';
  panel.style.maxHeight = `${(up ? top : innerHeight - bottom) - 16}px`;
  const end = right > innerWidth / 2;
  const inset = Math.max(8, end ? innerWidth - right : left);
  panel.style.right = end ? `${inset}px` : 'auto';
  panel.style.left = end ? 'auto' : `${inset}px`;
  panel.style.maxWidth = `${innerWidth - inset - 8}px`;
}
