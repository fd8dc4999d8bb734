// Keys and documents of an installation in which nothing is wrong.
import { base64Encode, type DsseEnvelope, type TrustDocumentKind } from '@modekeeper/contracts';
import {
  createEnvelope,
  generateKeyPair,
  issueFreshness,
  issueKeyset,
  issueLicense,
  issueRevocationList,
  keysetEntry,
  type Signer,
  signerOf,
} from '@modekeeper/trust';

const bytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const DAY_S = 86_400;

export interface TestTrust {
  readonly approval: Signer;
  /** Chart value `trust`. */
  readonly values: { roots: Record<string, string>; approvalKeys: Record<string, string> };
  documents(
    cluster_uid: string,
    entitlements?: readonly string[],
    /** Licences that a newer revocation list names; none: the first list. */
    revoked?: readonly string[],
  ): Promise<Record<TrustDocumentKind, string>>;
  approve(plan_digest: string, effect_digest: string, part?: object): Promise<DsseEnvelope>;
  killSet(epoch: number, active: boolean, cluster_id: string): Promise<DsseEnvelope>;
}

/** @param now_ms when everything is issued */
export async function makeTrust(now_ms: () => number = Date.now): Promise<TestTrust> {
  const make = async (kid: string) => signerOf(await generateKeyPair(bytes), kid);
  const [root, issuer, freshener, approval] = (await Promise.all(['root-1', 'issuer-1', 'fresh-1', 'approval-1'].map(make))) as [
    Signer,
    Signer,
    Signer,
    Signer,
  ];
  const now_s = () => Math.floor(now_ms() / 1000);
  return {
    approval,
    values: {
      roots: { 'root-1': base64Encode(root.public_key) },
      approvalKeys: { 'approval-1': base64Encode(approval.public_key) },
    },
    async documents(cluster_uid, entitlements = ['apply'], revoked = []) {
      const now = now_s();
      const window = { not_before: now - DAY_S, not_after: now + 30 * DAY_S };
      const keys = {
        [issuer.kid]: keysetEntry(issuer.public_key, window),
        [freshener.kid]: keysetEntry(freshener.public_key, window, ['freshness']),
      };
      const keyset = await issueKeyset({ version: 1, issued_at: now - 60, not_after: now + 30 * DAY_S, threshold: 1, keys }, [
        root,
      ]);
      const list = await issueRevocationList(
        {
          number: revoked.length === 0 ? 1 : 2,
          issued_at: now - 60,
          next_update: now + 30 * DAY_S,
          revoked_licenses: [...revoked],
          revoked_kids: [],
        },
        [root],
      );
      const freshness = await issueFreshness({ list, issued_at: now - 5, valid_until: now + DAY_S }, freshener);
      const license = await issueLicense(
        {
          org: 'Example',
          issued_at: now - 60,
          expires_at: now + DAY_S,
          entitlements: [...entitlements],
          license_id: 'lic-1',
          bindings: { cluster_uid },
        },
        issuer,
      );
      const text = (value: unknown) => JSON.stringify(value);
      return {
        issuer_keyset: text(keyset),
        revocation_list: text(list),
        revocation_freshness: text(freshness),
        license: text(license),
      };
    },
    approve(plan_digest, effect_digest, part = {}) {
      const now = now_s();
      const approval_body = {
        schema_version: 'approval.v1' as const,
        plan_digest,
        effect_digest,
        decision: 'approve' as const,
        level: 'L0' as const,
        approver: { id: 'usr_test', key_id: approval.kid },
        issued_at: now,
        expires_at: now + 3600,
        nonce: base64Encode(bytes(16)),
        ...part,
      };
      return createEnvelope('approval', approval_body, [approval]);
    },
    killSet(epoch, active, cluster_id) {
      const body = {
        schema_version: 'kill_state.v1' as const,
        epoch,
        scope: { type: 'cluster' as const, id: cluster_id },
        active,
        source: 'cloud' as const,
        actor: 'usr_test',
        reason: 'test',
        at: now_s(),
      };
      return createEnvelope('kill_state', body, [approval]);
    },
  };
}
