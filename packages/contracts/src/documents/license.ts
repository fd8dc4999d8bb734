import { z } from 'zod';
import { epochSecondsSchema, nonBlankSchema } from '../primitives.ts';

/** How old revocation data may be before new applies stop (licensing.md, "Connector and cloud"), in seconds. */
export const FRESHNESS_CLASS_LIMIT_S = { connected: 24 * 3600, intermittent: 7 * 86_400, air_gapped: 30 * 86_400 } as const;
export type FreshnessClass = keyof typeof FRESHNESS_CLASS_LIMIT_S;
export const freshnessClassSchema = z.enum(['connected', 'intermittent', 'air_gapped']);

/**
 * license.v1 as an issuer writes it. A verifier does not use this schema: it checks field by field, since the first
 * failure's code is contract (`packages/trust`, license chain).
 */
export const licenseBodySchema = z.looseObject({
  org: nonBlankSchema,
  issued_at: epochSecondsSchema,
  expires_at: epochSecondsSchema,
  entitlements: z.array(z.string()),
  bindings: z.strictObject({ kube_context: nonBlankSchema.optional(), cluster_uid: nonBlankSchema.optional() }).optional(),
  issuer: nonBlankSchema.optional(),
  license_id: nonBlankSchema.optional(),
  require_passport: z.boolean().optional(),
  freshness_class: freshnessClassSchema.optional(),
});
/** What an issuer says, before schema version, kid and signature are added. */
export type LicenseBody = z.infer<typeof licenseBodySchema>;

export const licenseSchema = licenseBodySchema.extend({
  schema_version: z.literal('license.v1'),
  kid: nonBlankSchema.optional(),
  signature: z.string(),
});
export type License = z.infer<typeof licenseSchema>;
