/**
 * What the page's Content Security Policy keeps from us. Browsers tell it to the document and not to who asked,
 * with the whole address, token and all: only its origin is kept.
 */
import type {Fault} from '../../protocol/faults.ts';

const blocked = new Set<string>();

globalThis.document?.addEventListener('securitypolicyviolation', (event) => {
  const {disposition, effectiveDirective, blockedURI} = event;
  if (disposition === 'enforce' && effectiveDirective === 'connect-src') blocked.add(originOf(blockedURI));
});

/** Why a request that has just failed was not even made, if it is that; `reason` says what the page has to allow. */
export async function forbidden(url: string): Promise<Fault | undefined> {
  // A request fails a moment before the document hears why.
  await new Promise((resolve) => {
    setTimeout(resolve);
  });
  const origin = originOf(url);
  return blocked.has(origin) ? {code: 'csp', reason: `connect-src ${origin}`} : undefined;
}

const originOf = (url: string) => url.split('/', 3).join('/');
