/**
 * First in a script for pages. Where what follows cannot even begin, as under a policy that forbids Lit, the page
 * shows the reason in the bar's place.
 */
const stopped = ({message}: ErrorEvent) =>
  void import('./cannot-begin.ts').then(
    (file) => file.explain(message),
    () => undefined,
  );

globalThis.addEventListener?.('error', stopped, {once: true});

/** All has begun. A script runs in one piece, so an error until here was its own. */
export const begun = () => globalThis.removeEventListener?.('error', stopped);
