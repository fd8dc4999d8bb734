import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateKeyPair, issueKeyset, issueLicense, issueRevocationList, keysetEntry, signerOf } from '@modekeeper/trust';

const DAY_S = 86_400;

export type LicenceParts = {
  entitlements?: string[];
  expires_at?: number;
  require_passport?: boolean;
  bindings?: Record<string, string>;
};

/**
 * Writes what a person has who may apply: roots, issuer keyset and revocation list in `~/.config/modekeeper` of the folder's home, and
 * `name`, a licence signed by that chain, in the folder. Times are around now.
 */
export async function writeLicence(folder: string, parts: LicenceParts = {}, name = 'modekeeper.license.json'): Promise<void> {
  const key = async (number: number, kid: string) =>
    signerOf(await generateKeyPair((length) => new Uint8Array(length).fill(number)), kid);
  const [root, issuer] = [await key(1, 'root-1'), await key(2, 'issuer-1')];
  const now = Math.floor(Date.now() / 1_000);
  const window = { not_before: now - DAY_S, not_after: now + DAY_S };
  const keys = { [issuer.kid]: keysetEntry(issuer.public_key, window) };
  const keyset = await issueKeyset({ version: 1, issued_at: now - DAY_S, not_after: now + DAY_S, threshold: 1, keys }, [root]);
  const list = { number: 1, issued_at: now - DAY_S, next_update: now + DAY_S, revoked_licenses: [], revoked_kids: [] };
  const body = { org: 'Example', issued_at: now - 60, expires_at: now + DAY_S, entitlements: ['apply'], bindings: {}, ...parts };
  const home = join(folder, 'home', '.config', 'modekeeper');
  mkdirSync(home, { recursive: true });
  const put = (path: string, document: unknown) => writeFileSync(path, JSON.stringify(document));
  put(join(home, 'license_public_keys.json'), { [root.kid]: Buffer.from(root.public_key).toString('base64') });
  // One version of a keyset has one content: another would be taken for a rollback.
  if (!existsSync(join(home, 'issuer_keyset.json'))) put(join(home, 'issuer_keyset.json'), keyset);
  put(join(home, 'revocation_list.json'), await issueRevocationList(list, [root]));
  put(join(folder, name), await issueLicense(body, issuer));
}
