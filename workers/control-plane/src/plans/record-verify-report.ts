import { digestOf, isUndecidedPlanState, type PlanDocumentBody } from '@modekeeper/contracts';
import { planRows } from '@modekeeper/db';
import { commit } from '../platform/commit.ts';
import { type EnrolledKey, readConnectorDocument } from './connector-document.ts';
import { stateConflict } from './problems.ts';
import { type ConnectorCtx, type LiveChange, ownPlan, planNews, refuseDocument, startOver } from './recording.ts';

/** Records the connector's proof. Idempotent by digest. Refused and audited like a plan, and when its effect does not have its digest. */
export async function recordVerifyReport(
  ctx: ConnectorCtx,
  input: { body: PlanDocumentBody; keys: readonly EnrolledKey[] },
): Promise<LiveChange[]> {
  return startOver(() => recordOnce(ctx, input));
}

async function recordOnce(
  ctx: ConnectorCtx,
  input: { body: PlanDocumentBody; keys: readonly EnrolledKey[] },
): Promise<LiveChange[]> {
  const { envelope, plan_id } = input.body;
  const document = await readConnectorDocument(input.keys, 'verify_report', envelope, (payload) => payload.finished_at);
  if (!document.ok) return refuseDocument(ctx, 'verify_report', document.code, plan_id);
  const { digest, payload } = document;
  const plan = await ownPlan(ctx, plan_id);
  if (plan === undefined) return refuseDocument(ctx, 'verify_report', 'plan_unknown', plan_id);
  if (payload.plan_digest !== plan.plan_digest) return refuseDocument(ctx, 'verify_report', 'plan_digest_mismatch', plan_id);
  if (payload.connector.cluster_id !== ctx.cluster_id) return refuseDocument(ctx, 'verify_report', 'wrong_cluster', plan_id);
  if (digestOf(payload.effect) !== payload.effect_digest)
    return refuseDocument(ctx, 'verify_report', 'effect_digest_mismatch', plan_id);
  const verified_at_ms = payload.finished_at * 1_000;
  const isNewest = verified_at_ms >= (plan.verified_at_ms ?? 0);
  // Until a person has decided, the newest passing report says which effect is up for approval.
  const set =
    payload.ok && isNewest
      ? { verified_at_ms, ...(isUndecidedPlanState(plan.state) ? { effect_digest: payload.effect_digest } : {}) }
      : {};
  await commit(ctx, {
    // The effect that was approved stays the plan's: a report that meets an approval on its way is judged again.
    guards: [planRows.guardAt(ctx, plan_id, plan.state, plan.revision)],
    refusals: { plan_state: () => stateConflict('proved', plan.state) },
    statements: [
      planRows.insertDocument(ctx, { plan_id, kind: 'verify_report', digest, envelope, recorded_at_ms: ctx.now_ms }),
      planRows.change(ctx, plan_id, { ...set, updated_at_ms: ctx.now_ms }),
    ],
    audit: [],
  });
  return [planNews(plan, plan.state)];
}
