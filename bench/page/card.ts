/** Measures from the message event of an `info` frame until its card is in the DOM. */
import {root, shownName} from './roots.ts';
import {traffic} from './traffic.ts';

export interface Sample {
  readonly name: string;
  /** Milliseconds from the message event to the DOM. */
  readonly delay: number;
  /** When it was in the DOM, on the clock that all processes share. */
  readonly at: number;
}

export const samples: Sample[] = [];

/** An observer is called in a microtask after the update that it sees: when a render is over, and before anything else. */
export function watchCard() {
  const seen = new MutationObserver(() => {
    const now = performance.now();
    const {name, called} = traffic;
    if (samples.at(-1)?.name === name || shownName() !== name || !isComplete(name)) return;
    samples.push({name, delay: now - called, at: performance.timeOrigin + now});
  });
  seen.observe(root('card')!, {childList: true, characterData: true, subtree: true});
}

/** The last field carries the customer's number too. */
function isComplete(name: string) {
  const last = root('card')?.querySelector<HTMLTextAreaElement>(
    ':not([hidden]) > form textarea[name=长文本]',
  );
  return last?.value.includes(name.slice(-6));
}
