/** Where the call system answers: the base of its paths, and its monitor socket. */

export interface ServerUrls {
  /** Without a trailing slash, such as `https://cc.example.com/cc`. */
  readonly rest: string;
  /** Without its query. */
  readonly monitor: string;
}

/**
 * `server` is an http(s) URL, with or without a path, or a path on `page`; empty means `page`'s origin.
 * `monitor` is a ws(s) or http(s) URL, when the socket is elsewhere. `undefined` for anything else: a name
 * without a scheme would silently become a path on the page's own server.
 */
export function serverUrls(server: string, monitor = '', page?: string): ServerUrls | undefined {
  const base = absolute(server.trim() || '/', page);
  const socket = absolute(monitor.trim() || `${base && bare(base)}/agent/monitor`, page);
  if (!base || !/^https?:$/.test(base.protocol) || !socket || !/^(ws|http)s?:$/.test(socket.protocol))
    return undefined;
  return {rest: bare(base), monitor: `${socket.origin}${socket.pathname}`.replace(/^http/, 'ws')};
}

function absolute(text: string, page?: string): URL | undefined {
  if (!/^(\w+:)?\//.test(text)) return undefined;
  try {
    return new URL(text, page);
  } catch {
    return undefined;
  }
}

const bare = ({protocol, host, pathname}: URL): string =>
  `${protocol}//${host}${pathname.replace(/\/+$/, '')}`;
