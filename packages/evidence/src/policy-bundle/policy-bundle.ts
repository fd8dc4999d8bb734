import { digestOf, type Passport } from '@modekeeper/contracts';
import { CHORD_CATALOG, passportDigest } from '@modekeeper/engine';

/** Which plan takes the changes back, and the verify report whose pre-images it restores; paths as reports show them. */
export type RollbackFacts = { from_verify_report: string; rollback_plan_path: string };

export type PolicyBundleFacts = {
  /** `external_plan`: somebody else decided, as for `mk k8s apply`. */
  policy: 'chord' | 'scalar' | 'external_plan';
  passport: Passport | null;
  /** Null: no rollback plan was written. */
  rollback: RollbackFacts | null;
  now_ms: number;
  mk_version: string;
  /** Fixed when the program was built. */
  build: { git_commit: string | null; git_dirty: boolean };
  /** A pseudonym: `host-<12 hex>`. */
  host: string;
};

/** policy_bundle.v1 (contract page `closed-loop`): which policy decided, on which inputs, and whether its changes can be taken back. Pure. */
export function policyBundle(facts: PolicyBundleFacts) {
  const { build, host, mk_version, now_ms, passport, policy, rollback } = facts;
  return {
    schema_version: 'policy_bundle.v1',
    bundle_version: 1,
    created_at: Math.trunc(now_ms / 1_000),
    mk_version,
    provenance: { ...build, host },
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
