/** A name that tells nothing: 128 bits of a SHA-256, in hex. Rejects on a page that is no secure context. */
export async function digest(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(bytes).subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
}
