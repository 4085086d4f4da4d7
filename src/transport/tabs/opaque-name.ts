import {md5} from '@noble/hashes/legacy.js';
import {bytesToHex, utf8ToBytes} from '@noble/hashes/utils.js';

/** Keeps numbers out of names that other scripts of the origin can list. Not for security; at once, which the browser's own digests cannot do. */
export const opaqueName = (text: string): string => bytesToHex(md5(utf8ToBytes(text)));
