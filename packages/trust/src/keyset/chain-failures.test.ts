import { describe, expect, it } from 'vitest';
import { type LicenseChainInput, verifyLicenseChain } from '../license/verify.ts';
import { MISSING, presentFile } from '../signed-json/inline.ts';
import { file, goodInput, makeKeyset, makeLicense, NOW, root_1, root_2, stranger } from '../testing/world.ts';
import { EMPTY_TRUST_STATE } from '../trust-state/trust-state.ts';

type Part = Partial<LicenseChainInput>;
const reportOf = async (part: Part) => (await verifyLicenseChain(await goodInput(part))).report;
const changedKeyset = async (part: object) => file({ ...(await makeKeyset()), ...part });
const keysetWith = async (part: object) => file(await makeKeyset(part));
const good = await makeLicense();
const tampered = async (part: object) => file({ ...good, ...part });
const signatureOfRoot1 = (await makeKeyset()).signatures[0]?.signature ?? '';

// Rows in the order of licensing.md, `code: detail: reason`; each input has this fault and no other.
const failures: readonly [string, readonly (() => Promise<Part>)[]][] = [
  [
    'license_kid_invalid: kid_required_in_trust_chain_mode: license_invalid',
    [async () => ({ license: await tampered({ kid: undefined }) })],
  ],
  [
    'root_public_keys_unavailable: root_public_key_allowlist_empty_or_invalid: license_invalid',
    [async () => ({ roots: new Map() })],
  ],
  [
    'issuer_keyset_missing: issuer_keyset_path_required_in_trust_chain_mode: license_invalid',
    [async () => ({ keyset: MISSING })],
  ],
  ['issuer_keyset_io_error: issuer_keyset_path_unreadable: license_invalid', [async () => ({ keyset: { kind: 'unreadable' } })]],
  [
    'issuer_keyset_invalid_json: issuer_keyset_payload_not_json_object: license_invalid',
    [async () => ({ keyset: presentFile('{"a":1,"a":1}') })],
  ],
  [
    'issuer_keyset_invalid_shape: issuer_keyset_payload_not_object: license_invalid',
    [
      async () => ({ keyset: file([]) }),
      async () => ({ keyset: await changedKeyset({ version: '3' }) }),
      async () => ({ keyset: await changedKeyset({ version: 1.5 }) }),
      async () => ({ keyset: await changedKeyset({ signatures: {} }) }),
      async () => ({ keyset: await changedKeyset({ keys: { k: { public_key: 1 } } }) }),
    ],
  ],
  [
    'issuer_keyset_schema_unsupported: schema_version_must_be_issuer_keyset_v1: license_invalid',
    [async () => ({ keyset: await changedKeyset({ schema_version: 'x' }) })],
  ],
  [
    'issuer_keyset_schema_unsupported: issuer_keyset_v2_required_for_apply: license_invalid',
    [async () => ({ keyset: await changedKeyset({ schema_version: 'issuer_keyset.v1' }) })],
  ],
  [
    'issuer_keyset_root_kid_invalid: root_kid_must_be_non_empty_string: license_invalid',
    [async () => ({ keyset: await changedKeyset({ signatures: [{ root_kid: ' ', signature: 'x' }] }) })],
  ],
  [
    'issuer_keyset_unknown_root_kid: root_kid_not_in_root_public_key_allowlist: license_invalid',
    [
      async () => ({ keyset: await changedKeyset({ signatures: [{ root_kid: 'other', signature: 'x' }] }) }),
      async () => ({ keyset: await changedKeyset({ signatures: [] }) }),
    ],
  ],
  [
    'issuer_keyset_signature_missing: signature_must_be_non_empty_base64_string: license_invalid',
    [async () => ({ keyset: await changedKeyset({ signatures: [{ root_kid: 'root-1', signature: '' }] }) })],
  ],
  [
    'issuer_keyset_keys_invalid: keys_must_be_non_empty_map_of_kid_to_public_key: license_invalid',
    [async () => ({ keyset: await keysetWith({ keys: {} }) }), async () => ({ keyset: await changedKeyset({ keys: 7 }) })],
  ],
  [
    'issuer_keyset_signature_invalid: issuer_keyset_signature_does_not_match_selected_root_key: license_invalid',
    [
      async () => ({ keyset: await changedKeyset({ version: 4 }) }),
      async () => ({ keyset: file(await makeKeyset({}, [stranger, root_2])) }),
    ],
  ],
  [
    'issuer_keyset_threshold_not_met: not_enough_valid_root_signatures: license_invalid',
    [
      async () => ({ keyset: file(await makeKeyset({}, [root_1])) }),
      async () => ({
        keyset: await changedKeyset({ signatures: [1, 2].map(() => ({ root_kid: 'root-1', signature: signatureOfRoot1 })) }),
      }),
      async () => ({ trust_state: { ...EMPTY_TRUST_STATE, keyset_threshold: 3 } }),
    ],
  ],
  [
    'clock_untrusted: own_clock_and_api_server_clock_more_than_300_s_apart: license_invalid',
    [async () => ({ clocks: { own: NOW, api_server: NOW + 301 } })],
  ],
  ['clock_rollback: trust_state_unreadable: license_invalid', [async () => ({ trust_state: null })]],
  [
    'clock_rollback: current_time_before_last_seen_time: license_invalid',
    [async () => ({ trust_state: { ...EMPTY_TRUST_STATE, last_seen_time: NOW + 301 } })],
  ],
  [
    'issuer_keyset_rollback: version_lower_than_last_accepted: license_invalid',
    [
      async () => ({ trust_state: { ...EMPTY_TRUST_STATE, keyset_version: 4 } }),
      async () => ({ trust_state: { ...EMPTY_TRUST_STATE, keyset_version: 3, keyset_sha256: 'f'.repeat(64) } }),
    ],
  ],
  [
    'issuer_keyset_expired: current_time_on_or_after_not_after: license_invalid',
    [async () => ({ keyset: await keysetWith({ not_after: NOW + 10 }) })],
  ],
];

describe('the chain up to the keyset, every failure of the contract', () => {
  it.each(failures)('%s', async (expected, parts) => {
    for (const part of parts) {
      const report = await reportOf(await part());
      expect(report).toMatchObject({ license_ok: false, reason_code: report.reason });
      expect(`${report.failure_code}: ${report.failure_detail}: ${report.reason}`).toBe(expected);
    }
  });
});
