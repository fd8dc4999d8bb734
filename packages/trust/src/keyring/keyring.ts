import { hexEncode, type KeyPurpose, ModeKeeperError } from '@modekeeper/contracts';

/** A key somebody decided to trust, for its purposes only. The window [not_before, not_after) is in epoch seconds. */
export type TrustedKey = {
  kid: string;
  public_key: Uint8Array;
  purposes: readonly KeyPurpose[];
  not_before?: number;
  not_after?: number;
};

export type Keyring = { readonly keys: ReadonlyMap<string, TrustedKey> };

/**
 * Builds a keyring in which a kid selects exactly one key, for its own purpose.
 * @throws ModeKeeperError `key_invalid` when a kid stands twice; `key_purpose_mismatch` when one public key is given
 * different purposes under different kids
 */
export function createKeyring(keys: Iterable<TrustedKey>): Keyring {
  const byKid = new Map<string, TrustedKey>();
  const purposesOf = new Map<string, string>();
  for (const key of keys) {
    if (byKid.has(key.kid)) throw twice(key.kid);
    const purposes = [...key.purposes].sort().join(',');
    const hex = hexEncode(key.public_key);
    if ((purposesOf.get(hex) ?? purposes) !== purposes) throw otherPurpose(key.kid);
    purposesOf.set(hex, purposes);
    byKid.set(key.kid, key);
  }
  return { keys: byKid };
}

/**
 * The one key of this kid, for this purpose; null when the kid is not known.
 * @throws ModeKeeperError `key_purpose_mismatch` when the key is known for something else
 */
export function selectKey(keyring: Keyring, kid: string, purpose: KeyPurpose): TrustedKey | null {
  const key = keyring.keys.get(kid);
  if (key === undefined) return null;
  if (!key.purposes.includes(purpose)) throw otherPurpose(kid);
  return key;
}

/** True when every given time (epoch seconds) lies in the key's window. */
export function isInWindow(key: Pick<TrustedKey, 'not_before' | 'not_after'>, ...times: readonly number[]): boolean {
  return times.every((time) => time >= (key.not_before ?? 0) && time < (key.not_after ?? Number.POSITIVE_INFINITY));
}

function twice(kid: string): ModeKeeperError {
  return new ModeKeeperError({
    code: 'key_invalid',
    message: `The key id ${kid} stands for two keys.`,
    hint: 'Give each key its own id; a key id selects exactly one key.',
  });
}

function otherPurpose(kid: string): ModeKeeperError {
  return new ModeKeeperError({
    code: 'key_purpose_mismatch',
    message: `The key ${kid} was used for a purpose that is not its own.`,
    hint: 'Use one key per purpose: connector, approval, approver, license, root, freshness and audit keys are all different.',
  });
}
