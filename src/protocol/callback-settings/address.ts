/** Validates the address that the call system pushes to. */

export type AddressRule =
  /** Nothing was entered. */
  | 'missing'
  /** It contains a space, a line break or a control character. */
  | 'spaces'
  /** It does not start with `http://` or `https://`. */
  | 'scheme'
  /** The host is missing. */
  | 'host'
  /** It contains a user name or a password, which other people could read. */
  | 'password'
  /** Longer than 2,000 characters. */
  | 'length'
  /** It is not a valid URL for another reason, such as an invalid port. */
  | 'unreadable';

const maxLength = 2_000;

/** The address as it is sent: trimmed, with the scheme in lower case, which some servers require. */
export function cleanAddress(text: string): string {
  return text.trim().replace(/^https?:/i, (scheme) => scheme.toLowerCase());
}

/** The rule that an address breaks, if any. */
export function addressRule(text: string): AddressRule | undefined {
  const address = cleanAddress(text);
  if (!address) return 'missing';
  if (address.length > maxLength) return 'length';
  if (/[\s\p{Cc}]/u.test(address)) return 'spaces';
  if (!/^https?:\/\//.test(address)) return 'scheme';
  // The URL standard accepts `http:///path`, other programs do not.
  if (!/^https?:\/\/[^/?#\\:@]/.test(address)) return 'host';
  if (!address.isWellFormed() || address.includes('\\') || !URL.canParse(address)) return 'unreadable';
  const {username, password} = new URL(address);
  return username || password ? 'password' : undefined;
}
