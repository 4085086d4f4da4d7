/** Fills the variables of a URL template, for data nodes and `pop-url`. */

/**
 * Values are encoded, so they cannot add parameters. `undefined` when a value would change the origin or the depth of the
 * path (as `..` does), and when the URL has another scheme than http(s) or contains a user name or password.
 */
export function urlFrom(
  template: string,
  variable: RegExp,
  valueOf: (name: string) => string,
  base?: string,
): URL | undefined {
  const filled = (value: (name: string) => string) =>
    new URL(
      template.replace(variable, (_, name: string) => encodeURIComponent(value(name).toWellFormed())),
      base,
    );
  try {
    const url = filled(valueOf);
    const isUnchanged = ({origin, pathname}: URL) =>
      origin === url.origin && depth(pathname) === depth(url.pathname);
    const isSafe = /^https?:$/.test(url.protocol) && !url.username && !url.password;
    return isSafe && isUnchanged(filled(() => 'x')) && isUnchanged(filled(() => 'y')) ? url : undefined;
  } catch {
    return undefined;
  }
}

const depth = (path: string) => path.split('/').length;
