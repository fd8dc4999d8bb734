import { describe, expect, it } from 'vitest';
import { keysetEntry } from '../keyset/issue.ts';
import { MISSING, presentFile, signedSha256, signInline } from '../signed-json/inline.ts';
import {
  auditor,
  DAY,
  file,
  freshener,
  goodInput,
  issuer,
  keysetBody,
  makeKeyset,
  makeLicense,
  makeList,
  NOW,
  root_1,
  root_2,
} from '../testing/world.ts';
import { EMPTY_TRUST_STATE } from '../trust-state/trust-state.ts';
import { type LicenseChainInput, verifyLicenseChain } from './verify.ts';

type Part = Partial<LicenseChainInput>;
const reportOf = async (part: Part) => (await verifyLicenseChain(await goodInput(part))).report;
const keys = keysetBody.keys;
const keysetWith = async (part: object) => file(await makeKeyset(part));
const unreadable = { kind: 'unreadable' } as const;
const issuerKey = (part: object) => ({
  keys: { ...keys, [issuer.kid]: { ...keysetEntry(issuer.public_key, { not_before: 0, not_after: NOW + DAY }), ...part } },
});
const good = await makeLicense();
const tampered = async (part: object) => file({ ...good, ...part });
const listFile = async (part: object, signers = [root_1, root_2]) => file(await makeList(part, signers));

/** Signed well, but with members that the issuing function would refuse. */
const signedAsIs = async (part: object) => {
  const license = { ...good, ...part };
  return file({ ...license, signature: await signInline(license, issuer) });
};

// Rows in the order of licensing.md, `code: detail: reason`; each input has this fault and no other.
const failures: readonly [string, readonly (() => Promise<Part>)[]][] = [
  [
    'license_unknown_issuer_kid: license_kid_not_in_issuer_keyset: license_invalid',
    [async () => ({ license: await tampered({ kid: 'issuer-1 ' }) })],
  ],
  [
    'key_purpose_mismatch: issuer_key_purposes_do_not_include_license: license_invalid',
    [
      async () => ({ license: file(await makeLicense({}, freshener)) }),
      async () => ({ license: file(await makeLicense({}, auditor)) }),
    ],
  ],
  [
    'issuer_key_expired: issuer_key_outside_validity_window: license_invalid',
    [
      async () => ({ keyset: await keysetWith(issuerKey({ not_after: NOW + 10 })) }),
      async () => ({ keyset: await keysetWith(issuerKey({ not_before: NOW + 5 })) }),
      async () => ({ keyset: await keysetWith(issuerKey({ not_before: good.issued_at + 1 })) }),
    ],
  ],
  [
    'license_signature_invalid: signature_does_not_match_selected_public_key: license_invalid',
    [
      async () => ({ license: await tampered({ org: 'Somebody else' }) }),
      async () => ({ license: await tampered({ signature: 'not base64' }) }),
      async () => ({ license: await tampered({ signature: 'AAAA' }) }),
    ],
  ],
  [
    'license_time_window_invalid: issued_at_must_be_less_than_expires_at: license_invalid',
    [
      async () => ({ license: await signedAsIs({ expires_at: good.issued_at }) }),
      async () => ({ license: await signedAsIs({ expires_at: good.issued_at - 1 }) }),
    ],
  ],
  [
    'license_not_yet_valid: current_time_before_issued_at: license_invalid',
    [async () => ({ license: file(await makeLicense({ issued_at: NOW + 5 })) })],
  ],
  [
    'license_expired: current_time_on_or_after_expires_at: license_expired',
    [async () => ({ license: file(await makeLicense({ expires_at: NOW + 10 })) })],
  ],
  [
    'issuer_key_revoked: issuer_key_is_revoked: license_revoked',
    [
      async () => ({ keyset: await keysetWith(issuerKey({ revoked_at: NOW + 5 * DAY })) }),
      async () => ({ revocation_list: await listFile({ revoked_kids: [issuer.kid] }) }),
    ],
  ],
  [
    'license_revoked: license_is_on_revocation_list: license_revoked',
    [
      async () => ({ revocation_list: await listFile({ revoked_licenses: ['lic-1'] }) }),
      async () => ({ revocation_list: await listFile({ revoked_licenses: [`sha256:${signedSha256(good)}`] }) }),
      async () => ({ revocation_list: await listFile({ revoked_licenses: ['lic-1'], next_update: NOW - DAY }) }),
    ],
  ],
  ['revocation_list_missing: revocation_list_required: license_revocation_stale', [async () => ({ revocation_list: MISSING })]],
  [
    'revocation_list_invalid: revocation_list_not_valid: license_revocation_stale',
    [
      async () => ({ revocation_list: unreadable }),
      async () => ({ revocation_list: presentFile('{') }),
      async () => ({ revocation_list: await listFile({}, [root_1]) }),
      async () => ({ revocation_list: file({ ...(await makeList()), number: 8 }) }),
    ],
  ],
  [
    'revocation_list_rollback: number_lower_than_last_accepted: license_revocation_stale',
    [async () => ({ trust_state: { ...EMPTY_TRUST_STATE, crl_number: 8 } })],
  ],
  [
    'revocation_list_stale: current_time_on_or_after_next_update: license_revocation_stale',
    [async () => ({ revocation_list: await listFile({ next_update: NOW + 10 }) })],
  ],
  [
    'revocation_freshness_stale: revocation_data_older_than_freshness_class_allows: license_revocation_stale',
    [async () => ({ revocation_list: await listFile({ issued_at: NOW - DAY }), freshness: MISSING })],
  ],
  [
    'license_binding_mismatch: cluster_uid_binding_mismatch: binding_mismatch',
    [
      async () => ({ bindings: { kube_context: 'c', cluster_uid: 'other' } }),
      async () => ({ bindings: { kube_context: 'c', cluster_uid: null } }),
    ],
  ],
];

describe('the licence under a good keyset, every failure of the contract', () => {
  it.each(failures)('%s', async (expected, parts) => {
    for (const part of parts) {
      const report = await reportOf(await part());
      expect(report).toMatchObject({ license_ok: false, reason_code: report.reason });
      expect(`${report.failure_code}: ${report.failure_detail}: ${report.reason}`).toBe(expected);
    }
  });
});
