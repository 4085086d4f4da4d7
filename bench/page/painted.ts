/** Measures from the message event of an `info` frame until its card is in the DOM, and until it is painted. */
import {root, shownName} from './roots.ts';
import {traffic} from './traffic.ts';

export const painted: {readonly rendered: number; readonly painted: number}[] = [];

export function watchPaint() {
  let last = '';
  const seen = new MutationObserver(() => {
    const {name, called} = traffic;
    if (last === name || shownName() !== name) return;
    last = name;
    const rendered = performance.now() - called;
    requestAnimationFrame(() => {
      // The first task after the frame.
      const {port1, port2} = new MessageChannel();
      port1.addEventListener('message', () => {
        painted.push({rendered, painted: performance.now() - called});
        port1.close();
      });
      port1.start();
      port2.postMessage(undefined);
    });
  });
  seen.observe(root('card')!, {childList: true, characterData: true, subtree: true});
}
