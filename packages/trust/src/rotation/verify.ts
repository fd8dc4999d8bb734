import { type DsseEnvelope, KEY_ROTATION_TOLERANCE_S, type KeyRotation, ModeKeeperError } from '@modekeeper/contracts';
import { readUnverified } from '../dsse/read.ts';
import { verifyEnvelope } from '../dsse/verify.ts';
import { createKeyring } from '../keyring/keyring.ts';
import { importPublicKey, keyidOf } from '../sign/public-key.ts';

export type VerifyRotationInput = {
  envelope: DsseEnvelope;
  /** Raw public key that the document may replace. */
  old_public_key: Uint8Array;
  /** Whose connector it must speak of. */
  tenant_id: string;
  cluster_id: string;
  /** Epoch seconds. */
  now: number;
};

/**
 * Verifies a rotation: exactly two signatures, one by the old key and one by the new key that the payload carries, both over this cluster,
 * made within 300 s. Whether the old key is the one in use, and the new one really new, is the caller's to say.
 * @throws ModeKeeperError `clock_skew`, `signature_threshold_not_met`, `document_invalid`, `key_invalid`, `key_low_order`, and what
 * `verifyEnvelope` throws
 */
export async function verifyKeyRotation(input: VerifyRotationInput): Promise<{ rotation: KeyRotation; digest: string }> {
  const { payload: said } = readUnverified(input.envelope, 'key_rotation');
  const new_public_key = importPublicKey(said.new_public_key);
  const [old_key_id, new_key_id] = [keyidOf(input.old_public_key), keyidOf(new_public_key)];
  if (old_key_id === new_key_id) throw invalid('the new key is the old one');
  if (input.envelope.signatures.length !== 2) throw invalid('it does not carry exactly two signatures');
  const keyring = createKeyring([
    { kid: old_key_id, public_key: input.old_public_key, purposes: ['connector'] },
    { kid: new_key_id, public_key: new_public_key, purposes: ['connector'] },
  ]);
  const { digest, payload } = await verifyEnvelope(input.envelope, keyring, {
    kind: 'key_rotation',
    purpose: 'connector',
    threshold: 2,
  });
  if (payload.old_key_id !== old_key_id || payload.new_key_id !== new_key_id)
    throw invalid('its key ids are not those of the keys that signed');
  if (payload.tenant_id !== input.tenant_id || payload.cluster_id !== input.cluster_id) throw invalid('it names another cluster');
  if (Math.abs(payload.issued_at - input.now) > KEY_ROTATION_TOLERANCE_S) throw skewed();
  return { rotation: payload, digest };
}

function invalid(why: string): ModeKeeperError {
  return new ModeKeeperError({
    code: 'document_invalid',
    message: `This key rotation is not valid: ${why}.`,
    hint: 'A rotation is signed by the key in use and by the new one, for one cluster; let the connector make it anew.',
  });
}

function skewed(): ModeKeeperError {
  return new ModeKeeperError({
    code: 'clock_skew',
    message: `This key rotation is refused: its time is more than ${KEY_ROTATION_TOLERANCE_S} s away from ours.`,
    hint: 'Check the clock of the cluster; the connector makes a new document for each attempt.',
  });
}
