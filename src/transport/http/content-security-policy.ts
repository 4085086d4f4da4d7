/**
 * Records which origins the page's Content Security Policy blocks. Browsers report violations to the document, not to
 * the caller, and with the full URL, which contains the token: only the origin is stored.
 */
import type {Fault} from '../../protocol/faults.ts';

const blocked = new Set<string>();

globalThis.document?.addEventListener('securitypolicyviolation', (event) => {
  const {disposition, effectiveDirective, blockedURI} = event;
  if (disposition === 'enforce' && effectiveDirective === 'connect-src') blocked.add(originOf(blockedURI));
});

/** The fault `csp` when the policy has blocked a request that has just failed; `reason` is what the page must allow. */
export async function blockedByPolicy(url: string): Promise<Fault | undefined> {
  // The violation event arrives shortly after the request has failed.
  await new Promise((resolve) => {
    setTimeout(resolve);
  });
  const origin = originOf(url);
  return blocked.has(origin) ? {code: 'csp', reason: `connect-src ${origin}`} : undefined;
}

const originOf = (url: string) => url.split('/', 3).join('/');
