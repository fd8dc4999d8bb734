import { type License, type LicenseBody, licenseSchema, ModeKeeperError } from '@modekeeper/contracts';
import type { Signer } from '../sign/signer.ts';
import { signInline } from '../signed-json/inline.ts';

/**
 * Issues a licence, signed by an issuer key of purpose `license`; its kid is the signer's. Members that are not given are
 * left out, except `bindings: {}` (licensing.md, "Issuing").
 * @throws ModeKeeperError `invalid_input` when a verifier would refuse it
 */
export async function issueLicense(input: LicenseBody, issuer: Signer): Promise<License> {
  const body = { ...input, schema_version: 'license.v1' as const, kid: issuer.kid, bindings: input.bindings ?? {} };
  const parsed = licenseSchema.safeParse({ ...body, signature: '' });
  if (!parsed.success || input.expires_at <= input.issued_at || input.entitlements.length === 0) {
    throw new ModeKeeperError({
      code: 'invalid_input',
      message: 'The licence is not issued: a field is missing or wrong.',
      hint: 'Give org, kid, entitlements, and an expires_at after issued_at, as whole epoch seconds.',
      cause: parsed.error,
    });
  }
  return { ...body, signature: await signInline(body, issuer) };
}
