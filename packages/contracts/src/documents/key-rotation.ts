import { z } from 'zod';
import { clusterIdSchema, organizationIdSchema } from '../ids.ts';
import { epochSecondsSchema, keyidSchema } from '../primitives.ts';
import { nonceSchema } from './approval.ts';
import { dsseEnvelopeSchema } from './envelope.ts';

/** A rotation is taken within this time of its `issued_at`, in seconds; a connector makes a new document for each attempt. */
export const KEY_ROTATION_TOLERANCE_S = 300;

/**
 * A connector's new key, signed by the old key and by the new one (connector.md, "Enrolment and identity", 4): the old one says who may
 * follow it, the new one proves that somebody holds it. `new_public_key`: strict base64 of the raw 32 bytes.
 */
export const keyRotationSchema = z.looseObject({
  schema_version: z.literal('key_rotation.v1'),
  tenant_id: organizationIdSchema,
  cluster_id: clusterIdSchema,
  old_key_id: keyidSchema,
  new_key_id: keyidSchema,
  new_public_key: z.string().length(44),
  issued_at: epochSecondsSchema,
  nonce: nonceSchema,
});
export type KeyRotation = z.infer<typeof keyRotationSchema>;

/** `POST /v1/rotate-key`; nothing but the document proves who asks. */
export const rotateKeyRequestSchema = z.object({ document: dsseEnvelopeSchema });
export type RotateKeyRequest = z.infer<typeof rotateKeyRequestSchema>;

/** From here on only `key_id` opens sessions. */
export const rotateKeyResponseSchema = z.object({ cluster_id: clusterIdSchema, key_id: keyidSchema });
export type RotateKeyResponse = z.infer<typeof rotateKeyResponseSchema>;
