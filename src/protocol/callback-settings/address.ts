/** The rules for an address that the call system is to push to. */

export type AddressRule =
  /** Nothing was entered. */
  | 'missing'
  /** There is a space, a line break or a control character inside. */
  | 'spaces'
  /** It does not begin with `http://` or `https://`. */
  | 'scheme'
  /** There is no name of a computer. */
  | 'host'
  /** It holds a user name or a password, which others would get to read. */
  | 'password'
  /** Longer than 2,000 characters. */
  | 'length'
  /** No URL for another reason, such as a port that cannot be. */
  | 'unreadable';

const longest = 2_000;

/** As it is sent: without the white space around it. Some servers know the scheme in small letters only. */
export function cleanAddress(text: string): string {
  return text.trim().replace(/^https?:/i, (scheme) => scheme.toLowerCase());
}

/** The rule that an address breaks, if any. */
export function addressRule(text: string): AddressRule | undefined {
  const address = cleanAddress(text);
  if (!address) return 'missing';
  if (address.length > longest) return 'length';
  if (/[\s\p{Cc}]/u.test(address)) return 'spaces';
  if (!/^https?:\/\//.test(address)) return 'scheme';
  // The standard reads `http:///path` as a host, other programs do not.
  if (!/^https?:\/\/[^/?#\\:@]/.test(address)) return 'host';
  if (!address.isWellFormed() || address.includes('\\') || !URL.canParse(address)) return 'unreadable';
  const {username, password} = new URL(address);
  return username || password ? 'password' : undefined;
}
