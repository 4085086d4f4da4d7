/** Derives the URLs of the REST API and the monitor socket. */

export interface ServerUrls {
  /** Without a trailing slash, such as `https://cc.example.com/cc`. */
  readonly rest: string;
  /** Without the query. */
  readonly monitor: string;
}

/**
 * `server` is an http(s) URL, with or without a path, or a path on `page`; empty means the origin of `page`.
 * `monitor` is a ws(s) or http(s) URL, if the socket has another address. `undefined` for anything else: a host name
 * without a scheme would be resolved as a path on the page's server.
 */
export function serverUrls(server: string, monitor = '', page?: string): ServerUrls | undefined {
  const base = absolute(server.trim() || '/', page);
  const socket = absolute(monitor.trim() || `${base && withoutQuery(base)}/agent/monitor`, page);
  if (!base || !/^https?:$/.test(base.protocol) || !socket || !/^(ws|http)s?:$/.test(socket.protocol))
    return undefined;
  return {rest: withoutQuery(base), monitor: `${socket.origin}${socket.pathname}`.replace(/^http/, 'ws')};
}

function absolute(text: string, page?: string): URL | undefined {
  if (!/^(\w+:)?\//.test(text)) return undefined;
  try {
    return new URL(text, page);
  } catch {
    return undefined;
  }
}

const withoutQuery = ({protocol, host, pathname}: URL): string =>
  `${protocol}//${host}${pathname.replace(/\/+$/, '')}`;
