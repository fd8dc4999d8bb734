import {
  base64Decode,
  isJsonObject,
  isModeKeeperError,
  type JsonValue,
  type KeyPurpose,
  strictParse,
} from '@modekeeper/contracts';
import { PUBLIC_KEY_BYTES } from '../sign/ed25519.ts';
import { isLowOrder, keyidOf } from '../sign/public-key.ts';
import type { TrustedKey } from './keyring.ts';

/** Raw public keys by kid. */
export type PublicKeys = ReadonlyMap<string, Uint8Array>;

/** Raw public key of a keyring entry; null for bad base64, wrong length or a low-order point. */
export function publicKeyFromEntry(entry: JsonValue | undefined): Uint8Array | null {
  if (typeof entry !== 'string' || entry.trim() === '') return null;
  const bytes = base64Decode(entry);
  return bytes !== null && bytes.length === PUBLIC_KEY_BYTES && !isLowOrder(bytes) ? bytes : null;
}

/** Keys of a JSON map kid to base64. Entries that are not keys are dropped (licensing.md, "Keyrings and lookup"). */
export function publicKeysOf(map: JsonValue): PublicKeys {
  const keys = new Map<string, Uint8Array>();
  if (!isJsonObject(map)) return keys;
  for (const [kid, entry] of Object.entries(map)) {
    const public_key = publicKeyFromEntry(entry);
    if (kid.trim() !== '' && public_key !== null) keys.set(kid, public_key);
  }
  return keys;
}

/**
 * Reads a keyring file (`root_public_keys.json` and its like). An unreadable (null) or invalid file is an empty keyring:
 * nothing is trusted then, and whatever needed a key says so.
 */
export function parseKeyringFile(file: Uint8Array | string | null): PublicKeys {
  if (file === null) return new Map();
  try {
    return publicKeysOf(strictParse(file, { profile: 'strict' }));
  } catch (error) {
    if (isModeKeeperError(error)) return new Map();
    throw error;
  }
}

/**
 * Trusted keys of a keyring file for one purpose. Connector and approver keys go by their keyid whatever label the file
 * gives them, so that one key under two labels stays one key; other keys go by kid.
 */
export function trustedKeysOf(keys: PublicKeys, purpose: KeyPurpose): TrustedKey[] {
  const byKid = new Map<string, TrustedKey>();
  for (const [label, public_key] of keys) {
    const kid = purpose === 'connector' || purpose === 'approver' ? keyidOf(public_key) : label;
    byKid.set(kid, { kid, public_key, purposes: [purpose] });
  }
  return [...byKid.values()];
}
