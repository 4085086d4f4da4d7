/** Measures from the message event of an `info` frame until its card is in the DOM and laid out. */
import {root, shownName} from './roots.ts';
import {traffic} from './traffic.ts';

export const laidOut: {readonly rendered: number; readonly laidOut: number}[] = [];

export function watchLayout() {
  let last = '';
  const seen = new MutationObserver(() => {
    const {name, called} = traffic;
    if (last === name || shownName() !== name) return;
    last = name;
    const rendered = performance.now() - called;
    root('card')!.querySelector('form')!.getBoundingClientRect();
    laidOut.push({rendered, laidOut: performance.now() - called});
  });
  seen.observe(root('card')!, {childList: true, characterData: true, subtree: true});
}
