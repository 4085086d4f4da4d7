/** The page is as strict as any the bar may meet: whatever needs more than this doesn't belong in it. */
export function pageHeaders(callSystemUrl: string): Record<string, string> {
  const {origin} = new URL(callSystemUrl);
  const socketOrigin = origin.replace(/^http/, 'ws');
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' ${origin} ${socketOrigin}`,
    `frame-src ${origin}`,
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'self'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html',
  ];
  return {...commonHeaders, 'content-security-policy': policy.join('; ')};
}

export const commonHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin-allow-popups',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
};

/**
 * The call system's address as this visitor's browser reaches it. Both servers run on one machine, so a visitor
 * from another one must be sent to the name under which that visitor found the CRM.
 */
export function callSystemFor(callSystemUrl: string, host: string | undefined): string {
  const url = new URL(callSystemUrl);
  const visited = host?.match(/^([a-z0-9.-]+|\[[0-9a-f:]+\])(?::\d+)?$/i)?.[1];
  if (visited !== undefined && !isLocal(visited) && isLocal(url.hostname)) url.hostname = visited;
  return url.href.replace(/\/$/, '');
}

function isLocal(name: string): boolean {
  return /^(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1?\])$/.test(name);
}
