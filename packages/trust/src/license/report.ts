import type { LicenseVerify } from '@modekeeper/contracts';
import type { LicenseFacts, LicenseFailure } from './read.ts';

/** Reasons other than `license_invalid`, by failure code (licensing.md, license_verify.v0). */
const REASON_OF: Readonly<Record<string, LicenseVerify['reason']>> = {
  license_expired: 'license_expired',
  issuer_key_revoked: 'license_revoked',
  license_revoked: 'license_revoked',
  revocation_list_missing: 'license_revocation_stale',
  revocation_list_invalid: 'license_revocation_stale',
  revocation_list_rollback: 'license_revocation_stale',
  revocation_list_stale: 'license_revocation_stale',
  revocation_freshness_stale: 'license_revocation_stale',
  license_binding_mismatch: 'binding_mismatch',
};

/** license_verify.v0 of an outcome; `failure` null = ok. */
export function licenseReport(facts: LicenseFacts, failure: LicenseFailure | null, notes: string[]): LicenseVerify {
  const reason = failure === null ? 'ok' : (REASON_OF[failure.failure_code] ?? 'license_invalid');
  return {
    schema_version: 'license_verify.v0',
    license_ok: failure === null,
    reason,
    reason_code: reason,
    failure_code: failure?.failure_code ?? null,
    failure_detail: failure?.failure_detail ?? null,
    kid: facts.kid,
    issuer: facts.issuer,
    license_id: facts.license_id,
    expiry: facts.expires_at,
    expires_at: facts.expires_at,
    entitlements: facts.entitlements,
    entitlements_summary: facts.entitlements,
    notes,
  };
}
