import { isJsonObject, isModeKeeperError, type JsonObject, type JsonValue } from '@modekeeper/contracts';
import type { PublicKeys } from '../keyring/parse-file.ts';
import { parseSignedJson, signedSha256 } from '../signed-json/inline.ts';
import { countRoots, knownRootSignatures } from '../signed-json/root-signatures.ts';

/** A revocation list whose root signatures hold. Times in epoch seconds. */
export type VerifiedList = {
  number: number;
  sha256: string;
  issued_at: number;
  next_update: number;
  revoked_licenses: ReadonlySet<string>;
  revoked_kids: ReadonlySet<string>;
};

const isStrings = (value: JsonValue | undefined): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

/**
 * Checks form and root signatures of a revocation list.
 * @param threshold root signatures needed: the keyset's, or the last accepted keyset's when that is higher
 * @returns null when it is not valid in any way (`revocation_list_invalid`)
 */
export async function verifyRevocationList(
  content: Uint8Array | string,
  roots: PublicKeys,
  threshold: number,
): Promise<VerifiedList | null> {
  const document = parse(content);
  if (document === null) return null;
  const { number, issued_at, next_update, revoked_licenses, revoked_kids } = document;
  if (document.schema_version !== 'revocation_list.v1') return null;
  if (typeof number !== 'number' || number < 1 || typeof issued_at !== 'number' || typeof next_update !== 'number') return null;
  if (!isStrings(revoked_licenses) || !isStrings(revoked_kids)) return null;
  const signatures = knownRootSignatures(document.signatures, roots);
  if (!signatures.ok) return null;
  const signed = await countRoots(document, signatures.known);
  if (signed === null || signed < threshold) return null;
  return {
    number,
    sha256: signedSha256(document),
    issued_at,
    next_update,
    revoked_licenses: new Set(revoked_licenses),
    revoked_kids: new Set(revoked_kids),
  };
}

function parse(content: Uint8Array | string): JsonObject | null {
  try {
    const { value, numbers } = parseSignedJson(content);
    return isJsonObject(value) && numbers.every((number) => number.safe_integer) ? value : null;
  } catch (error) {
    if (isModeKeeperError(error)) return null;
    throw error;
  }
}
