import * as fc from 'fast-check';

const unit = fc.nat({max: 0xffff}).map((code) => String.fromCharCode(code));
const pair = fc.integer({min: 0x10000, max: 0x10ffff}).map((code) => String.fromCodePoint(code));
const ascii = fc.nat({max: 0x7f}).map((code) => String.fromCharCode(code));

/** Any UTF-16 text: plain letters, control characters, all of Unicode, and surrogates without their partner. */
export const anyText = fc.string({unit: fc.oneof(ascii, unit, pair)});
