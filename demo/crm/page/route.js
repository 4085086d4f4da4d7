import {viewNames} from './state.js';

/** Stands in the address for a caller whom the CRM doesn't know. */
export const caller = 'caller';

/** `#/mine/<id>`: which list is shown, and whose record. */
export function route() {
  const [view, id] = location.hash.slice(2).split('/');
  return {view: viewNames.includes(view) ? view : 'customers', id: id || undefined};
}

export const linkTo = (view, id) => (id === undefined ? `#/${view}` : `#/${view}/${id}`);
