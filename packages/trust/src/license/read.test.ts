import { describe, expect, it } from 'vitest';
import { MISSING, presentFile } from '../signed-json/inline.ts';
import { issuer, makeLicense, NOW } from '../testing/world.ts';
import { verifyLicenseDirect } from './verify-direct.ts';

const good = await makeLicense();
const keys = new Map([[issuer.kid, issuer.public_key]]);
const bindings = { kube_context: null, cluster_uid: 'uid-of-cluster' };
const direct = (content: string | Uint8Array) =>
  verifyLicenseDirect({ license: presentFile(content), public_keys: keys, now: NOW, bindings });
const changed = (part: object): string => JSON.stringify({ ...good, ...part });
const without = (key: keyof typeof good): string => {
  const { [key]: _left_out, ...rest } = good;
  return JSON.stringify(rest);
};
const raw = (from: string, to: string): string => JSON.stringify(good).replace(from, to);
const times = `"issued_at":${good.issued_at}`;

describe('license_verify.v0, checks 1 to 11: the first failure is named', () => {
  it.each([
    ['license_invalid_json', 'license_payload_not_json_object', 'not json'],
    ['license_invalid_json', 'license_payload_not_json_object', raw('"org"', '"org":"x","org"')],
    ['license_invalid_json', 'license_payload_not_json_object', raw('"Example"', '"\\ud800"')],
    ['license_invalid_json', 'license_payload_not_json_object', raw('"Example"', '['.repeat(64) + ']'.repeat(64))],
    ['license_invalid_json', 'license_payload_not_json_object', new Uint8Array([0x7b, 0xff, 0x7d])],
    ['license_invalid_shape', 'license_payload_not_object', '[]'],
    ['license_invalid_shape', 'license_payload_not_object', '"text"'],
    ['license_invalid_shape', 'signed_numbers_must_be_safe_integers', changed({ extra: 1.5 })],
    ['license_invalid_shape', 'signed_numbers_must_be_safe_integers', raw('"Example"', '1.0')],
    ['license_invalid_shape', 'signed_numbers_must_be_safe_integers', raw('"Example"', '{"issued_at":1.0}')],
    ['license_invalid_shape', 'signed_numbers_must_be_safe_integers', raw('"Example"', '1e999')],
    ['license_schema_unsupported', 'schema_version_must_be_license_v1', changed({ schema_version: 'license.v2' })],
    ['license_schema_unsupported', 'schema_version_must_be_license_v1', '{}'],
    ['license_org_invalid', 'org_must_be_non_empty_string', changed({ org: ' ' })],
    ['license_org_invalid', 'org_must_be_non_empty_string', changed({ org: 7 })],
    ['license_time_fields_invalid', 'issued_at_and_expires_at_must_be_int_epoch', raw(times, '"issued_at":1700000000.0')],
    ['license_time_fields_invalid', 'issued_at_and_expires_at_must_be_int_epoch', raw(times, '"issued_at":17e8')],
    ['license_time_fields_invalid', 'issued_at_and_expires_at_must_be_int_epoch', raw(times, '"issued_at":9007199254740993')],
    ['license_time_fields_invalid', 'issued_at_and_expires_at_must_be_int_epoch', changed({ expires_at: true })],
    ['license_time_fields_invalid', 'issued_at_and_expires_at_must_be_int_epoch', without('expires_at')],
    ['license_entitlements_invalid', 'entitlements_must_be_list_of_strings', changed({ entitlements: ['apply', 1] })],
    ['license_entitlements_invalid', 'entitlements_must_be_list_of_strings', changed({ entitlements: 'apply' })],
    ['license_bindings_invalid', 'bindings_must_be_object_when_present', changed({ bindings: [] })],
    ['license_bindings_invalid', 'bindings_must_be_object_when_present', changed({ bindings: null })],
    ['license_kid_invalid', 'kid_must_be_non_empty_string_when_present', changed({ kid: ' ' })],
    ['license_issuer_invalid', 'issuer_must_be_non_empty_string_when_present', changed({ issuer: '' })],
    ['license_id_invalid', 'license_id_must_be_non_empty_string_when_present', changed({ license_id: 1 })],
    ['license_signature_missing', 'signature_must_be_non_empty_base64_string', without('signature')],
    ['license_signature_missing', 'signature_must_be_non_empty_base64_string', changed({ signature: ' ' })],
  ])('%s, %s (%#)', async (failure_code, failure_detail, content) => {
    expect(await direct(content)).toMatchObject({
      license_ok: false,
      reason: 'license_invalid',
      reason_code: 'license_invalid',
      failure_code,
      failure_detail,
    });
  });

  it('license_io_error when there is nothing to read', async () => {
    for (const license of [MISSING, { kind: 'unreadable' } as const]) {
      const report = await verifyLicenseDirect({ license, public_keys: keys, now: NOW, bindings });
      expect(report).toMatchObject({
        failure_code: 'license_io_error',
        failure_detail: 'license_path_unreadable',
        kid: null,
        expires_at: null,
      });
    }
  });

  it('looks in order: a licence with every fault shows the first', async () => {
    const worst = {
      schema_version: 'license.v1',
      org: '',
      issued_at: 'x',
      entitlements: 7,
      bindings: 7,
      kid: '',
      issuer: '',
      license_id: '',
    };
    const repairs = [
      { org: 'o' },
      { issued_at: 1, expires_at: 2 },
      { entitlements: [] },
      { bindings: {} },
      { kid: 'k' },
      { issuer: 'i' },
      { license_id: 'l' },
    ];
    const seen: (string | null)[] = [];
    let license: object = worst;
    for (const repair of [{}, ...repairs]) {
      license = { ...license, ...repair };
      seen.push((await direct(JSON.stringify(license))).failure_code);
    }
    expect(seen).toEqual([
      'license_org_invalid',
      'license_time_fields_invalid',
      'license_entitlements_invalid',
      'license_bindings_invalid',
      'license_kid_invalid',
      'license_issuer_invalid',
      'license_id_invalid',
      'license_signature_missing',
    ]);
  });
});

describe('what is reported beside a failure', () => {
  it('nothing for checks 1 to 3', async () => {
    expect(await direct(changed({ extra: 1.5 }))).toMatchObject({ kid: null, expiry: null, expires_at: null, entitlements: [] });
  });

  it('expires_at only when it is an int, entitlements trimmed, unique, sorted', async () => {
    const report = await direct(changed({ issued_at: 1.5, entitlements: ['b', ' a', 'a ', 'b'], issuer: ' us ' }));
    expect(report).toMatchObject({
      expires_at: good.expires_at,
      expiry: good.expires_at,
      kid: issuer.kid,
      issuer: 'us',
      entitlements: ['a', 'b'],
    });
    expect(report.entitlements_summary).toEqual(report.entitlements);
    expect(await direct(changed({ expires_at: 1.5 }))).toMatchObject({ expires_at: null });
    expect(await direct(changed({ entitlements: [1] }))).toMatchObject({ entitlements: [] });
  });
});

describe('direct mode', () => {
  it('accepts a good licence by its kid', async () => {
    expect(await direct(JSON.stringify(good, null, 2))).toMatchObject({
      license_ok: true,
      reason: 'ok',
      failure_code: null,
      notes: [],
    });
  });

  it('without kid tries every key and says so', async () => {
    const { kid: _kid, ...unsigned } = good;
    expect(await direct(JSON.stringify(unsigned))).toMatchObject({
      failure_code: 'license_signature_invalid',
      notes: ['kid_missing'],
    });
  });

  it('names missing and unknown keys', async () => {
    const license = presentFile(JSON.stringify(good));
    const none = await verifyLicenseDirect({ license, public_keys: new Map(), now: NOW, bindings });
    expect(none).toMatchObject({
      failure_code: 'public_keys_unavailable',
      failure_detail: 'public_key_allowlist_empty_or_invalid',
    });
    expect(await direct(changed({ kid: `${issuer.kid} ` }))).toMatchObject({
      failure_code: 'license_unknown_kid',
      failure_detail: 'license_kid_not_in_public_key_allowlist',
    });
  });
});
