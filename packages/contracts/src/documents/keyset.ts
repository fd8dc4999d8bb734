import { z } from 'zod';
import { epochSecondsSchema, nonBlankSchema, sha256HexSchema } from '../primitives.ts';

/** What a keyset entry may be used for; absent = `license` only. */
export const KEYSET_PURPOSES = ['license', 'freshness', 'audit'] as const;
export const keysetPurposeSchema = z.enum(KEYSET_PURPOSES);
export type KeysetPurpose = z.infer<typeof keysetPurposeSchema>;

export const rootSignatureSchema = z.looseObject({ root_kid: nonBlankSchema, signature: z.string() });
export type RootSignature = z.infer<typeof rootSignatureSchema>;

/** `public_key`: strict base64 of 32 bytes. Valid in [not_before, not_after), epoch seconds; revoked when revoked_at stands. */
export const keysetKeySchema = z.looseObject({
  public_key: z.string(),
  not_before: epochSecondsSchema,
  not_after: epochSecondsSchema,
  revoked_at: epochSecondsSchema.optional(),
  purposes: z.array(keysetPurposeSchema).optional(),
});
export type KeysetKey = z.infer<typeof keysetKeySchema>;

const issuerKeysetBodySchema = z.looseObject({
  version: z.int().min(1),
  issued_at: epochSecondsSchema,
  not_after: epochSecondsSchema,
  keys: z.record(z.string(), keysetKeySchema),
  threshold: z.int().min(1),
});
/** What the roots sign, before schema version and signatures are added. */
export type IssuerKeysetBody = z.infer<typeof issuerKeysetBodySchema>;

/** issuer_keyset.v2, root-signed with a threshold; extra fields are allowed and signed. */
export const issuerKeysetSchema = issuerKeysetBodySchema.extend({
  schema_version: z.literal('issuer_keyset.v2'),
  signatures: z.array(rootSignatureSchema),
});
export type IssuerKeyset = z.infer<typeof issuerKeysetSchema>;

/** `trust_state.json` (licensing.md): what was accepted last; values are never lowered. */
export const trustStateSchema = z.object({
  schema_version: z.literal('trust_state.v0'),
  keyset_version: z.int().nonnegative(),
  keyset_sha256: z.union([sha256HexSchema, z.literal('')]),
  keyset_threshold: z.int().nonnegative(),
  crl_number: z.int().nonnegative(),
  last_seen_time: epochSecondsSchema,
});
export type TrustState = z.infer<typeof trustStateSchema>;
