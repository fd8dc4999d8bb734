import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { digestOf, type Passport } from '@modekeeper/contracts';
import { CHORD_CATALOG, passportDigest } from '@modekeeper/engine';
import { BUILD } from '../build-info.ts';
import { VERSION } from '../version.ts';

export type RollbackFacts = { from_verify_report: string; rollback_plan_path: string };

/** policy_bundle.v1 (contract page `closed-loop`): which policy decided, on which inputs, and whether its changes can be taken back. */
export function policyBundle(facts: {
  policy: 'chord' | 'scalar' | 'external_plan';
  passport: Passport | null;
  /** Null: no rollback plan was written. */
  rollback: RollbackFacts | null;
  now_ms: number;
}) {
  const { now_ms, passport, policy, rollback } = facts;
  return {
    schema_version: 'policy_bundle.v1',
    bundle_version: 1,
    created_at: Math.trunc(now_ms / 1_000),
    mk_version: VERSION,
    provenance: { ...BUILD, host: hostPseudonym() },
    policy: { id: policy, version: 'v1', params: {} },
    inputs: {
      passport_id: passport?.name ?? null,
      passport_sha256: passport === null ? null : passportDigest(passport),
      chord_catalog_sha256: digestOf(CHORD_CATALOG),
    },
    rollback: {
      mode: rollback === null ? 'skeleton' : 'executable',
      from_verify_report: rollback?.from_verify_report ?? null,
      rollback_plan_path: rollback?.rollback_plan_path ?? null,
    },
  };
}

/** Tells machines apart without naming them. */
function hostPseudonym(): string {
  return `host-${createHash('sha256').update(hostname()).digest('hex').slice(0, 12)}`;
}
