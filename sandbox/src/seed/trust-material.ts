import { base64Decode, type TrustDocument } from '@modekeeper/contracts';
import { issueKeyset, issueLicense, issueRevocationList, keysetEntry } from '@modekeeper/trust';
import { type SandboxKey, type SandboxSecrets, signerOfKey } from '../state/secrets.ts';

const YEAR_S = 365 * 86_400;

const raw = (key: SandboxKey) => base64Decode(key.public_key) ?? new Uint8Array();

/**
 * Keyset, empty revocation list and licence of a sandbox: what a vendor would publish and sell, made with the sandbox's own
 * root and bound to the one cluster that the sandbox has. Versions are the second of making, so that a later start is newer.
 */
export async function makeTrustDocuments(secrets: SandboxSecrets, cluster_uid: string, now_s: number): Promise<TrustDocument[]> {
  const root = signerOfKey(secrets.root);
  const window = { not_before: now_s - 3600, not_after: now_s + YEAR_S };
  const keys = {
    [secrets.issuer.kid]: keysetEntry(raw(secrets.issuer), window, ['license']),
    [secrets.freshness.kid]: keysetEntry(raw(secrets.freshness), window, ['freshness']),
  };
  const keyset = await issueKeyset({ version: now_s, issued_at: now_s, not_after: now_s + YEAR_S, keys, threshold: 1 }, [root]);
  const list = await issueRevocationList(
    { number: now_s, issued_at: now_s, next_update: now_s + YEAR_S, revoked_licenses: [], revoked_kids: [] },
    [root],
  );
  const license = await issueLicense(
    {
      org: 'ModeKeeper sandbox',
      license_id: `sandbox-${now_s}`,
      issued_at: now_s,
      expires_at: now_s + YEAR_S,
      entitlements: ['apply'],
      bindings: { cluster_uid },
    },
    signerOfKey(secrets.issuer),
  );
  return [
    { kind: 'issuer_keyset', document: JSON.stringify(keyset) },
    { kind: 'revocation_list', document: JSON.stringify(list) },
    { kind: 'license', document: JSON.stringify(license) },
  ];
}
