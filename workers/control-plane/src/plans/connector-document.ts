import { type DsseEnvelope, type DsseKind, isModeKeeperError } from '@modekeeper/contracts';
import { createKeyring, importPublicKey, type PayloadOf, verifyEnvelope } from '@modekeeper/trust';

/** A key of the cluster's connector; `retired_ms` when another took its place. */
export type EnrolledKey = { readonly key_id: string; readonly public_key: string; readonly retired_ms: number | null };

export type ConnectorDocument<Kind extends DsseKind> =
  | { ok: true; payload: PayloadOf<Kind>; digest: string; key_id: string }
  | { ok: false; code: string; why: string };

/** Clocks of cluster and control plane may differ by this much around the change of keys. */
const RETIRED_TOLERANCE_MS = 300_000;

/**
 * Verifies a document of the connector against the keys that were enrolled for its cluster. A retired key proves only documents from
 * before it was retired. Never throws for what the document says.
 * @param timeOf epoch seconds at which the document says it was made
 */
export async function readConnectorDocument<Kind extends DsseKind>(
  keys: readonly EnrolledKey[],
  kind: Kind,
  envelope: DsseEnvelope,
  timeOf: (payload: PayloadOf<Kind>) => number,
): Promise<ConnectorDocument<Kind>> {
  const keyring = createKeyring(
    keys.map(({ key_id, public_key }) => ({ kid: key_id, public_key: importPublicKey(public_key), purposes: ['connector'] })),
  );
  try {
    const { digest, key_ids, payload } = await verifyEnvelope(envelope, keyring, { kind, purpose: 'connector' });
    const signer = keys.find(({ key_id }) => key_ids.includes(key_id));
    if (signer === undefined) return { ok: false, code: 'key_unknown', why: 'no key of this cluster signed it' };
    if (signer.retired_ms !== null && timeOf(payload) * 1_000 > signer.retired_ms + RETIRED_TOLERANCE_MS) {
      return { ok: false, code: 'key_retired', why: 'it was made after its key was retired' };
    }
    return { ok: true, payload, digest, key_id: signer.key_id };
  } catch (error) {
    if (!isModeKeeperError(error)) throw error;
    return { ok: false, code: error.code, why: error.message };
  }
}
