import {
  base64Encode,
  canonicalJson,
  type JsonValue,
  type NumberToken,
  sha256Hex,
  strictParse,
  utf8Encode,
} from '@modekeeper/contracts';
import type { Signer } from '../sign/signer.ts';

/** A file that a verifier was pointed at: absent, there but unreadable, or its content. */
export type TrustFile = { kind: 'missing' } | { kind: 'unreadable' } | { kind: 'present'; content: Uint8Array | string };

export const MISSING: TrustFile = { kind: 'missing' };
export const presentFile = (content: Uint8Array | string): TrustFile => ({ kind: 'present', content });

/** Largest licence, keyset or list that is read, in bytes. */
const MAX_TRUST_FILE_BYTES = 4 * 1_048_576;

/**
 * Parses a document of the signed JSON profile but leaves the number rule to the caller, who needs its own code for it:
 * every number token comes back with its path.
 * @throws ModeKeeperError `invalid_json`, `payload_too_large`
 */
export function parseSignedJson(content: Uint8Array | string): { value: JsonValue; numbers: NumberToken[] } {
  const numbers: NumberToken[] = [];
  const value = strictParse(content, {
    numbers: 'unchecked',
    max_bytes: MAX_TRUST_FILE_BYTES,
    onNumber: (number) => numbers.push(number),
  });
  return { value, numbers };
}

/** A document with inline signatures; what has no canonical form is refused when it is signed or checked. */
export type SignedObject = Readonly<Record<string, unknown>>;

/** The object that is signed: without its inline signatures. */
function unsigned(document: SignedObject): SignedObject {
  const { signature: _signature, signatures: _signatures, ...rest } = document;
  return rest;
}

/** Signed bytes (licensing.md, "Signed JSON profile"): canonical JSON of the object without `signature`/`signatures`. */
export function signedBytes(document: SignedObject): Uint8Array<ArrayBuffer> {
  return utf8Encode(canonicalJson(unsigned(document)));
}

/** SHA-256 hex of the signed bytes: what keysets, lists and licences are told apart by. */
export function signedSha256(document: SignedObject): string {
  return sha256Hex(signedBytes(document));
}

/** base64 signature over the signed bytes. */
export async function signInline(document: SignedObject, signer: Signer): Promise<string> {
  return base64Encode(await signer.sign(signedBytes(document)));
}

/** True for a string that holds something besides blanks. */
export function isNonBlank(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && value.trim() !== '';
}
