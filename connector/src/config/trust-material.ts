import { isJsonObject, isModeKeeperError, type JsonValue, strictParse } from '@modekeeper/contracts';
import { createKeyring, type Keyring, type PublicKeys, parseKeyringFile, publicKeysOf, trustedKeysOf } from '@modekeeper/trust';
import type { Log } from '../ports.ts';
import type { Files } from './files.ts';

/** What the customer pinned by Helm values; never changed by anything that comes over the socket. */
export interface TrustMaterial {
  readonly roots: PublicKeys;
  /** Keys of the control plane, for approvals at L0 and for lifting a kill switch. */
  readonly approval_keys: Keyring;
  /** Keys of people. */
  readonly approver_keys: Keyring;
}

/**
 * Reads the mounted trust folder. A file that is missing or broken trusts nobody: whatever needs a key then says so, and the log
 * names the file.
 */
export async function readTrustMaterial(dir: string, files: Files, log: Log): Promise<TrustMaterial> {
  const [roots, approval, approver] = await Promise.all(
    ['root_public_keys.json', 'approval_keys.json', 'approver_keys.json'].map((name) => files.read(`${dir}/${name}`)),
  );
  const keyring = (keys: PublicKeys, purpose: 'approval' | 'approver', file: string): Keyring => {
    try {
      return createKeyring(trustedKeysOf(keys, purpose));
    } catch (error) {
      if (!isModeKeeperError(error)) throw error;
      log.error({ file, code: error.code, why: error.message }, 'a trust file names a key twice; none of its keys is trusted');
      return createKeyring([]);
    }
  };
  return {
    roots: parseKeyringFile(roots ?? null),
    approval_keys: keyring(parseKeyringFile(approval ?? null), 'approval', 'approval_keys.json'),
    approver_keys: keyring(approverKeys(approver ?? null), 'approver', 'approver_keys.json'),
  };
}

/** `approver_keys.json` is a list `[{id, key_id, public_key}]`. */
function approverKeys(text: string | null): PublicKeys {
  if (text === null) return new Map();
  let list: JsonValue;
  try {
    list = strictParse(text);
  } catch (error) {
    if (isModeKeeperError(error)) return new Map();
    throw error;
  }
  const entries = Array.isArray(list) ? list.filter(isJsonObject) : [];
  return publicKeysOf(Object.fromEntries(entries.map((entry) => [String(entry.key_id ?? ''), entry.public_key ?? null])));
}
