/** Where the company's own systems meet the session. A file of its own: only pages with data nodes load it. */
import {createLookups, type Lookups} from './session/lookups.ts';
import type {Tabs} from './session/tabs.ts';
import type {State} from './session/state.ts';
import {nodeAsker} from './transport/data-node.ts';

export function lookUpWith(fetch: typeof globalThis.fetch | undefined, state: State, tabs: Tabs): Lookups {
  return createLookups(state, {ask: nodeAsker(fetch), afterPaint, page: globalThis.location?.href, tabs});
}

/** Frames come in time, or not at all, such as while the page is hidden (ms). */
const frameTime = 100;

/** Once what has just changed is on the screen: when the second frame begins, the first is painted. */
function afterPaint(act: () => void) {
  let done = false;
  const once = () => {
    if (!done) act();
    done = true;
  };
  globalThis.requestAnimationFrame?.(() => requestAnimationFrame(once));
  setTimeout(once, 'requestAnimationFrame' in globalThis ? frameTime : 0);
}
