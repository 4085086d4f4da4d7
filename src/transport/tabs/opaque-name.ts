import {md5} from '@noble/hashes/legacy.js';

import {toHex} from '../../protocol/text.ts';

/** Keeps numbers out of names that other scripts of the origin can list. Not for security; at once, which the browser's own digests cannot do. */
export const opaqueName = (text: string): string => toHex(md5(new TextEncoder().encode(text)));
