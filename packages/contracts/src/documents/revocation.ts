import { z } from 'zod';
import { epochSecondsSchema, nonBlankSchema, sha256HexSchema } from '../primitives.ts';
import { rootSignatureSchema } from './keyset.ts';

const revocationListBodySchema = z.looseObject({
  number: z.int().min(1),
  issued_at: epochSecondsSchema,
  next_update: epochSecondsSchema,
  revoked_licenses: z.array(z.string()),
  revoked_kids: z.array(z.string()),
});
/** What the roots sign, before schema version and signatures are added. */
export type RevocationListBody = z.infer<typeof revocationListBodySchema>;

/** revocation_list.v1, root-signed. `revoked_licenses`: license ids or `sha256:<hex>` of signed bytes. */
export const revocationListSchema = revocationListBodySchema.extend({
  schema_version: z.literal('revocation_list.v1'),
  signatures: z.array(rootSignatureSchema),
});
export type RevocationList = z.infer<typeof revocationListSchema>;

/**
 * revocation_freshness.v1, signed by an online `freshness` key of the keyset: "this list was the newest at issued_at".
 * `list_sha256` = SHA-256 of the list's signed bytes. A stolen freshness key can withhold, never un-revoke.
 */
export const revocationFreshnessSchema = z.looseObject({
  schema_version: z.literal('revocation_freshness.v1'),
  list_number: z.int().min(1),
  list_sha256: sha256HexSchema,
  issued_at: epochSecondsSchema,
  valid_until: epochSecondsSchema,
  kid: nonBlankSchema,
  signature: z.string(),
});
export type RevocationFreshness = z.infer<typeof revocationFreshnessSchema>;
