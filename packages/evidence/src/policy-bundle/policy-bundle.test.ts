import { passportDigest, passportTemplate } from '@modekeeper/engine';
import { describe, expect, it } from 'vitest';
import { policyBundle } from './policy-bundle.ts';

const facts = {
  policy: 'chord',
  passport: null,
  rollback: null,
  now_ms: 1_700_000_000_999,
  mk_version: '1.2.3',
  build: { git_commit: 'abc', git_dirty: false },
  host: 'host-0123456789ab',
} as const;

describe('policyBundle', () => {
  it('says who decided with which program, and that nothing can take the change back', () => {
    expect(policyBundle(facts)).toEqual({
      schema_version: 'policy_bundle.v1',
      bundle_version: 1,
      created_at: 1_700_000_000,
      mk_version: '1.2.3',
      provenance: { git_commit: 'abc', git_dirty: false, host: 'host-0123456789ab' },
      policy: { id: 'chord', version: 'v1', params: {} },
      inputs: { passport_id: null, passport_sha256: null, chord_catalog_sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      rollback: { mode: 'skeleton', from_verify_report: null, rollback_plan_path: null },
    });
  });

  it('names the passport by its digest, and the rollback plan that was written', () => {
    const passport = passportTemplate('safe');
    const rollback = { from_verify_report: 'r/k8s_verify_latest.json', rollback_plan_path: 'r/rollback_plan_latest.json' };
    expect(policyBundle({ ...facts, policy: 'external_plan', passport, rollback })).toMatchObject({
      policy: { id: 'external_plan' },
      inputs: { passport_id: 'safe', passport_sha256: passportDigest(passport) },
      rollback: { mode: 'executable', ...rollback },
    });
  });
});
