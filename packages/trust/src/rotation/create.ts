import { base64Encode, type DsseEnvelope } from '@modekeeper/contracts';
import { createEnvelope } from '../dsse/create.ts';
import type { Signer } from '../sign/signer.ts';

export type CreateRotationInput = {
  tenant_id: string;
  cluster_id: string;
  /** The key that sessions use now. */
  from: Signer;
  /** The key that takes its place. */
  to: Signer;
  /** Epoch seconds. */
  issued_at: number;
  nonce: string;
};

/** A connector's new key, signed by the old one and the new one. @throws ModeKeeperError `document_invalid` */
export function createKeyRotation({ from, to, ...rest }: CreateRotationInput): Promise<DsseEnvelope> {
  const payload = {
    schema_version: 'key_rotation.v1' as const,
    ...rest,
    old_key_id: from.kid,
    new_key_id: to.kid,
    new_public_key: base64Encode(to.public_key),
  };
  return createEnvelope('key_rotation', payload, [from, to]);
}
