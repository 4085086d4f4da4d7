/** Where the company's own systems meet the session. A file of its own: only pages with data nodes load it. */
import {createLookups, type Lookups} from './session/lookups.ts';
import type {State} from './session/state.ts';
import {nodeAsker} from './transport/data-node.ts';

export function lookUpWith(fetch: typeof globalThis.fetch | undefined, state: State): Lookups {
  return createLookups(state, {ask: nodeAsker(fetch), page: globalThis.location?.href});
}
