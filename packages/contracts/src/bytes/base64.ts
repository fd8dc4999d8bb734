const STANDARD = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const URL_SAFE = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

function encode(bytes: Uint8Array, alphabet: string): string {
  let text = '';
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = ((buffer << 8) | byte) & 0xffff;
    bits += 8;
    while (bits >= 6) {
      bits -= 6;
      text += alphabet.charAt((buffer >> bits) & 63);
    }
  }
  return bits === 0 ? text : text + alphabet.charAt((buffer << (6 - bits)) & 63);
}

/** Digits only, no padding. Null for a foreign character, an impossible length, or unused bits that are not zero. */
function decode(digits: string, alphabet: string): Uint8Array<ArrayBuffer> | null {
  if (digits.length % 4 === 1) return null;
  const bytes = new Uint8Array(Math.floor((digits.length * 6) / 8));
  let buffer = 0;
  let bits = 0;
  let length = 0;
  for (const char of digits) {
    const digit = alphabet.indexOf(char);
    if (digit < 0) return null;
    buffer = ((buffer << 6) | digit) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[length] = (buffer >> bits) & 255;
    length += 1;
  }
  return (buffer & ((1 << bits) - 1)) === 0 ? bytes : null;
}

/** Standard base64 with padding. */
export function base64Encode(bytes: Uint8Array): string {
  const digits = encode(bytes, STANDARD);
  return digits.padEnd(Math.ceil(digits.length / 4) * 4, '=');
}

/**
 * Strict base64 (contract rule 6): standard alphabet, exact padding, no blanks or line breaks, unused bits zero.
 * Null when the text is anything else, so that each text decodes to bytes that encode to the same text.
 */
export function base64Decode(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.length % 4 !== 0) return null;
  const digits = text.endsWith('==') ? text.slice(0, -2) : text.endsWith('=') ? text.slice(0, -1) : text;
  return decode(digits, STANDARD);
}

/** base64url without padding. */
export function base64urlEncode(bytes: Uint8Array): string {
  return encode(bytes, URL_SAFE);
}

/** Strict base64url without padding; null when the text is anything else. */
export function base64urlDecode(text: string): Uint8Array<ArrayBuffer> | null {
  return decode(text, URL_SAFE);
}
