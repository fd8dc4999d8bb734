import { blanks, closingQuote, literalEnd } from './ascii.ts';
import type { DecimalReader } from './decimal.ts';

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const DEEPEST = 16;

/** End of the JSON value at `at`, when it is one and of plain ASCII; else -1. */
export function skipValue(bytes: Uint8Array, at: number, decimal: DecimalReader, depth: number): number {
  const first = bytes[at] as number;
  if (first === QUOTE) {
    const end = closingQuote(bytes, at + 1);
    return end === -1 ? -1 : end + 1;
  }
  if (first === 0x2d || (first >= 0x30 && first <= 0x39)) return decimal.read(bytes, at);
  if (first === 0x5b) return depth === DEEPEST ? -1 : skipMembers(bytes, at, decimal, depth, false);
  if (first === 0x7b) return depth === DEEPEST ? -1 : skipMembers(bytes, at, decimal, depth, true);
  return literalEnd(bytes, at);
}

/** The same for a list, or an object with its keys. */
function skipMembers(bytes: Uint8Array, from: number, decimal: DecimalReader, depth: number, has_keys: boolean): number {
  const close = has_keys ? 0x7d : 0x5d;
  let at = blanks(bytes, from + 1);
  if (bytes[at] === close) return at + 1;
  for (;;) {
    if (has_keys) {
      if (bytes[at] !== QUOTE) return -1;
      at = closingQuote(bytes, at + 1);
      if (at === -1) return -1;
      at = blanks(bytes, at + 1);
      if (bytes[at] !== COLON) return -1;
      at = blanks(bytes, at + 1);
    }
    at = skipValue(bytes, at, decimal, depth + 1);
    if (at === -1) return -1;
    at = blanks(bytes, at);
    if (bytes[at] === close) return at + 1;
    if (bytes[at] !== COMMA) return -1;
    at = blanks(bytes, at + 1);
  }
}
