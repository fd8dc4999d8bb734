import { z } from 'zod';

export const LICENSE_VERIFY_REASONS = [
  'ok',
  'license_invalid',
  'license_expired',
  'license_revoked',
  'license_revocation_stale',
  'binding_mismatch',
] as const;

/** license_verify.v0: what is known about a licence and the first check that failed (licensing.md). Times in epoch seconds. */
export const licenseVerifySchema = z.object({
  schema_version: z.literal('license_verify.v0'),
  license_ok: z.boolean(),
  reason: z.enum(LICENSE_VERIFY_REASONS),
  reason_code: z.enum(LICENSE_VERIFY_REASONS),
  failure_code: z.string().nullable(),
  failure_detail: z.string().nullable(),
  kid: z.string().nullable(),
  issuer: z.string().nullable(),
  license_id: z.string().nullable(),
  expiry: z.int().nullable(),
  expires_at: z.int().nullable(),
  entitlements: z.array(z.string()),
  entitlements_summary: z.array(z.string()),
  notes: z.array(z.string()),
});
export type LicenseVerify = z.infer<typeof licenseVerifySchema>;

/** Outcome of the apply licence gate; `block_reason` null when it is open. */
export const licenseGateSchema = z.object({
  license_ok: z.boolean(),
  reason: z.enum([...LICENSE_VERIFY_REASONS, 'license_missing', 'entitlement_missing']),
  expires_at: z.int().nullable(),
  entitlements_summary: z.array(z.string()),
  block_reason: z
    .enum([
      'license_missing',
      'license_invalid',
      'license_expired',
      'license_revoked',
      'license_revocation_stale',
      'binding_mismatch',
      'entitlement_missing',
    ])
    .nullable(),
  license_path: z.string().nullable(),
});
export type LicenseGate = z.infer<typeof licenseGateSchema>;
