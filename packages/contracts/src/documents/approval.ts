import { z } from 'zod';
import { approvalLevelSchema, epochSecondsSchema, nonBlankSchema, sha256HexSchema } from '../primitives.ts';

/** Longest life of an approval, in seconds (safety.md, gate 5). */
export const APPROVAL_MAX_LIFETIME_S = 24 * 3600;

/** Who gave their word: an id (user, or `control_plane` at L0) and the key that signed. */
export const approverSchema = z.looseObject({ id: nonBlankSchema, key_id: nonBlankSchema });

/** Made by the signer from 128 bits of randomness; remembered by the connector for as long as the approval lives. */
export const nonceSchema = z.string().min(16).max(128);

/** A decision about one plan and its one effect. Times in epoch seconds. */
export const approvalSchema = z.looseObject({
  schema_version: z.literal('approval.v1'),
  plan_digest: sha256HexSchema,
  effect_digest: sha256HexSchema,
  decision: z.enum(['approve', 'reject']),
  level: approvalLevelSchema,
  approver: approverSchema,
  issued_at: epochSecondsSchema,
  expires_at: epochSecondsSchema,
  nonce: nonceSchema,
});
export type Approval = z.infer<typeof approvalSchema>;
