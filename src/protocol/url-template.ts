/** Addresses with variables, of data nodes and of pages that a call opens. */

/**
 * The address that a template gives. An encoded value adds no parameter; `undefined` where one would still decide who is
 * asked, or lead to another path, as `..` does, and where a password stands in it.
 */
export function addressFrom(
  template: string,
  variable: RegExp,
  valueOf: (name: string) => string,
  base?: string,
): URL | undefined {
  const at = (value: (name: string) => string) =>
    new URL(
      template.replace(variable, (_, name: string) => encodeURIComponent(value(name).toWellFormed())),
      base,
    );
  try {
    const url = at(valueOf);
    const isMeant = ({origin, pathname}: URL) =>
      origin === url.origin && depth(pathname) === depth(url.pathname);
    const isSafe = /^https?:$/.test(url.protocol) && !url.username && !url.password;
    return isSafe && isMeant(at(() => 'x')) && isMeant(at(() => 'y')) ? url : undefined;
  } catch {
    return undefined;
  }
}

const depth = (path: string) => path.split('/').length;
