import { canonicalJson } from '@modekeeper/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addRootSignatures } from '../keyset/issue.ts';
import { MISSING, presentFile, signInline } from '../signed-json/inline.ts';
import {
  DAY,
  file,
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
import { applyLicenseGate } from './gate.ts';
import { type LicenseChainInput, verifyLicenseChain } from './verify.ts';

type Part = Partial<LicenseChainInput>;
const reportOf = async (part: Part) => (await verifyLicenseChain(await goodInput(part))).report;
const keys = keysetBody.keys;
const good = await makeLicense();
const signatureOfRoot1 = (await makeKeyset()).signatures[0]?.signature ?? '';

describe('the trust chain', () => {
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
