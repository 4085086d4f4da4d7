/** Computes how many SMS a text needs. Source: 3GPP TS 23.038 (GSM 7-bit alphabet) and TS 23.040 (concatenation). */

/** The basic character set: most of ASCII, and some other letters. */
const gsm7 = /^[\n\r -Z_a-z£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà]$/;
/** The extension table: two septets each, an escape and the character. */
const gsm7Extension = /^[\f^{}\\[~\]|€]$/;

export interface SmsSize {
  /** Code points. */
  readonly characters: number;
  readonly segments: number;
  /** Units that fit into each segment: 160 or 153 septets, 70 or 67 UTF-16 units. */
  readonly perSegment: number;
  readonly encoding: 'GSM-7' | 'UCS-2';
}

export function smsSize(text: string): SmsSize {
  const characters = [...text];
  const isGsm7 = characters.every((c) => gsm7.test(c) || gsm7Extension.test(c));
  const units = characters.map((c) => (isGsm7 ? (gsm7Extension.test(c) ? 2 : 1) : c.length));
  const total = units.reduce((sum, size) => sum + size, 0);
  const [single, joined] = isGsm7 ? [160, 153] : [70, 67];
  return {
    characters: characters.length,
    segments: total <= single ? Math.min(1, total) : segmentsOf(units, joined),
    perSegment: total <= single ? single : joined,
    encoding: isGsm7 ? 'GSM-7' : 'UCS-2',
  };
}

/** A character of two units is not split between segments. */
function segmentsOf(units: readonly number[], room: number): number {
  let segments = 1;
  let used = 0;
  for (const size of units) {
    if (used + size > room) {
      segments++;
      used = 0;
    }
    used += size;
  }
  return segments;
}
