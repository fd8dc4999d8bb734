import { isJsonObject, type JsonObject, type JsonValue, KEYSET_PURPOSES, type KeysetPurpose } from '@modekeeper/contracts';
import { publicKeyFromEntry } from '../keyring/parse-file.ts';
import { signedSha256 } from '../signed-json/inline.ts';
import type { AcceptedKeyset, IssuerKey } from './types.ts';

const isTime = (value: JsonValue | undefined): value is number => typeof value === 'number';
const isCount = (value: JsonValue | undefined): value is number => typeof value === 'number' && value >= 1;
const isPurpose = (value: JsonValue): value is KeysetPurpose => (KEYSET_PURPOSES as readonly JsonValue[]).includes(value);

/** Types of the members besides `keys` and `signatures`. Numbers were judged by their tokens before. */
export function hasV2Shape(document: JsonObject): boolean {
  return (
    isCount(document.version) &&
    isTime(document.issued_at) &&
    isTime(document.not_after) &&
    isCount(document.threshold) &&
    Array.isArray(document.signatures) &&
    (!isJsonObject(document.keys) || Object.values(document.keys).every(hasEntryShape))
  );
}

function hasEntryShape(entry: JsonValue): boolean {
  return (
    isJsonObject(entry) &&
    typeof entry.public_key === 'string' &&
    isTime(entry.not_before) &&
    isTime(entry.not_after) &&
    (entry.revoked_at === undefined || isTime(entry.revoked_at)) &&
    (entry.purposes === undefined ||
      (Array.isArray(entry.purposes) && entry.purposes.every((purpose) => typeof purpose === 'string')))
  );
}

/** Keyset of a document of the right shape; null when no entry is a key (an entry that is none is dropped, as in keyrings). */
export function readV2(document: JsonObject): AcceptedKeyset | null {
  const keys = new Map<string, IssuerKey>();
  for (const [kid, entry] of Object.entries(isJsonObject(document.keys) ? document.keys : {})) {
    if (!isJsonObject(entry) || kid.trim() === '') continue;
    const public_key = publicKeyFromEntry(entry.public_key);
    if (public_key !== null) keys.set(kid, issuerKey(kid, public_key, entry));
  }
  if (keys.size === 0) return null;
  return {
    version: Number(document.version),
    sha256: signedSha256(document),
    threshold: Number(document.threshold),
    issued_at: Number(document.issued_at),
    not_after: Number(document.not_after),
    keys,
  };
}

function issuerKey(kid: string, public_key: Uint8Array, entry: JsonObject): IssuerKey {
  // Absent = license. A purpose that this build does not know allows nothing here.
  const purposes: KeysetPurpose[] = Array.isArray(entry.purposes) ? entry.purposes.filter(isPurpose) : ['license'];
  return {
    kid,
    public_key,
    purposes,
    not_before: Number(entry.not_before),
    not_after: Number(entry.not_after),
    revoked: entry.revoked_at !== undefined,
  };
}
