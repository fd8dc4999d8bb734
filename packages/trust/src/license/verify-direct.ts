import type { LicenseVerify } from '@modekeeper/contracts';
import type { PublicKeys } from '../keyring/parse-file.ts';
import type { TrustFile } from '../signed-json/inline.ts';
import { type BindingFacts, judgeBindings } from './bindings.ts';
import { readLicense } from './read.ts';
import { licenseReport } from './report.ts';
import { hasSignatureOf, judgeWindow, SIGNATURE_INVALID } from './verify.ts';

export type DirectLicenseInput = { license: TrustFile; public_keys: PublicKeys; now: number; bindings: BindingFacts };

/**
 * Direct mode of `mk license verify`: the licence against a list of issuer keys, without roots, keyset and revocation. Never
 * enough for apply. Without kid every key is tried (note `kid_missing`).
 */
export async function verifyLicenseDirect(input: DirectLicenseInput): Promise<LicenseVerify> {
  const reading = readLicense(input.license, false);
  if (!reading.ok) return licenseReport(reading.facts, reading, []);
  const { license, facts } = reading;
  const notes = license.kid === null ? ['kid_missing'] : [];
  const refuse = (failure_code: string, failure_detail: string) => licenseReport(facts, { failure_code, failure_detail }, notes);
  if (input.public_keys.size === 0) return refuse('public_keys_unavailable', 'public_key_allowlist_empty_or_invalid');
  const candidates = license.kid === null ? [...input.public_keys.values()] : [input.public_keys.get(license.kid)];
  if (candidates[0] === undefined) return refuse('license_unknown_kid', 'license_kid_not_in_public_key_allowlist');
  let signed = false;
  for (const key of candidates) signed ||= key !== undefined && (await hasSignatureOf(license, key));
  if (!signed) return licenseReport(facts, SIGNATURE_INVALID, notes);
  const time = { earliest: input.now, latest: input.now };
  return licenseReport(facts, judgeWindow(license, time) ?? judgeBindings(license.bindings, input.bindings), notes);
}
