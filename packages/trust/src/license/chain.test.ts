import { canonicalJson } from '@modekeeper/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addRootSignatures, keysetEntry } from '../keyset/issue.ts';
import { MISSING, presentFile, signedSha256 } from '../signed-json/inline.ts';
import {
  auditor,
  DAY,
  file,
  freshener,
  goodInput,
  issuer,
  keysetBody,
  makeFreshness,
  makeKeyset,
  makeLicense,
  makeList,
  NOW,
  root_1,
  root_2,
  roots,
  stranger,
} from '../testing/world.ts';
import { EMPTY_TRUST_STATE } from '../trust-state/trust-state.ts';
import { applyLicenseGate } from './gate.ts';
import { type LicenseChainInput, verifyLicenseChain } from './verify.ts';

type Part = Partial<LicenseChainInput>;
const reportOf = async (part: Part) => (await verifyLicenseChain(await goodInput(part))).report;
const keys = keysetBody.keys;
const changedKeyset = async (part: object) => file({ ...(await makeKeyset()), ...part });
const keysetWith = async (part: object) => file(await makeKeyset(part));
const unreadable = { kind: 'unreadable' } as const;
const issuerKey = (part: object) => ({
  keys: { ...keys, [issuer.kid]: { ...keysetEntry(issuer.public_key, { not_before: 0, not_after: NOW + DAY }), ...part } },
});
const good = await makeLicense();
const tampered = async (part: object) => file({ ...good, ...part });
const signatureOfRoot1 = (await makeKeyset()).signatures[0]?.signature ?? '';
const listFile = async (part: object, signers = [root_1, root_2]) => file(await makeList(part, signers));

// Rows in the order of licensing.md: each is the only fault of its input.
const failures: readonly [string, string, string, () => Promise<Part>][] = [
  [
    'license_kid_invalid',
    'kid_required_in_trust_chain_mode',
    'license_invalid',
    async () => ({ license: await tampered({ kid: undefined }) }),
  ],
  [
    'root_public_keys_unavailable',
    'root_public_key_allowlist_empty_or_invalid',
    'license_invalid',
    async () => ({ roots: new Map() }),
  ],
  [
    'issuer_keyset_missing',
    'issuer_keyset_path_required_in_trust_chain_mode',
    'license_invalid',
    async () => ({ keyset: MISSING }),
  ],
  ['issuer_keyset_io_error', 'issuer_keyset_path_unreadable', 'license_invalid', async () => ({ keyset: unreadable })],
  [
    'issuer_keyset_invalid_json',
    'issuer_keyset_payload_not_json_object',
    'license_invalid',
    async () => ({ keyset: presentFile('{"a":1,"a":1}') }),
  ],
  ['issuer_keyset_invalid_shape', 'issuer_keyset_payload_not_object', 'license_invalid', async () => ({ keyset: file([]) })],
  [
    'issuer_keyset_invalid_shape',
    'issuer_keyset_payload_not_object',
    'license_invalid',
    async () => ({ keyset: await changedKeyset({ version: '3' }) }),
  ],
  [
    'issuer_keyset_invalid_shape',
    'issuer_keyset_payload_not_object',
    'license_invalid',
    async () => ({ keyset: await changedKeyset({ version: 1.5 }) }),
  ],
  [
    'issuer_keyset_invalid_shape',
    'issuer_keyset_payload_not_object',
    'license_invalid',
    async () => ({ keyset: await changedKeyset({ signatures: {} }) }),
  ],
  [
    'issuer_keyset_invalid_shape',
    'issuer_keyset_payload_not_object',
    'license_invalid',
    async () => ({ keyset: await changedKeyset({ keys: { k: { public_key: 1 } } }) }),
  ],
  [
    'issuer_keyset_schema_unsupported',
    'schema_version_must_be_issuer_keyset_v1',
    'license_invalid',
    async () => ({ keyset: await changedKeyset({ schema_version: 'x' }) }),
  ],
  [
    'issuer_keyset_schema_unsupported',
    'issuer_keyset_v2_required_for_apply',
    'license_invalid',
    async () => ({ keyset: await changedKeyset({ schema_version: 'issuer_keyset.v1' }) }),
  ],
  [
    'issuer_keyset_root_kid_invalid',
    'root_kid_must_be_non_empty_string',
    'license_invalid',
    async () => ({ keyset: await changedKeyset({ signatures: [{ root_kid: ' ', signature: 'x' }] }) }),
  ],
  [
    'issuer_keyset_unknown_root_kid',
    'root_kid_not_in_root_public_key_allowlist',
    'license_invalid',
    async () => ({ keyset: await changedKeyset({ signatures: [{ root_kid: 'other', signature: 'x' }] }) }),
  ],
  [
    'issuer_keyset_unknown_root_kid',
    'root_kid_not_in_root_public_key_allowlist',
    'license_invalid',
    async () => ({ keyset: await changedKeyset({ signatures: [] }) }),
  ],
  [
    'issuer_keyset_signature_missing',
    'signature_must_be_non_empty_base64_string',
    'license_invalid',
    async () => ({ keyset: await changedKeyset({ signatures: [{ root_kid: 'root-1', signature: '' }] }) }),
  ],
  [
    'issuer_keyset_keys_invalid',
    'keys_must_be_non_empty_map_of_kid_to_public_key',
    'license_invalid',
    async () => ({ keyset: await keysetWith({ keys: {} }) }),
  ],
  [
    'issuer_keyset_keys_invalid',
    'keys_must_be_non_empty_map_of_kid_to_public_key',
    'license_invalid',
    async () => ({ keyset: await changedKeyset({ keys: 7 }) }),
  ],
  [
    'issuer_keyset_signature_invalid',
    'issuer_keyset_signature_does_not_match_selected_root_key',
    'license_invalid',
    async () => ({ keyset: await changedKeyset({ version: 4 }) }),
  ],
  [
    'issuer_keyset_signature_invalid',
    'issuer_keyset_signature_does_not_match_selected_root_key',
    'license_invalid',
    async () => ({ keyset: file(await makeKeyset({}, [stranger, root_2])) }),
  ],
  [
    'issuer_keyset_threshold_not_met',
    'not_enough_valid_root_signatures',
    'license_invalid',
    async () => ({ keyset: file(await makeKeyset({}, [root_1])) }),
  ],
  [
    'issuer_keyset_threshold_not_met',
    'not_enough_valid_root_signatures',
    'license_invalid',
    async () => ({
      keyset: await changedKeyset({ signatures: [1, 2].map(() => ({ root_kid: 'root-1', signature: signatureOfRoot1 })) }),
    }),
  ],
  [
    'issuer_keyset_threshold_not_met',
    'not_enough_valid_root_signatures',
    'license_invalid',
    async () => ({ trust_state: { ...EMPTY_TRUST_STATE, keyset_threshold: 3 } }),
  ],
  [
    'clock_untrusted',
    'own_clock_and_api_server_clock_more_than_300_s_apart',
    'license_invalid',
    async () => ({ clocks: { own: NOW, api_server: NOW + 301 } }),
  ],
  ['clock_rollback', 'trust_state_unreadable', 'license_invalid', async () => ({ trust_state: null })],
  [
    'clock_rollback',
    'current_time_before_last_seen_time',
    'license_invalid',
    async () => ({ trust_state: { ...EMPTY_TRUST_STATE, last_seen_time: NOW + 301 } }),
  ],
  [
    'issuer_keyset_rollback',
    'version_lower_than_last_accepted',
    'license_invalid',
    async () => ({ trust_state: { ...EMPTY_TRUST_STATE, keyset_version: 4 } }),
  ],
  [
    'issuer_keyset_rollback',
    'version_lower_than_last_accepted',
    'license_invalid',
    async () => ({ trust_state: { ...EMPTY_TRUST_STATE, keyset_version: 3, keyset_sha256: 'f'.repeat(64) } }),
  ],
  [
    'issuer_keyset_expired',
    'current_time_on_or_after_not_after',
    'license_invalid',
    async () => ({ keyset: await keysetWith({ not_after: NOW + 10 }) }),
  ],
  [
    'license_unknown_issuer_kid',
    'license_kid_not_in_issuer_keyset',
    'license_invalid',
    async () => ({ license: await tampered({ kid: 'issuer-1 ' }) }),
  ],
  [
    'key_purpose_mismatch',
    'issuer_key_purposes_do_not_include_license',
    'license_invalid',
    async () => ({ license: file(await makeLicense({}, freshener)) }),
  ],
  [
    'key_purpose_mismatch',
    'issuer_key_purposes_do_not_include_license',
    'license_invalid',
    async () => ({ license: file(await makeLicense({}, auditor)) }),
  ],
  [
    'issuer_key_expired',
    'issuer_key_outside_validity_window',
    'license_invalid',
    async () => ({ keyset: await keysetWith(issuerKey({ not_after: NOW + 10 })) }),
  ],
  [
    'issuer_key_expired',
    'issuer_key_outside_validity_window',
    'license_invalid',
    async () => ({ keyset: await keysetWith(issuerKey({ not_before: NOW + 5 })) }),
  ],
  [
    'issuer_key_expired',
    'issuer_key_outside_validity_window',
    'license_invalid',
    async () => ({ keyset: await keysetWith(issuerKey({ not_before: good.issued_at + 1 })) }),
  ],
  [
    'license_signature_invalid',
    'signature_does_not_match_selected_public_key',
    'license_invalid',
    async () => ({ license: await tampered({ org: 'Somebody else' }) }),
  ],
  [
    'license_signature_invalid',
    'signature_does_not_match_selected_public_key',
    'license_invalid',
    async () => ({ license: await tampered({ signature: 'not base64' }) }),
  ],
  [
    'license_signature_invalid',
    'signature_does_not_match_selected_public_key',
    'license_invalid',
    async () => ({ license: await tampered({ signature: 'AAAA' }) }),
  ],
  [
    'license_not_yet_valid',
    'current_time_before_issued_at',
    'license_invalid',
    async () => ({ license: file(await makeLicense({ issued_at: NOW + 5 })) }),
  ],
  [
    'license_expired',
    'current_time_on_or_after_expires_at',
    'license_expired',
    async () => ({ license: file(await makeLicense({ expires_at: NOW + 10 })) }),
  ],
  [
    'issuer_key_revoked',
    'issuer_key_is_revoked',
    'license_revoked',
    async () => ({ keyset: await keysetWith(issuerKey({ revoked_at: NOW + 5 * DAY })) }),
  ],
  [
    'issuer_key_revoked',
    'issuer_key_is_revoked',
    'license_revoked',
    async () => ({ revocation_list: await listFile({ revoked_kids: [issuer.kid] }) }),
  ],
  [
    'license_revoked',
    'license_is_on_revocation_list',
    'license_revoked',
    async () => ({ revocation_list: await listFile({ revoked_licenses: ['lic-1'] }) }),
  ],
  [
    'license_revoked',
    'license_is_on_revocation_list',
    'license_revoked',
    async () => ({ revocation_list: await listFile({ revoked_licenses: [`sha256:${signedSha256(good)}`] }) }),
  ],
  [
    'license_revoked',
    'license_is_on_revocation_list',
    'license_revoked',
    async () => ({ revocation_list: await listFile({ revoked_licenses: ['lic-1'], next_update: NOW - DAY }) }),
  ],
  ['revocation_list_missing', 'revocation_list_required', 'license_revocation_stale', async () => ({ revocation_list: MISSING })],
  [
    'revocation_list_invalid',
    'revocation_list_not_valid',
    'license_revocation_stale',
    async () => ({ revocation_list: unreadable }),
  ],
  [
    'revocation_list_invalid',
    'revocation_list_not_valid',
    'license_revocation_stale',
    async () => ({ revocation_list: presentFile('{') }),
  ],
  [
    'revocation_list_invalid',
    'revocation_list_not_valid',
    'license_revocation_stale',
    async () => ({ revocation_list: await listFile({}, [root_1]) }),
  ],
  [
    'revocation_list_invalid',
    'revocation_list_not_valid',
    'license_revocation_stale',
    async () => ({ revocation_list: file({ ...(await makeList()), number: 8 }) }),
  ],
  [
    'revocation_list_rollback',
    'number_lower_than_last_accepted',
    'license_revocation_stale',
    async () => ({ trust_state: { ...EMPTY_TRUST_STATE, crl_number: 8 } }),
  ],
  [
    'revocation_list_stale',
    'current_time_on_or_after_next_update',
    'license_revocation_stale',
    async () => ({ revocation_list: await listFile({ next_update: NOW + 10 }) }),
  ],
  [
    'revocation_freshness_stale',
    'revocation_data_older_than_freshness_class_allows',
    'license_revocation_stale',
    async () => ({ revocation_list: await listFile({ issued_at: NOW - DAY }), freshness: MISSING }),
  ],
  [
    'license_binding_mismatch',
    'cluster_uid_binding_mismatch',
    'binding_mismatch',
    async () => ({ bindings: { kube_context: 'c', cluster_uid: 'other' } }),
  ],
  [
    'license_binding_mismatch',
    'cluster_uid_binding_mismatch',
    'binding_mismatch',
    async () => ({ bindings: { kube_context: 'c', cluster_uid: null } }),
  ],
];

describe('the trust chain, every failure of the contract', () => {
  it.each(failures)('%s, %s → %s (%#)', async (failure_code, failure_detail, reason, part) => {
    expect(await reportOf(await part())).toMatchObject({
      license_ok: false,
      failure_code,
      failure_detail,
      reason,
      reason_code: reason,
    });
  });

  it('accepts a chain in which nothing is wrong', async () => {
    expect(await reportOf({})).toMatchObject({
      license_ok: true,
      reason: 'ok',
      failure_code: null,
      failure_detail: null,
      kid: issuer.kid,
      license_id: 'lic-1',
      expires_at: good.expires_at,
      entitlements_summary: ['apply', 'observe'],
    });
  });

  it('names the earlier of any two faults', async () => {
    // Faults of different inputs, so that they can be put together; each row stands for one place in the order.
    const combinable: readonly [string, () => Promise<Part>][] = [
      ['root_public_keys_unavailable', async () => ({ roots: new Map() })],
      ['issuer_keyset_missing', async () => ({ keyset: MISSING })],
      ['clock_rollback', async () => ({ trust_state: null })],
      ['license_expired', async () => ({ license: file(await makeLicense({ expires_at: NOW + 10 })) })],
      ['revocation_list_missing', async () => ({ revocation_list: MISSING })],
      ['license_binding_mismatch', async () => ({ bindings: { kube_context: null, cluster_uid: 'other' } })],
    ];
    for (const [index, [code, part]] of combinable.entries()) {
      let all: Part = {};
      for (const [, later] of combinable.slice(index)) all = { ...all, ...(await later()) };
      expect((await reportOf({ ...all, ...(await part()) })).failure_code).toBe(code);
    }
  });
});

describe('bindings', () => {
  const bound = async (bindings: object, facts = { kube_context: 'ctx', cluster_uid: 'uid' }) => {
    const { signature: _signature, ...body } = good;
    const unsigned = { ...body, bindings };
    const { signInline } = await import('../signed-json/inline.ts');
    return await reportOf({ license: file({ ...unsigned, signature: await signInline(unsigned, issuer) }), bindings: facts });
  };

  it('bind to nothing when empty, and to all that they name', async () => {
    expect((await bound({})).license_ok).toBe(true);
    expect((await bound({ kube_context: 'ctx', cluster_uid: 'uid' })).license_ok).toBe(true);
  });

  it.each([
    [{ kube_context: ' ' }, 'license_binding_invalid', 'bindings.kube_context_must_be_non_empty_string'],
    [{ cluster_uid: 7, kube_context: 'ctx' }, 'license_binding_invalid', 'bindings.cluster_uid_must_be_non_empty_string'],
    [{ host: 'h' }, 'license_binding_invalid', 'bindings.host_is_not_supported'],
    [{ kube_context: 'other', cluster_uid: 'other' }, 'license_binding_mismatch', 'kube_context_binding_mismatch'],
  ])('%j: %s', async (bindings, failure_code, failure_detail) => {
    expect(await bound(bindings)).toMatchObject({ failure_code, failure_detail });
  });
});

describe('time is judged by both clocks', () => {
  it('a window must hold on the earlier and on the later one', async () => {
    const license = file(await makeLicense({ issued_at: NOW, expires_at: NOW + 200 }));
    const at = async (own: number, api_server: number | null) =>
      (await reportOf({ license, clocks: { own, api_server } })).failure_code;
    expect(await at(NOW, NOW + 199)).toBeNull();
    expect(await at(NOW + 199, NOW)).toBeNull();
    expect(await at(NOW, NOW + 200)).toBe('license_expired');
    expect(await at(NOW - 1, NOW + 100)).toBe('license_not_yet_valid');
    expect(await at(NOW + 100, null)).toBeNull();
  });
});

describe('license verify, without apply', () => {
  it('takes a v1 keyset with one root signature, and no revocation list', async () => {
    const { signInline } = await import('../signed-json/inline.ts');
    const v1 = { schema_version: 'issuer_keyset.v1', root_kid: root_1.kid, keys: { [issuer.kid]: keys[issuer.kid]?.public_key } };
    const keyset = file({ ...v1, signature: await signInline(v1, root_1) });
    const part = { keyset, revocation_list: MISSING, freshness: MISSING, require_fresh: false, purpose: 'verify' as const };
    expect((await reportOf(part)).license_ok).toBe(true);
    expect((await reportOf({ ...part, keyset: file({ ...v1, signature: await signInline(v1, stranger) }) })).failure_code).toBe(
      'issuer_keyset_signature_invalid',
    );
    expect((await reportOf({ ...part, keyset: file({ ...v1, root_kid: '' }) })).failure_code).toBe(
      'issuer_keyset_root_kid_invalid',
    );
    expect((await reportOf({ ...part, keyset: file({ ...v1, root_kid: 'x' }) })).failure_code).toBe(
      'issuer_keyset_unknown_root_kid',
    );
    expect((await reportOf({ ...part, keyset: file(v1) })).failure_code).toBe('issuer_keyset_signature_missing');
    expect((await reportOf({ ...part, keyset: file({ ...v1, keys: {}, signature: 'x' }) })).failure_code).toBe(
      'issuer_keyset_keys_invalid',
    );
  });

  it('checks a list and a statement that are there', async () => {
    const part = { purpose: 'verify' as const, require_fresh: false };
    expect((await reportOf({ ...part, revocation_list: presentFile('{') })).failure_code).toBe('revocation_list_invalid');
    const list = await makeList({ issued_at: NOW - 2 * DAY });
    expect((await reportOf({ ...part, revocation_list: file(list), freshness: MISSING })).license_ok).toBe(true);
    const old = file(await makeFreshness(list, NOW - DAY - 60));
    expect((await reportOf({ ...part, revocation_list: file(list), freshness: old })).failure_code).toBe(
      'revocation_freshness_stale',
    );
  });
});

describe('signatures cover everything', () => {
  it('whatever is added, changed or removed outside the signatures is noticed', async () => {
    const documents = { license: good, keyset: await makeKeyset(), revocation_list: await makeList() } as const;
    const names = ['license', 'keyset', 'revocation_list'] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.string({ minLength: 1, maxLength: 5 }),
        fc.jsonValue({ maxDepth: 1 }),
        async (name, key, value) => {
          const document: Record<string, unknown> = documents[name];
          fc.pre(!['signature', 'signatures', '__proto__'].includes(key));
          const altered = { ...document, [key]: value };
          const report = await reportOf({ [name]: presentFile(JSON.stringify(altered)) });
          expect(report.license_ok).toBe(Object.hasOwn(document, key) && canonicalEqual(document[key], value));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('more root signatures than needed are fine; one that is wrong is not', async () => {
    const one_of_two = await makeKeyset({ threshold: 1 }, [root_1]);
    const both = await addRootSignatures(one_of_two, [root_2]);
    expect((await reportOf({ keyset: file(both), revocation_list: file(await makeList()) })).license_ok).toBe(true);
    const spoiled = { ...both, signatures: [...one_of_two.signatures, { root_kid: 'root-2', signature: signatureOfRoot1 }] };
    expect((await reportOf({ keyset: file(spoiled) })).failure_code).toBe('issuer_keyset_signature_invalid');
  });

  it('one root under two kids fills no threshold of two', async () => {
    const alias = { ...root_1, kid: 'root-1b' };
    const keyset = file(await makeKeyset({}, [root_1, alias]));
    const both = new Map([...roots, [alias.kid, alias.public_key]]);
    expect((await reportOf({ keyset, roots: both })).failure_code).toBe('issuer_keyset_threshold_not_met');
  });
});

const canonicalEqual = (left: unknown, right: unknown): boolean => {
  try {
    return canonicalJson(left) === canonicalJson(right);
  } catch {
    return false;
  }
};

describe('the apply licence gate', () => {
  const gate = async (part: Part) => (await applyLicenseGate(await goodInput(part), 'l.json')).gate;

  it('opens for a good licence with the entitlement apply', async () => {
    expect(await gate({})).toEqual({
      license_ok: true,
      reason: 'ok',
      expires_at: good.expires_at,
      entitlements_summary: ['apply', 'observe'],
      block_reason: null,
      license_path: 'l.json',
    });
  });

  it('stays closed with the reason that came first: missing, chain, entitlement', async () => {
    expect(await gate({ license: MISSING, roots: new Map() })).toMatchObject({
      block_reason: 'license_missing',
      reason: 'license_missing',
      expires_at: null,
    });
    expect(await gate({ license: file(await makeLicense({ entitlements: ['observe'], expires_at: NOW + 10 })) })).toMatchObject({
      block_reason: 'license_expired',
    });
    expect(await gate({ license: file(await makeLicense({ entitlements: ['observe', 'Apply'] })) })).toMatchObject({
      license_ok: false,
      block_reason: 'entitlement_missing',
      entitlements_summary: ['Apply', 'observe'],
    });
  });

  it('says whether the licence demands a passport', async () => {
    const require_passport = async (part: object) =>
      (await applyLicenseGate(await goodInput({ license: file(await makeLicense(part)) }), null)).verification?.require_passport;
    expect(await require_passport({ require_passport: true })).toBe(true);
    expect(await require_passport({})).toBe(false);
  });
});
