import { sha256 } from '@noble/hashes/sha2.js';
import { hexEncode } from './bytes/hex.ts';
import { utf8Encode } from './bytes/utf8.ts';
import { canonicalJson } from './json/canonical.ts';

/** SHA-256 of bytes, or of the UTF-8 of a text, as 64 lower-case hex digits. Synchronous, the same in every runtime. */
export function sha256Hex(data: Uint8Array | string): string {
  return hexEncode(sha256(typeof data === 'string' ? utf8Encode(data) : data));
}

/**
 * Digest of a document: SHA-256 over its canonical bytes, as plain 64 lower-case hex digits. Used for `plan_digest`,
 * `effect_digest`, `plan_sha256`, passport digests and every other digest; only keyids carry the prefix `sha256:`.
 * @throws ModeKeeperError `document_invalid` when the value has no canonical form (fractions, lone surrogates)
 */
export function digestOf(value: unknown): string {
  return sha256Hex(canonicalJson(value));
}
