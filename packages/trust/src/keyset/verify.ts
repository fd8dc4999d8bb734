import { isJsonObject, isModeKeeperError, type JsonObject } from '@modekeeper/contracts';
import { type PublicKeys, publicKeysOf } from '../keyring/parse-file.ts';
import { isNonBlank, parseSignedJson, signedSha256, type TrustFile } from '../signed-json/inline.ts';
import { countRoots, knownRootSignatures, verifyInline } from '../signed-json/root-signatures.ts';
import { KEYSET_FAILURES as FAIL } from './failures.ts';
import { hasV2Shape, readV2 } from './read-v2.ts';
import type { AcceptedKeyset, ChainFailure, IssuerKey } from './types.ts';

export type KeysetVerification = { ok: true; keyset: AcceptedKeyset } | ChainFailure;

export type KeysetOptions = {
  roots: PublicKeys;
  /** Threshold of the last accepted keyset, 0 when there was none. */
  last_threshold: number;
  /** Apply accepts v2 only. */
  require_v2: boolean;
};

/**
 * Checks form and root signatures of a keyset, in the contract's order. Time and rollback come after
 * (`judgeKeysetAgainstState`), since they need clocks and trust state.
 */
export async function verifyKeyset(file: TrustFile, options: KeysetOptions): Promise<KeysetVerification> {
  if (file.kind === 'missing') return FAIL.missing;
  if (file.kind === 'unreadable') return FAIL.io_error;
  const document = parse(file.content);
  if ('failure_code' in document) return document;
  const { schema_version } = document.value;
  if (schema_version === 'issuer_keyset.v2') return await verifyV2(document.value, options);
  if (schema_version !== 'issuer_keyset.v1') return FAIL.schema_unsupported;
  return options.require_v2 ? FAIL.v2_required : await verifyV1(document.value, options.roots);
}

function parse(content: Uint8Array | string): { value: JsonObject } | ChainFailure {
  try {
    const { value, numbers } = parseSignedJson(content);
    return isJsonObject(value) && numbers.every((number) => number.safe_integer) ? { value } : FAIL.invalid_shape;
  } catch (error) {
    if (isModeKeeperError(error)) return FAIL.invalid_json;
    throw error;
  }
}

async function verifyV2(document: JsonObject, options: KeysetOptions): Promise<KeysetVerification> {
  if (!hasV2Shape(document)) return FAIL.invalid_shape;
  const signatures = knownRootSignatures(document.signatures, options.roots);
  if (!signatures.ok) return signatures.fault === 'shape' ? FAIL.invalid_shape : FAIL[signatures.fault];
  const keyset = readV2(document);
  if (keyset === null) return FAIL.keys_invalid;
  const roots = await countRoots(document, signatures.known);
  if (roots === null) return FAIL.signature_invalid;
  return roots < Math.max(keyset.threshold, options.last_threshold) ? FAIL.threshold_not_met : { ok: true, keyset };
}

async function verifyV1(document: JsonObject, roots: PublicKeys): Promise<KeysetVerification> {
  if (!isNonBlank(document.root_kid)) return FAIL.root_kid_invalid;
  const root = roots.get(document.root_kid);
  if (root === undefined) return FAIL.unknown_root_kid;
  if (!isNonBlank(document.signature)) return FAIL.signature_missing;
  const keys = new Map<string, IssuerKey>();
  for (const [kid, public_key] of publicKeysOf(document.keys ?? null)) keys.set(kid, withoutWindow(kid, public_key));
  if (keys.size === 0) return FAIL.keys_invalid;
  if (!(await verifyInline(document, document.signature, root))) return FAIL.signature_invalid;
  const not_after = Number.POSITIVE_INFINITY;
  return { ok: true, keyset: { version: null, sha256: signedSha256(document), threshold: 1, issued_at: 0, not_after, keys } };
}

function withoutWindow(kid: string, public_key: Uint8Array): IssuerKey {
  return { kid, public_key, purposes: ['license'], not_before: 0, not_after: Number.POSITIVE_INFINITY, revoked: false };
}
