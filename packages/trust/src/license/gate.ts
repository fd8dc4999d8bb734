import type { LicenseGate } from '@modekeeper/contracts';
import { type LicenseChainInput, type LicenseVerification, verifyLicenseChain } from './verify.ts';

export type LicenseGateResult = { gate: LicenseGate; verification: LicenseVerification | null };

/**
 * The apply licence gate: no licence, then the chain, then the entitlement `apply`. A bad licence closes new applies only.
 * @param license_path what is reported; null in the connector
 */
export async function applyLicenseGate(
  input: Omit<LicenseChainInput, 'purpose'>,
  license_path: string | null,
): Promise<LicenseGateResult> {
  if (input.license.kind === 'missing') return { gate: closed('license_missing', null, [], license_path), verification: null };
  const verification = await verifyLicenseChain({ ...input, purpose: 'apply' });
  const { license_ok, reason, expires_at, entitlements_summary } = verification.report;
  if (!license_ok && reason !== 'ok')
    return { gate: closed(reason, expires_at, entitlements_summary, license_path), verification };
  if (!entitlements_summary.includes('apply')) {
    return { gate: closed('entitlement_missing', expires_at, entitlements_summary, license_path), verification };
  }
  return {
    gate: { license_ok: true, reason: 'ok', expires_at, entitlements_summary, block_reason: null, license_path },
    verification,
  };
}

function closed(
  reason: NonNullable<LicenseGate['block_reason']>,
  expires_at: number | null,
  entitlements_summary: string[],
  license_path: string | null,
): LicenseGate {
  return { license_ok: false, reason, expires_at, entitlements_summary, block_reason: reason, license_path };
}
