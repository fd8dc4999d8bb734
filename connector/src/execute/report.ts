import type { Effect, GateResult, Plan, VerifyReport } from '@modekeeper/contracts';
import type { EvaluatedGate, OwnershipNote, Preimage } from '@modekeeper/engine';
import type { Failure } from '@modekeeper/kube';
import { createEnvelope } from '@modekeeper/trust';
import { nowS } from '../core.ts';
import type { PlanRecord } from '../journal/plan-record.ts';
import { fromEnvelope, type Signed } from '../journal/signed.ts';
import { type ExecuteContext, planOf } from './context.ts';
import { detailOf } from './prove.ts';

export interface ReportInput {
  readonly effect: Effect;
  readonly effect_digest: string;
  readonly preimage: Preimage | null;
  readonly gates: readonly EvaluatedGate[];
  readonly notes: readonly OwnershipNote[];
  /** Why the plan ends now; null when it is verified. */
  readonly ends: string | null;
  readonly failure: Failure | null;
}

/** The signed verify report of a plan, ready for the journal. */
export async function signReport(
  ctx: ExecuteContext,
  record: PlanRecord,
  input: ReportInput,
): Promise<{ signed: Signed; report: VerifyReport }> {
  const plan = planOf(record);
  const report: VerifyReport = {
    schema_version: 'verify_report.v1',
    plan_digest: record.plan_digest,
    effect_digest: input.effect_digest,
    finished_at: nowS(ctx),
    ok: input.ends === null,
    blocker: blocker(plan, input),
    items: [item(plan, input)],
    effect: input.effect,
    gates: input.gates.map(({ gate, ok, reason }) => ({ gate, ok, reason }) as GateResult),
    notes: input.notes.map(({ note, detail }) => ({ note, detail })),
    server_version: null,
    connector: { cluster_id: ctx.enrollment.cluster_id, version: ctx.version },
  };
  return { signed: fromEnvelope(await createEnvelope('verify_report', report, [ctx.signer])), report };
}

function blocker(plan: Plan, { ends, failure }: ReportInput): VerifyReport['blocker'] {
  if (ends === null) return null;
  const { namespace, name } = plan.target;
  return { kind: ends, index: 0, namespace, name, detail: failure === null ? null : detailOf(failure) };
}

function item(plan: Plan, { ends, failure, preimage }: ReportInput): VerifyReport['items'][number] {
  const { namespace, name } = plan.target;
  const namespace_exists = ends !== 'namespace_missing';
  const attempted = preimage !== null;
  const forbidden = failure?.kind === 'forbidden';
  return {
    namespace,
    name,
    object: `deployment/${name}`,
    namespace_exists,
    deployment_exists: namespace_exists && failure?.kind !== 'not_found',
    dry_run: {
      attempted,
      mode: attempted ? 'server' : null,
      ok: failure === null,
      rc: null,
      stderr: failure === null ? null : detailOf(failure),
    },
    auth_can_i_patch_deployments: failure === null ? true : forbidden ? false : null,
    auth_can_i_get_deployments: preimage === null ? null : true,
    preimage: preimage === null ? null : { uid: preimage.uid, values: { ...preimage.values }, sha256: preimage.sha256 },
  };
}
