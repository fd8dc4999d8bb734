import { utf8Decode, utf8Encode } from '../bytes/utf8.ts';
import { ModeKeeperError } from '../error.ts';
import { JsonScanner, type NumberRule, type NumberToken } from './scanner.ts';
import type { JsonValue } from './value.ts';

export type StrictParseOptions = {
  /**
   * `signed` (default): the signed JSON profile of licensing.md; every number is a whole number within ±(2^53-1), written
   * without fraction or exponent. `strict`: the same but for numbers, which only have to be finite.
   */
  profile?: 'signed' | 'strict';
  /** Overrides the profile's rule: `unchecked` accepts every JSON number; the caller judges by the tokens. */
  numbers?: NumberRule;
  /** Nesting allowed, 64 by default. */
  max_depth?: number;
  /** Size allowed in bytes of UTF-8, 1 MiB by default. */
  max_bytes?: number;
  /** Called for each number in text order (contract rule 1: decide on the token, not on the parsed value). */
  onNumber?: (number: NumberToken) => void;
};

export const DEFAULT_MAX_JSON_BYTES = 1_048_576;
export const MAX_JSON_DEPTH = 64;

/**
 * Parses JSON as the contracts demand, where `JSON.parse` is too lax: duplicate keys, lone surrogates and nesting beyond
 * the limit are refused, bytes must be strict UTF-8, a leading byte order mark is skipped. A member named `__proto__`
 * becomes an own property and changes no prototype.
 * @throws ModeKeeperError `invalid_json`, or `payload_too_large`
 */
export function strictParse(input: Uint8Array | string, options: StrictParseOptions = {}): JsonValue {
  const limit = options.max_bytes ?? DEFAULT_MAX_JSON_BYTES;
  const size = typeof input === 'string' ? byteLength(input, limit) : input.length;
  if (size > limit) {
    throw new ModeKeeperError({
      code: 'payload_too_large',
      message: `The JSON text is larger than the ${limit} bytes allowed here.`,
      hint: 'Send less at once.',
    });
  }
  const text = typeof input === 'string' ? input : utf8Decode(input);
  const numbers = options.numbers ?? (options.profile === 'strict' ? 'finite' : 'safe_integers');
  const scanner = new JsonScanner(text.startsWith('\ufeff') ? text.slice(1) : text, {
    numbers,
    max_depth: options.max_depth ?? MAX_JSON_DEPTH,
    onNumber: options.onNumber,
  });
  return scanner.parseDocument();
}

/** Bytes of UTF-8, without encoding a text that is too long anyway. */
function byteLength(text: string, limit: number): number {
  return text.length > limit ? text.length : utf8Encode(text).length;
}
