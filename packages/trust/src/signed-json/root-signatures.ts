import { base64Decode, hexEncode, isJsonObject, type JsonObject, type JsonValue } from '@modekeeper/contracts';
import type { PublicKeys } from '../keyring/parse-file.ts';
import { verify } from '../sign/ed25519.ts';
import { isNonBlank, signedBytes } from './inline.ts';

export type RootSignatureFault = 'shape' | 'root_kid_invalid' | 'unknown_root_kid' | 'signature_missing';

/** `signatures` of a root-signed document, before any is verified: entries of known roots only, unknown kids are ignored. */
export function knownRootSignatures(
  signatures: JsonValue | undefined,
  roots: PublicKeys,
): { ok: true; known: { public_key: Uint8Array; signature: string }[] } | { ok: false; fault: RootSignatureFault } {
  if (!Array.isArray(signatures) || !signatures.every(isJsonObject)) return { ok: false, fault: 'shape' };
  const entries = signatures as JsonObject[];
  if (!entries.every((entry) => isNonBlank(entry.root_kid))) return { ok: false, fault: 'root_kid_invalid' };
  const known = entries.flatMap((entry) => {
    const public_key = roots.get(String(entry.root_kid));
    return public_key === undefined ? [] : [{ public_key, signature: entry.signature }];
  });
  if (known.length === 0) return { ok: false, fault: 'unknown_root_kid' };
  const signed = known.filter((entry): entry is { public_key: Uint8Array; signature: string } => isNonBlank(entry.signature));
  return signed.length === known.length ? { ok: true, known: signed } : { ok: false, fault: 'signature_missing' };
}

/** True when base64 text is this key's signature over the document. */
export async function verifyInline(document: JsonObject, signature: string, public_key: Uint8Array): Promise<boolean> {
  const bytes = base64Decode(signature);
  return bytes !== null && (await verify(signedBytes(document), bytes, public_key));
}

/** Number of different root keys whose signature is valid; null as soon as one of a known root is not. */
export async function countRoots(
  document: JsonObject,
  known: readonly { public_key: Uint8Array; signature: string }[],
): Promise<number | null> {
  const valid = new Set<string>();
  for (const { public_key, signature } of known) {
    if (!(await verifyInline(document, signature, public_key))) return null;
    // By public key: one root under two kids must not fill a threshold of two.
    valid.add(hexEncode(public_key));
  }
  return valid.size;
}
